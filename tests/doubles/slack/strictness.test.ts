import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { faultsOfBlocks } from './block-kit.ts';
import { type SlackDouble, startSlackDouble } from './double.ts';
import { isRecord, type Json } from './json.ts';
import { addMessage } from './messages.ts';
import { eventPayload, pressPayload, shortcutPayload, slashPayload } from './payloads.ts';

const nothing = () => {};
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
const SCOPES = ['commands', 'chat:write', 'app_mentions:read'];
let slack: SlackDouble;
let client: webApi.WebClient;

beforeEach(async () => {
  slack = await startSlackDouble({ manifest: { oauth_config: { scopes: { bot: SCOPES } } } });
  client = new webApi.WebClient(slack.credentials.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
});
afterEach(() => slack.stop());

const CHANNEL = 'C01PAPERS';
const section = (text: string, more: object = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
});
const button = (action: string) => ({
  type: 'button',
  action_id: action,
  text: { type: 'plain_text', text: 'b' },
});

async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : error;
}
const post = (args: object) => client.apiCall('chat.postMessage', { channel: CHANNEL, text: 't', ...args });
const broken = () => slack.world.violations.map(({ what }) => what);

describe('the Slack double refuses', () => {
  it.each([
    ['an empty text', [section('')]],
    ['a text too long', [section('x'.repeat(3_001))]],
    ['an unknown kind', [{ type: 'sparkle' }]],
    ['a property Slack does not know', [section('x', { colour: 'red' })]],
    ['two blocks of one id', [section('x', { block_id: 'a' }), section('y', { block_id: 'a' })]],
    ['two actions of one id', [{ type: 'actions', elements: [button('a'), button('a')] }]],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['empty rich text', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }]],
    [
      'a link to nowhere',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'x' }] }],
        },
      ],
    ],
  ])('%s', async (_, blocks) => {
    expect(await refusal(post({ blocks }))).toBe('invalid_blocks');
    expect(broken()[0]).toMatch(/^invalid_blocks/);
  });

  it('blocks that are too long together, blocks without a text, and no content', async () => {
    const blocks = Array.from({ length: 5 }, () => section('x'.repeat(2_800)));
    expect(await refusal(post({ blocks }))).toBe('msg_blocks_too_long');
    await post({ blocks: [section('x')], text: '' });
    expect(await refusal(post({ text: '' }))).toBe('no_text');
    expect(broken()).toHaveLength(3);
  });

  it('channels the bot is not in, unknown ones, and scopes it lacks', async () => {
    expect(await refusal(post({ channel: 'C02RANDOM' }))).toBe('not_in_channel');
    expect(await refusal(post({ channel: 'C03SECRET' }))).toBe('channel_not_found');
    expect(await refusal(client.users.info({ user: 'U01ALICE' }))).toBe('missing_scope');
    expect(await refusal(client.chat.postEphemeral({ channel: CHANNEL, user: 'U09NOBODY', text: 't' }))).toBe(
      'user_not_in_channel',
    );
    expect(await refusal(client.apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(await refusal(client.auth.test({ token: 'xoxb-wrong' }))).toBe('invalid_auth');
  });

  it('to update an ephemeral message', async () => {
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: CHANNEL,
      user: 'U01ALICE',
      text: 't',
    });
    expect(await refusal(client.chat.update({ channel: CHANNEL, ts, text: 'u' }))).toBe('message_not_found');
  });

  it('a trigger used twice or after three seconds', async () => {
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 't' },
      blocks: [{ type: 'divider' as const }],
    };
    const used = slack.grants.issueTrigger('U01ALICE');
    await client.views.open({ trigger_id: used, view });
    expect(await refusal(client.views.open({ trigger_id: used, view }))).toBe('exchanged_trigger_id');
    const old = slack.grants.issueTrigger('U01ALICE');
    slack.world.clock.advance(3_001);
    expect(await refusal(client.views.open({ trigger_id: old, view }))).toBe('expired_trigger_id');
    const long = { ...view, title: { type: 'plain_text' as const, text: 'a title of more than 24 letters' } };
    expect(
      await refusal(client.views.open({ trigger_id: slack.grants.issueTrigger('U01ALICE'), view: long })),
    ).toBe('invalid_arguments');
  });

  it('a response URL after five uses or half an hour', async () => {
    const respond = (url: string) =>
      fetch(url, { method: 'POST', body: JSON.stringify({ text: 't' }) }).then(({ status }) => status);
    const url = slack.grants.issueResponseUrl({ user: 'U01ALICE', channel: CHANNEL });
    const statuses = [];
    for (let use = 0; use < 6; use += 1) statuses.push(await respond(url));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    const other = slack.grants.issueResponseUrl({ user: 'U01ALICE', channel: CHANNEL });
    slack.world.clock.advance(30 * 60_000 + 1);
    expect(await respond(other)).toBe(404);
  });

  it('more than a method takes in a minute', async () => {
    for (let call = 0; call < 60; call += 1) await post({});
    expect(await post({}).catch((error: unknown) => error)).toBeInstanceOf(webApi.WebAPIRateLimitedError);
    slack.world.clock.advance(61_000);
    await post({});
  });
});

