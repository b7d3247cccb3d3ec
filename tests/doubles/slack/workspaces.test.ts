import { App, HTTPReceiver, type Installation, LogLevel, webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { createBrowser } from './browser.ts';
import { type SlackDouble, startSlackDouble } from './double.ts';

const nothing = () => {};
const logger = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => LogLevel.ERROR,
};
const STARSHIP = { id: 'E0STARSHIP', name: 'Starship', domain: 'starship' };
const REDIRECT = 'http://127.0.0.1:9/slack/oauth_redirect';
let slack: SlackDouble;

beforeEach(async () => {
  slack = await startSlackDouble({ manifest: createManifest([]) });
  slack.registration.redirects = ['http://127.0.0.1:9/slack'];
  slack.registration.orgDeploy = true;
});
afterEach(() => slack.stop());

const clientOf = (token?: string) =>
  new webApi.WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger });
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : error;
}

/** Where Slack sends somebody of a workspace on to who allows the app, or does not. */
async function decide(
  more: { readonly [name: string]: string } = {},
  form: { readonly [name: string]: string } = {},
  redirect: string | null = REDIRECT,
): Promise<URL | string> {
  const url = new URL(slack.authorizeUrl);
  const query = {
    ...{ client_id: slack.registration.clientId, scope: 'commands,chat:write', state: 's1' },
    ...(redirect !== null && { redirect_uri: redirect }),
    ...more,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const body = new URLSearchParams({ user: 'U0CLINIC1', team: 'T0CLINIC', decision: 'allow', ...form });
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const location = response.headers.get('location');
  return location === null ? response.text() : new URL(location);
}
async function codeOf(...decision: Parameters<typeof decide>): Promise<string> {
  const sent = await decide(...decision);
  return (typeof sent === 'string' ? undefined : sent.searchParams.get('code')) ?? '';
}
const app = () => ({
  client_id: slack.registration.clientId,
  client_secret: slack.registration.clientSecret,
});
const access = (code: string, more: object = {}) =>
  clientOf().oauth.v2.access({ ...app(), code, redirect_uri: REDIRECT, ...more });

describe('an app that is installed by OAuth', () => {
  it('has a code for its token once, within ten minutes, for the address it was asked for', async () => {
    slack.addWorkspace('clinic');
    const code = await codeOf();
    expect(await refusal(access(code, { client_id: '2.2' }))).toBe('invalid_client_id');
    expect(await refusal(access(code, { client_secret: 'no' }))).toBe('bad_client_secret');
    expect(await refusal(access('forged'))).toBe('invalid_code');
    expect(await refusal(access(code, { redirect_uri: `${REDIRECT}/x` }))).toBe('bad_redirect_uri');
    expect(await access(code)).toMatchObject({
      ...{ app_id: 'A01PAPER', token_type: 'bot', scope: 'commands,chat:write', bot_user_id: 'U0CLINICBOT' },
      ...{ team: { id: 'T0CLINIC', name: 'clinic' }, enterprise: null, is_enterprise_install: false },
      authed_user: { id: 'U0CLINIC1' },
    });
    expect(await refusal(access(code))).toBe('invalid_code');
    const late = await codeOf();
    slack.world.clock.advance(10 * 60_000 + 1);
    expect(await refusal(access(late))).toBe('invalid_code');
    const unsaid = await codeOf({}, {}, null);
    expect((await access(unsaid, { redirect_uri: undefined })).ok).toBe(true);
  });

  it('is told by whom it was cancelled, and shown nothing where the request is wrong', async () => {
    slack.addWorkspace('clinic');
    expect(String(await decide({}, { decision: 'cancel' }))).toBe(`${REDIRECT}?error=access_denied&state=s1`);
    expect(await decide({ client_id: '2.2' })).toContain('invalid_client_id');
    expect(await decide({ scope: '' })).toContain('invalid_scope');
    for (const forged of ['http://127.0.0.1:9/slackless', 'http://evil.test/slack', 'no address'])
      expect(await decide({}, {}, forged)).toContain('bad_redirect_uri');
    expect(await decide({}, { user: 'U01ALICE' })).toContain('not_logged_in');
  });

  it('keeps its token when it is installed again, with the scopes of both, and has another once it was gone', async () => {
    slack.addWorkspace('clinic');
    const first = await access(await codeOf());
    const second = await access(await codeOf({ scope: 'reactions:read' }));
    expect([second.access_token, second.scope]).toEqual([
      first.access_token,
      'commands,chat:write,reactions:read',
    ]);
    const client = clientOf(first.access_token);
    expect(await client.auth.revoke({ test: true })).toMatchObject({ revoked: false });
    expect(await client.auth.revoke()).toMatchObject({ revoked: true });
    expect(await refusal(client.auth.test())).toBe('account_inactive');
    const third = await access(await codeOf());
    expect(third.access_token).not.toBe(first.access_token);
    expect((await clientOf(third.access_token).auth.test()).team_id).toBe('T0CLINIC');
    expect(
      await refusal(clientOf(third.access_token).apps.uninstall({ ...app(), client_secret: 'no' })),
    ).toBe('bad_client_secret');
    await clientOf(third.access_token).apps.uninstall(app());
    expect(await refusal(clientOf(third.access_token).auth.test())).toBe('account_inactive');
  });

  it('sees no place of another workspace', async () => {
    const clinic = slack.addWorkspace('clinic');
    const client = clientOf(slack.install(clinic).botToken);
    clinic.channel('papers').members.add(clinic.world.botUserId);
    expect((await client.chat.postMessage({ channel: 'C0CLINIC1', text: 't' })).ok).toBe(true);
    const { ts = '' } = await clientOf('xoxb-1-double').chat.postMessage({ channel: 'C01PAPERS', text: 't' });
    const channel = 'C01PAPERS';
    expect(await refusal(client.chat.postMessage({ channel, text: 't' }))).toBe('channel_not_found');
    expect(await refusal(client.chat.update({ channel, ts, text: 't' }))).toBe('channel_not_found');
    expect(await refusal(client.reactions.get({ channel, timestamp: ts }))).toBe('message_not_found');
    expect(await refusal(client.users.info({ user: 'U01ALICE' }))).toBe('user_not_found');
    expect(await refusal(client.conversations.info({ channel }))).toBe('channel_not_found');
    const ignored = await client.usergroups.list({ team_id: 'T01LAB' });
    expect(ignored.usergroups?.map(({ id }) => id)).toEqual(['S0CLINIC1']);
    const faulty = slack.faults;
    faulty.inject('auth.test T0CLINIC', { kind: 'error', error: 'fatal_error' });
    expect((await clientOf('xoxb-1-double').auth.test()).team_id).toBe('T01LAB');
    expect(await refusal(client.auth.test())).toBe('fatal_error');
  });
});

describe('an app of a whole organisation', () => {
  it('has one token for the workspaces it was added to, and says which it means where no id tells', async () => {
    const [bridge, hold] = [slack.addWorkspace('bridge', STARSHIP), slack.addWorkspace('hold', STARSHIP)];
    const form = { user: 'W0STARSHIPADMIN', team: 'T0BRIDGE', everywhere: 'true' };
    expect(await decide({}, { ...form, user: 'U0BRIDGE1' })).toContain('restricted_action');
    const scope = 'commands,chat:write,usergroups:read,users:read';
    const told = await access(await codeOf({ scope }, form));
    expect(told).toMatchObject({ team: null, enterprise: { id: STARSHIP.id }, is_enterprise_install: true });
    const client = clientOf(told.access_token);
    expect(await client.auth.test()).toMatchObject({
      ...{ team_id: STARSHIP.id, user_id: 'W0STARSHIPBOT', is_enterprise_install: true },
    });
    const post = (channel: string) => client.chat.postMessage({ channel, text: 't' });
    expect(await refusal(post('C0BRIDGE1'))).toBe('team_access_not_granted');
    await slack.grant(bridge);
    await slack.grant(hold);
    await bridge.person('U0BRIDGE1').invites(bridge.channel('papers'));
    expect((await post('C0BRIDGE1')).ok).toBe(true);
    expect(await refusal(post('C01PAPERS'))).toBe('channel_not_found');
    expect(await refusal(client.usergroups.list())).toBe('missing_argument');
    expect(await refusal(client.usergroups.list({ team_id: 'T01LAB' }))).toBe('team_access_not_granted');
    const groups = await client.usergroups.list({ team_id: 'T0HOLD' });
    expect(groups.usergroups?.map(({ id }) => id)).toEqual(['S0HOLD1']);
    const { user } = await client.users.info({ user: 'W0STARSHIPADMIN' });
    expect(user?.enterprise_user?.teams).toEqual(['T0BRIDGE', 'T0HOLD']);
    await slack.withdraw(hold);
    expect(await refusal(client.users.info({ user: 'U0HOLD1' }))).toBe('user_not_found');
  });
});

/** Bolt with its own OAuth, over HTTP at several addresses. */
async function startBolt(count: number) {
  const kept = new Map<string, Installation>();
  const heard: string[] = [];
  const addresses: string[] = [];
  const apps: App[] = [];
  for (let at = 0; at < count; at += 1) {
    const receiver = new HTTPReceiver({
      ...{ signingSecret: slack.signingSecret, clientId: slack.registration.clientId, logger },
      ...{
        clientSecret: slack.registration.clientSecret,
        stateSecret: 'state',
        scopes: ['commands', 'chat:write'],
      },
      installationStore: {
        storeInstallation: async (installation) =>
          void kept.set(installation.team?.id ?? installation.enterprise?.id ?? '', installation),
        async fetchInstallation({ isEnterpriseInstall, enterpriseId, teamId }) {
          const found = kept.get((isEnterpriseInstall ? enterpriseId : teamId) ?? '');
          if (found === undefined) throw new Error(`not installed in ${teamId}`);
          return found as Installation<'v2', boolean>;
        },
      },
      installerOptions: {
        authorizationUrl: slack.authorizeUrl,
        clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
      },
    });
    const bolt = new App({ receiver, logger, clientOptions: { slackApiUrl: slack.apiUrl } });
    for (const type of ['tokens_revoked', 'app_uninstalled'] as const)
      bolt.event(type, async ({ body }) => void heard.push(`${at} ${type} ${body.team_id}`));
    bolt.command('/paper', async ({ ack, context, command }) => {
      await ack();
      heard.push(`${at} ${command.text} ${context.teamId} ${context.botToken}`);
    });
    const server = await receiver.start(0);
    const address = server.address();
    addresses.push(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    apps.push(bolt);
  }
  const stop = async () => void (await Promise.all(apps.map((one) => one.stop().catch(nothing))));
  onTestFinished(stop);
  slack.registration.redirects = addresses.map((address) => `${address}/slack/oauth_redirect`);
  slack.useHttp(...addresses.map((address) => `${address}/slack/events`));
  return { addresses, heard, kept, apps };
}

describe('unmodified Bolt apps with OAuth behind a balancer', () => {
  it('are installed by a browser, hear every workspace, and are told when that ends', async () => {
    const { addresses, heard, kept } = await startBolt(2);
    const clinic = slack.addWorkspace('clinic');
    const erin = clinic.person('U0CLINIC1');
    const browser = createBrowser();
    const cancelled = await erin.installs(browser, `${addresses[0]}/slack/install`, 'cancels');
    expect([cancelled.status, kept.size]).toEqual([500, 0]);
    const page = await erin.installs(browser, `${addresses[0]}/slack/install`);
    expect([page.status, [...kept.keys()]]).toEqual([200, ['T0CLINIC']]);
    expect((await createBrowser().visit(page.url)).status).toBe(400);
    const paper = { command: '/paper', text: 'x' };
    const envelope = (team: string) => ({
      type: 'slash_commands' as const,
      payload: { ...paper, team_id: team, user_id: 'U1', channel_id: 'C1', is_enterprise_install: 'false' },
    });
    await slack.deliver(envelope('T0CLINIC'));
    const installation = clinic.world.installation;
    if (installation === undefined) throw new Error('not installed');
    await slack.uninstall(installation, { first: 'app_uninstalled' });
    expect(heard).toEqual([
      `0 x T0CLINIC ${installation.botToken}`,
      '1 app_uninstalled T0CLINIC',
      '0 tokens_revoked T0CLINIC',
    ]);
  });

  it('hear an event once in turn, twice where it is sent twice, and from another where one is gone', async () => {
    const { heard, apps, kept } = await startBolt(2);
    const revoke = async (name: string) => {
      const workspace = slack.addWorkspace(name);
      const installation = slack.install(workspace);
      const { botToken } = installation;
      kept.set(workspace.world.team.id, {
        ...{ team: { id: workspace.world.team.id }, enterprise: undefined, isEnterpriseInstall: false },
        ...{ user: { id: 'U1', token: undefined, scopes: undefined }, authVersion: 'v2' },
        bot: { token: botToken, scopes: [], id: 'B1', userId: 'U2' },
      } as Installation);
      await slack.revoke(installation);
    };
    await revoke('one');
    await slack.redeliver('events_api');
    slack.sendToAll(true);
    await revoke('two');
    slack.sendToAll(false);
    await apps[0]?.stop();
    await revoke('three');
    await revoke('four');
    expect(heard.toSorted()).toEqual([
      ...['0 tokens_revoked T0ONE', '0 tokens_revoked T0TWO', '1 tokens_revoked T0FOUR'],
      ...['1 tokens_revoked T0ONE', '1 tokens_revoked T0THREE', '1 tokens_revoked T0TWO'],
    ]);
  });
});

describe('Socket Mode of several connections', () => {
  it('sends each envelope to one of them in turn, and knows no more than ten', async () => {
    const taken: string[] = [];
    const open = async (name: string) => {
      const { url = '' } = await clientOf('xapp-1-double').apps.connections.open();
      const socket = new WebSocket(url);
      socket.addEventListener('message', ({ data }) => {
        const { envelope_id: id, type, reason } = JSON.parse(String(data));
        if (type === 'disconnect') taken.push(`${name} ${reason}`);
        if (id === undefined) return;
        taken.push(name);
        socket.send(JSON.stringify({ envelope_id: id }));
      });
      return socket;
    };
    const sockets = [await open('a'), await open('b'), await open('c')];
    await slack.world.until(() => slack.socket.greeted === 3, 'three hellos');
    for (let at = 0; at < 6; at += 1) await slack.person('U01ALICE').opensHome();
    expect(taken.toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
    for (let at = 3; at < 10; at += 1) sockets.push(await open('x'));
    await slack.world.until(() => slack.socket.greeted === 10, 'ten hellos');
    const last = await open('k');
    await new Promise((resolve) => last.addEventListener('close', resolve, { once: true }));
    expect(taken.at(-1)).toBe('k too_many_websockets');
    for (const socket of sockets) socket.close();
  });
});
