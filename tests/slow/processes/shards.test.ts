import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { postgresUrl } from '../../core/store/open.ts';
import { startDiscordDouble } from '../../doubles/discord/double.ts';

it('two programs on one PostgreSQL share the shards, and one takes those of the other within 30 seconds of its kill', async () => {
  const discord = await startDiscordDouble();
  onTestFinished(() => discord.close());
  Object.assign(discord.state, { shards: 2, maxConcurrency: 1, identifiesApart: 5_000 });
  const databaseUrl = await postgresUrl();
  const start = () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-shards-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return startProgram(folder, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DATABASE_URL: databaseUrl,
    });
  };
  const [one, two] = [start(), start()];
  const stands = ' of 2 stands';
  await Promise.all([one.says(stands), two.says(stands)]);
  // One that is killed while it announces the commands is waited for.
  await Promise.all([one.says('; invite: '), two.says('; invite: ')]);
  await discord.until('both shards', () => discord.gateway.shards().length === 2, 30_000);
  await one.kill();
  await discord.until('the loss', () => discord.gateway.shards().length === 1, 10_000);
  await discord.until('the takeover', () => discord.gateway.shards().length === 2, 30_000);
  expect(discord.gateway.doubled).toEqual([]);
  expect(discord.gateway.hasty).toEqual([]);
  expect(discord.violations).toEqual([]);
  expect(discord.exchanges.filter(({ request }) => /^PUT .*commands$/u.test(request))).toHaveLength(1);
  expect(await two.stop()).toBe(0);
});
