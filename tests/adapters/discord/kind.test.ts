import { expect, it, onTestFinished } from 'vitest';
import { discord } from '../../../src/adapters/discord/kind.ts';
import { openPlatforms } from '../../../src/app/platforms.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { keepLog, openTestStore, temporaryFolder } from '../../core/store/open.ts';
import { startDiscordDouble } from '../../doubles/discord/double.ts';
import { createProbeBot } from '../slack/probe-bot.ts';

it('settings open Discord where they say, with the commands in one server alone', async () => {
  const double = await startDiscordDouble();
  const guild = double.addGuild('lab');
  const folder = await temporaryFolder();
  const config = loadConfig({
    environment: {
      DISCORD_TOKEN: double.token,
      DISCORD_API_URL: double.api,
      DISCORD_GUILD_ID: guild.id,
    },
    ...{ folder, shippedCorpus: folder, platforms: [discord] },
  });
  const context = {
    ...{ log: keepLog(), environment: {}, data: folder, input: process.stdin, output: process.stdout },
    greeting: async () => ({ title: '' }),
    ...(await openTestStore()),
    serve: async () => () => {},
  };
  const ended: (string | undefined)[] = [];
  const end = (_: string, failure?: Error) => void ended.push(failure?.message);
  const [platform] = await openPlatforms(config, context, { end, gap: () => {} });
  onTestFinished(async () => {
    await platform?.stop();
    await double.close();
  });
  await platform?.start(
    createProbeBot({ commands: [{ name: 'paper', description: 'Search', private: true }] }),
  );
  expect([...double.state.commands].filter(([, list]) => list.length > 0).map(([place]) => place)).toEqual([
    guild.id,
  ]);
  double.gateway.closeSockets(4004);
  await expect.poll(() => ended).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
});
