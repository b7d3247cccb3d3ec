import { afterEach, describe, expect, it } from 'vitest';
import { connect, createSdkLog } from '../../../src/adapters/slack/connection.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import { ConnectionFailure } from '../../../src/core/chat/failures.ts';
import { openTestStore } from '../../core/store/open.ts';
import type { Fault } from '../../doubles/slack/faults.ts';
import { type Lab, startLab } from './lab.ts';

let lab: Lab;

afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

const warnings = () => lab.logged.filter((line) => /^(warn|error)/.test(line));

describe('an answer', () => {
  it.each<Fault>([
    { kind: 'status', status: 503 },
    { kind: 'rate limit', seconds: 1 },
    { kind: 'close', done: false },
    { kind: 'slow', milliseconds: 200 },
  ])('comes once through a response URL that fails at first: %o', async (fault) => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.faults.inject('response_url', fault);
    await alice.types('/paper camera', papers);
    await lab.answer('papers');
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it.each<Fault>([
    { kind: 'status', status: 500 },
    { kind: 'rate limit', seconds: 1 },
    { kind: 'close', done: false },
    { kind: 'close', done: true },
  ])('is posted once by a Web API that fails at first: %o', async (fault) => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.faults.inject('chat.postMessage', fault);
    await alice.types('/papers show 2303.08010', papers);
    const tries = () => lab.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    await lab.slack.world.until(() => tries() === 2, 'a second try');
    const message = await lab.answer('papers');
    await lab.changing(() => alice.reacts('bookmark', message));
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it.each([
    ['a command', '/paper camera', ['response_url', 'response_url'], 1],
    ['a mention', '@Paperboy camera', ['chat.postEphemeral'], 1],
    ['a command for all', '/papers show 2303.08010', ['chat.postMessage'], 1],
  ])('to %s is plain text where Slack refuses its blocks', async (_, typed, [way = ''], times) => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.faults.inject(way, { kind: 'error', error: 'invalid_blocks' }, times);
    await alice.types(typed, papers);
    const answer = await lab.answer('papers');
    expect(answer.blocks).toEqual([]);
    expect(answer.text).toMatch(/camera|Window-Based/);
    expect(warnings()).toEqual([expect.stringMatching(/refused the form of a message.*plain text/)]);
  });

  it('is given all the same where Slack asks for a pause without saying how long', async () => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.faults.inject('response_url', { kind: 'rate limit' });
    await alice.types('/paper camera', papers);
    await lab.answer('papers');
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it('goes another way where the response URL has expired', async () => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.faults.inject('response_url', { kind: 'error', error: 'expired_url' }, 2);
    await alice.types('/paper uncertainty', papers);
    const message = await lab.answer('papers');
    expect([message.via, message.onlyFor]).toEqual(['api', alice.id]);
    await alice.presses('Next 2', message);
    expect((await lab.answer('papers', 2)).onlyFor).toBe(alice.id);
  });

  it('goes into the direct conversation where nothing else works', async () => {
    lab = await startLab();
    const [alice, random] = [lab.slack.person('U01ALICE'), lab.slack.channel('random')];
    lab.slack.faults.inject('response_url', { kind: 'error', error: 'expired_url' });
    await alice.types('/paper uncertainty', random);
    const direct = lab.slack.world.directChannel(alice.id);
    await lab.slack.world.until(() => alice.reads(direct)[0], 'an answer');
  });

  it('that cannot be sent is said in the log with the remedy, and the bot goes on', async () => {
    lab = await startLab();
    const channel = { platform: 'slack', workspace: 'T01LAB', id: lab.slack.channel('random').id };
    await expect(lab.platform.post(channel, { title: 'A digest' })).rejects.toThrow(/not_in_channel.*invite/);
    lab.slack.faults.inject('response_url', { kind: 'error', error: 'expired_url' });
    lab.slack.faults.inject('chat.postEphemeral', { kind: 'error', error: 'fatal_error' });
    lab.slack.faults.inject('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    await alice.types('/paper camera', papers);
    await lab.slack.world.until(() => warnings().length > 0, 'a line in the log');
    expect(warnings()).toEqual([expect.stringMatching(/1 message could not be sent to C01PAPERS: HTTP 404/)]);
    await alice.types('/paper camera', papers);
    await lab.answer('papers');
  });

  it('is awaited by a stop', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Bot = {
      commands: [{ name: 'paper', description: 'Searches', private: true }],
      onCommand: async ({ reply }) => {
        await held;
        await reply([{ title: 'late' }]);
      },
      onReaction: async () => {},
      onCleared: async () => {},
      onWorkspace: async () => {},
      form: async () => undefined,
      suggest: async () => [],
      show: async () => ({ cards: [], until: new Date() }),
      introduceLinked: async () => new Map(),
      introduce: async () => undefined,
      onChange: () => () => {},
    };
    lab = await startLab({ bot: slow });
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    await alice.types('/paper camera', papers);
    const stopped = lab.platform.stop();
    release();
    await stopped;
    expect(alice.reads(papers)).toEqual(['late\n']);
  });
});

describe('a connection', () => {
  it('is made anew after a drop, and an event that fell into the gap acts once', async () => {
    lab = await startLab();
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    lab.slack.socket.dropConnections();
    await lab.slack.world.until(() => lab.slack.socket.connections === 0, 'the drop');
    await alice.types('@Paperboy camera', papers);
    await lab.answer('papers');
    await lab.slack.redeliver('events_api');
    await alice.types('/paper graph', papers);
    await lab.answer('papers', 2);
    expect(alice.reads(papers)).toHaveLength(2);
  });

  it('is made anew once Slack is back after a while', async () => {
    lab = await startLab();
    const { health } = lab.platform;
    expect(health?.()).toEqual({ state: 'ok', words: 'The connection stands.' });
    await lab.slack.goDown();
    await lab.slack.world.until(() => warnings()[0], 'a line in the log');
    expect(health?.().state).toBe('wrong');
    await lab.slack.comeBack();
    await lab.slack.world.until(() => lab.logged.includes('info Slack: connected again'), 'the connection');
    expect(health?.().state).toBe('ok');
    await lab.slack.person('U01ALICE').types('/paper graph', lab.slack.channel('papers'));
    await lab.answer('papers');
  });

  it('is made anew when Slack asks for it', async () => {
    lab = await startLab();
    lab.slack.socket.sendDisconnect('refresh_requested');
    await lab.slack.world.until(() => lab.slack.socket.greeted === 2, 'a second connection');
    await lab.slack.person('U01ALICE').types('/paper graph', lab.slack.channel('papers'));
    await lab.answer('papers');
  });

  it('is tried again while Slack cannot be reached, with one clear line, until it can', async () => {
    lab = await startLab({ idle: true });
    await lab.slack.goDown();
    const started = lab.platform.start(lab.bot);
    await lab.slack.world.until(() => warnings()[0], 'a line in the log');
    expect(warnings()).toEqual([
      expect.stringMatching(/Slack cannot be reached \(.*ECONNREFUSED.*\): trying again in 1 s/),
    ]);
    await lab.slack.comeBack();
    await started;
    expect(lab.logged).toContainEqual(
      expect.stringMatching(
        /^info Slack: connected as @paperboy to The Lab \(Socket Mode\) with \/paper, \/papers/,
      ),
    );
  });

  it('is not waited for endlessly where Slack never says hello', async () => {
    lab = await startLab({ idle: true });
    lab.slack.socket.behave('silent');
    const { credentials, apiUrl } = lab.slack;
    const { seenEvents, installations, leases, quotas } = await openTestStore();
    const kept = { seenEvents, installations, leases, quotas };
    const settings = { botToken: credentials.botToken, appToken: credentials.appToken, apiUrl, ...kept };
    const logger = createSdkLog({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} });
    const authorize = async () => ({});
    await expect(connect(settings, logger, authorize, () => {}, 200)).rejects.toThrow(
      /did not say hello within 0.2 s/,
    );
  });

  it('is tried again where the socket is refused', async () => {
    lab = await startLab({ idle: true });
    lab.slack.socket.behave('refusing');
    const started = lab.platform.start(lab.bot);
    await lab.slack.world.until(() => warnings()[0], 'a line in the log');
    lab.slack.socket.behave('well');
    await started;
    await lab.slack.person('U01ALICE').types('/paper graph', lab.slack.channel('papers'));
    await lab.answer('papers');
  });

  it('that a stop calls off while it is tried ends at once', async () => {
    lab = await startLab({ idle: true });
    await lab.slack.goDown();
    const started = lab.platform.start(lab.bot);
    await lab.slack.world.until(() => warnings()[0], 'a line in the log');
    await lab.platform.stop();
    await started;
    await lab.slack.comeBack();
    expect(lab.logged.filter((line) => line.startsWith('info'))).toEqual([]);
  });

  it.each([
    ['invalid_auth', /SLACK_BOT_TOKEN from OAuth/],
    ['token_revoked', /install the app again/],
    ['account_inactive', /install it again/],
  ])('is given up at once on %s, with the remedy', async (error, remedy) => {
    lab = await startLab({ idle: true });
    lab.slack.credentials.refusal = error;
    const started = lab.platform.start(lab.bot);
    await expect(started).rejects.toThrow(ConnectionFailure);
    await expect(started).rejects.toThrow(remedy);
  });

  it('is given up where the app token is refused', async () => {
    lab = await startLab({ idle: true });
    lab.slack.faults.inject('apps.connections.open', { kind: 'error', error: 'not_allowed_token_type' });
    await expect(lab.platform.start(lab.bot)).rejects.toThrow(/swapped/);
  });

  it('is given up where a needed scope is missing, and complains of a useful one', async () => {
    lab = await startLab({ idle: true });
    const all = lab.slack.credentials.scopes;
    lab.slack.credentials.scopes = ['commands'];
    await expect(lab.platform.start(lab.bot)).rejects.toThrow(/lacks the scope chat:write: .*slack-manifest/);
    lab.slack.credentials.scopes = all.filter((scope) => scope !== 'reactions:read');
    await lab.platform.start(lab.bot);
    expect(warnings()).toEqual([
      expect.stringMatching(/without the scope reactions:read, the bot does not see reactions/),
    ]);
  });

  it('ends, and leaves it to whoever started it to log why, when the token is revoked while it stands', async () => {
    lab = await startLab();
    lab.slack.credentials.refusal = 'token_revoked';
    await lab.slack.person('U01ALICE').types('/papers show 2303.08010', lab.slack.channel('papers'));
    lab.slack.socket.dropConnections();
    await lab.slack.world.until(() => lab.ended.length === 1, 'the end');
    expect(lab.ended[0]?.message).toMatch(/token_revoked.*install the app again/);
    expect(warnings().filter((line) => line.includes('refuses the connection'))).toEqual([]);
  });
});
