import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { openAt, postgresUrl } from '../../core/store/open.ts';
import { startDiscordDouble } from '../../doubles/discord/double.ts';

it('two programs on one PostgreSQL share the shards, one takes those of the other within 30 seconds of its kill, and one that is killed and started again has its own at once', async () => {
  const discord = await startDiscordDouble();
  onTestFinished(() => discord.close());
  Object.assign(discord.state, { shards: 2, maxConcurrency: 1, identifiesApart: 5_000 });
  const databaseUrl = await postgresUrl();
  const folders = ['one', 'two'].map((name) => mkdtempSync(join(tmpdir(), `paperboy-shards-${name}-`)));
  onTestFinished(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  const start = (folder = '') =>
    startProgram(folder, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DATABASE_URL: databaseUrl,
    });
  const [one, two] = [start(folders[0]), start(folders[1])];
  const stands = ' of 2 is connected';
  await Promise.all([one.says(stands), two.says(stands)]);
  // One that is killed while it announces the commands is waited for.
  await Promise.all([one.says('; invite: '), two.says('; invite: ')]);
  await discord.until('both shards', () => discord.gateway.shards().length === 2, 30_000);
  await one.kill();
  await discord.until('the loss', () => discord.gateway.shards().length === 1, 10_000);
  await discord.until('the takeover', () => discord.gateway.shards().length === 2, 30_000);
  expect(discord.exchanges.filter(({ request }) => /^PUT .*commands$/u.test(request))).toHaveLength(1);

  await two.kill();
  const { leases } = await openAt(databaseUrl);
  const left = (await leases.list('discord ')).filter(({ name }) =>
    /^discord (process|shard) of/u.test(name),
  );
  expect(left).toHaveLength(3);
  // Whoever does not know that it is dead waits for an hour.
  for (const { name, holder } of left) await leases.renew([name], holder, 3_600_000);
  const again = start(folders[1]);
  await again.says('; invite: ');
  expect(discord.gateway.shards()).toHaveLength(2);
  expect(discord.gateway.doubled).toEqual([]);
  expect(discord.gateway.hasty).toEqual([]);
  expect(discord.violations).toEqual([]);
  expect(await again.stop()).toBe(0);
}, 150_000);