describe('the Slack double', () => {
  it('notes whom a text pings', async () => {
    await post({ text: '<!channel> <@U01ALICE> &lt;!here&gt; @here' });
    await post({ text: 't', blocks: [section('<!subteam^S01|@lab>')] });
    await post({ text: '@here', link_names: true });
    expect(slack.world.pings.map(({ target }) => target)).toEqual(['channel', 'U01ALICE', 'S01', 'here']);
  });

  it('notices an acknowledgement that comes too late, twice, or for nothing', async () => {
    const app = new WebSocket(slack.socket.url());
    const envelopes: string[] = [];
    app.on('message', (data) => {
      const envelope: unknown = JSON.parse(String(data));
      if (isRecord(envelope) && typeof envelope.envelope_id === 'string')
        envelopes.push(envelope.envelope_id);
      slack.world.changed();
    });
    await slack.world.until(() => slack.socket.greeted === 1, 'a hello');
    const delivered = slack.deliver({ type: 'slash_commands', payload: {} });
    const first = await slack.world.until(() => envelopes[0], 'an envelope');
    slack.world.clock.advance(3_001);
    expect(await delivered).toEqual({ acknowledged: false, body: {} });
    for (const id of [first, 'another']) app.send(JSON.stringify({ envelope_id: id, payload: {} }));
    await slack.world.until(() => broken().length === 3, 'three complaints');
    expect(broken()).toEqual([
      'slash_commands not acknowledged within 3000 ms',
      'acknowledged twice or too late',
      'acknowledged an unknown envelope',
    ]);
    app.close();
  });

  it('notices a signed request that is not answered in time', async () => {
    const app = createServer(() => slack.world.clock.advance(3_001));
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void app.close().closeAllConnections());
    slack.useHttp(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
    const answered = await slack.deliver({ type: 'slash_commands', payload: {} });
    expect(answered).toEqual({ acknowledged: false, body: {} });
    expect(broken()).toEqual(['slash_commands not acknowledged within 3000 ms']);
  });

  it("shows messages, events and acts in the shapes of Slack's own samples", () => {
    const { world } = slack;
    const user = world.users.get('U01ALICE');
    const channel = slack.channel('papers');
    if (user === undefined) throw new Error('no user');
    const content = { text: 't', blocks: [{ type: 'actions', elements: [button('a')] }] };
    const message = addMessage(
      world,
      { channel: channel.id, user: world.botUserId, via: 'api', threadTs: '1.1' },
      content,
    );
    const grants = { responseUrl: 'r', triggerId: 't' };
    const block = message.blocks[0] ?? {};
    expectShape(
      slashPayload(world, { user, channel, command: '/paper', text: '', ...grants }),
      'SlashCommandPayload',
    );
    expectShape(
      pressPayload(world, { user, message, block, button: button('a'), ...grants }),
      'BlockActionPayload',
    );
    expectShape(
      shortcutPayload(world, { user, message, callbackId: 'c', ...grants }),
      'MessageShortcutPayload',
    );
    const item = { type: 'message', channel: channel.id, ts: '1.1' };
    const reaction = {
      type: 'reaction_added',
      user: user.id,
      reaction: 'x',
      item,
      item_user: 'U',
      event_ts: '1.2',
    };
    expectShape(eventPayload(world, reaction), 'ReactionAddedPayload');
  });

  it('answers the Web API in the shapes of those samples', async () => {
    expectShape({ ...(await client.auth.test()) }, 'auth.test');
    expectShape({ ...(await post({})) }, 'chat.postMessage');
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 't' });
    expectShape({ ...(await client.chat.update({ channel: CHANNEL, ts, text: 'u' })) }, 'chat.update');
    expectShape(
      { ...(await client.chat.postEphemeral({ channel: CHANNEL, user: 'U01ALICE', text: 't' })) },
      'chat.postEphemeral',
    );
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 't' },
      blocks: [{ type: 'divider' as const }],
    };
    const trigger = slack.grants.issueTrigger('U01ALICE');
    expectShape({ ...(await client.views.open({ trigger_id: trigger, view })) }, 'views.open');
  });

  it('takes valid blocks', () => {
    expect(faultsOfBlocks([section('x'), { type: 'divider' }])).toEqual([]);
  });
});

/** Added by the SDK to every reply, and fields the Java SDK's samples happen to lack. */
const BESIDE = new Set([
  'response_metadata',
  'actions',
  'state',
  'action_ts',
  'container',
  'is_ext_shared_channel',
  'event_context',
  'context_team_id',
  'context_enterprise_id',
]);

/** Every key of ours is a key of the sample; values are not compared. */
function expectShape(value: Json, sample: string, at = sample, shape?: unknown): void {
  const known = shape ?? JSON.parse(readFileSync(`tests/fixtures/slack/samples/${sample}.json`, 'utf8'));
  if (!isRecord(known)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (BESIDE.has(key)) continue;
    expect(Object.keys(known), `${at} has ${key}`).toContain(key);
    if (isRecord(inner)) expectShape(inner, sample, `${at}.${key}`, known[key]);
  }
}
