import { expect, it, onTestFinished } from 'vitest';
import { slack } from '../../../src/adapters/slack/kind.ts';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { openPlatforms } from '../../../src/app/platforms.ts';
import { createWeb } from '../../../src/app/web/web.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { keepLog, openTestStore, temporaryFolder } from '../../core/store/open.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import { findAuthorizeLink } from '../../doubles/slack/person.ts';
import { findFreePort } from './lab.ts';
import { createProbeBot } from './probe-bot.ts';

/** Slack as settings alone set it up, on a double. */
async function openFromSettings(environment: Record<string, string>) {
  const bot = createProbeBot({
    commands: [{ name: 'digest', verb: 'add', description: 'Add', managers: true, private: true }],
  });
  const double = await startSlackDouble({ manifest: createManifest(bot.commands) });
  onTestFinished(() => double.stop());
  const set = { SLACK_BOT_TOKEN: double.credentials.botToken, SLACK_API_URL: double.apiUrl, ...environment };
  const folder = await temporaryFolder();
  const config = loadConfig({ environment: set, folder, shippedCorpus: folder, platforms: [slack] });
  const log = keepLog();
  const web = createWeb(config, log);
  onTestFinished(() => web.close());
  const ended: (Error | undefined)[] = [];
  const context = {
    ...{ log, environment: {}, data: folder, input: process.stdin, output: process.stdout },
    greeting: async () => ({ title: '' }),
    ...(await openTestStore()),
    serve: web.serve,
  };
  const gaps: string[] = [];
  const hooks = {
    end: (_: string, failure?: Error) => void ended.push(failure),
    gap: (name: string) => void gaps.push(name),
  };
  const [platform] = await openPlatforms(config, context, hooks);
  if (platform === undefined) throw new Error('Slack was not opened');
  onTestFinished(() => platform.stop());
  return { double, platform, bot, ended, gaps };
}

it('settings open Slack over HTTP, on the port that all share, and name who may manage', async () => {
  const port = await findFreePort();
  const { double, platform, bot } = await openFromSettings({
    SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-double',
    PORT: String(port),
    PAPERBOY_DIGEST_MANAGERS: 'U02BOB',
  });
  await platform.start(bot);
  double.useHttp(`http://127.0.0.1:${port}/slack/events`);
  await double.person('U02BOB').types('/digest add', double.channel('papers'));
  await expect.poll(() => bot.invocations.length).toBe(1);
  expect(await bot.invocations[0]?.mayManage()).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(double.world.violations).toEqual([]);
});

it('settings open Slack by Socket Mode, and its gaps and its end are told', async () => {
  const { double, platform, bot, ended, gaps } = await openFromSettings({ SLACK_APP_TOKEN: 'xapp-1-double' });
  await platform.start(bot);
  double.socket.dropConnections();
  await expect.poll(() => gaps).toEqual(['slack']);
  double.faults.inject('chat.postMessage', { kind: 'error', error: 'token_revoked' });
  const channel = { platform: 'slack', workspace: double.world.team.id, id: double.channel('papers').id };
  await platform.post(channel, { title: 'One' }).catch(() => undefined);
  await expect.poll(() => ended.length).toBe(1);
  expect(String(ended[0])).toContain('SLACK_BOT_TOKEN');
});

it('settings switch the cards of links off', async () => {
  const { double, platform, bot } = await openFromSettings({
    SLACK_APP_TOKEN: 'xapp-1-double',
    PAPERBOY_SLACK_UNFURL: 'no',
  });
  const asked: (readonly string[])[] = [];
  const watched = {
    ...bot,
    introduceLinked: async (addresses: readonly string[]) => {
      asked.push(addresses);
      return new Map();
    },
  };
  await platform.start(watched);
  const channel = double.channel('random');
  await double.person('U02BOB').types('https://arxiv.org/abs/2303.08010', channel);
  await double.person('U02BOB').types('/digest add', channel);
  await expect.poll(() => bot.invocations.length).toBe(1);
  expect(asked).toEqual([]);
});

const forMany = {
  ...{ SLACK_CLIENT_ID: '1.1', SLACK_CLIENT_SECRET: 'a-client-secret-of-the-double', SLACK_BOT_TOKEN: '' },
  ...{ PAPERBOY_SECRET: 'n'.repeat(40), PUBLIC_URL: 'https://paperboy.test', PORT: '1' },
};

it('settings open Slack to several workspaces, with the page on which the app is added', async () => {
  const port = await findFreePort();
  const { double, platform, bot } = await openFromSettings({
    ...{ ...forMany, PORT: String(port), SLACK_APP_TOKEN: 'xapp-1-double' },
  });
  double.registration.redirects = ['https://paperboy.test/slack'];
  await platform.start(bot);
  const page = await (await fetch(`http://127.0.0.1:${port}/slack/install`)).text();
  expect((await fetch(findAuthorizeLink(page) ?? '')).status).toBe(200);
});

it.each<[string, Record<string, string>, RegExp]>([
  [
    'a token beside',
    { SLACK_BOT_TOKEN: 'xoxb-1' },
    /SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for several/,
  ],
  [
    'no secret',
    { PAPERBOY_SECRET: '', SLACK_CLIENT_SECRET: '' },
    /needs SLACK_CLIENT_SECRET, PAPERBOY_SECRET beside it/,
  ],
  ['no address', { PUBLIC_URL: '' }, /needs PUBLIC_URL beside it/],
  ['no way to connect', { SLACK_APP_TOKEN: '' }, /no way to connect is. Set SLACK_APP_TOKEN/],
  [
    'a short secret',
    { PAPERBOY_SECRET: `${'n'.repeat(40)},short` },
    /PAPERBOY_SECRET must be at least 32 characters/,
  ],
])('settings for several workspaces with %s are wrong, which is told', async (_, environment, words) => {
  const set = { ...forMany, SLACK_APP_TOKEN: 'xapp-1-double', ...environment };
  await expect(openFromSettings(set)).rejects.toThrow(words);
});

it('secrets of several workspaces are never printed, each of them', async () => {
  const folder = await temporaryFolder();
  const [one, two] = ['n'.repeat(40), 'o'.repeat(40)];
  const environment = { ...forMany, SLACK_APP_TOKEN: 'xapp-1-double', PAPERBOY_SECRET: `${one}, ${two}` };
  const { secrets } = loadConfig({ environment, folder, shippedCorpus: folder, platforms: [slack] });
  expect(secrets).toEqual(expect.arrayContaining([one, two, forMany.SLACK_CLIENT_SECRET]));
});
