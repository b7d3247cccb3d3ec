import { LogLevel, webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { faultsOfBlocks } from './block-kit.ts';
import { type SlackDouble, startSlackDouble } from './double.ts';
import { addMessage } from './messages.ts';
import type { Message } from './world.ts';

const ignore = () => {};
const logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => LogLevel.ERROR,
};
const CHANNEL = 'C01PAPERS';
const METADATA = { event_type: 'paperboy_post', event_payload: { key: 'd1' } };
const FILE = { filename: 'a.bib', length: 3 };
const HOME = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
let slack: SlackDouble;
let client: webApi.WebClient;

beforeEach(async () => {
  slack = await startSlackDouble({ manifest: createManifest([]) });
  const options = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger };
  client = new webApi.WebClient(slack.credentials.botToken, options);
});
afterEach(() => slack.stop());

const lose = (scope: string) => {
  slack.credentials.scopes = slack.credentials.scopes.filter((own) => own !== scope);
};
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : error;
}
const post = (more: object = {}) => client.chat.postMessage({ channel: CHANNEL, text: 't', ...more });
const newest = (): Message => {
  const message = slack.world.messages.at(-1);
  if (message === undefined) throw new Error('no message');
  return message;
};

describe('the Slack double', () => {
  it('tells metadata to those who ask and may, page by page', async () => {
    await post({ metadata: METADATA });
    await post();
    const read = (more: object) => client.conversations.history({ channel: CHANNEL, ...more });
    const all = await read({ include_all_metadata: true });
    expect(all.messages?.map(({ metadata }) => metadata)).toEqual([undefined, METADATA]);
    expect((await read({})).messages?.[1]?.metadata).toBeUndefined();
    const first = await read({ limit: 1 });
    expect([first.messages?.length, first.response_metadata?.next_cursor]).toEqual([1, '1']);
    expect((await read({ limit: 1, cursor: '1' })).messages?.[0]?.ts).toBe(all.messages?.[1]?.ts);
    expect((await read({ oldest: newest().ts })).messages).toEqual([]);
    lose('metadata.message:read');
    expect((await read({ include_all_metadata: true })).messages?.[1]?.metadata).toBeUndefined();
    lose('channels:history');
    expect(await refusal(read({}))).toBe('missing_scope');
    expect(await refusal(read({ channel: 'C02RANDOM' }))).toBe('missing_scope');
  });

  it('refuses histories of channels the bot is not in, threads that are none, and bad metadata', async () => {
    expect(await refusal(client.conversations.history({ channel: 'C02RANDOM' }))).toBe('not_in_channel');
    expect(await refusal(client.conversations.history({ channel: 'C03SECRET' }))).toBe('channel_not_found');
    expect(await refusal(client.conversations.replies({ channel: CHANNEL, ts: '1.1' }))).toBe(
      'thread_not_found',
    );
    expect(await refusal(post({ metadata: { event_type: '' } }))).toBe('invalid_metadata_format');
  });

  it('takes files of the length that was announced, into conversations of the bot’s', async () => {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal(FILE);
    const complete = (channel_id: string) =>
      client.files.completeUploadExternal({ files: [{ id }], channel_id });
    expect(await refusal(complete(CHANNEL))).toBe('file_not_found');
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: 'abc' })).status).toBe(200);
    expect(await refusal(complete('U01ALICE'))).toBe('invalid_arguments');
    expect(await refusal(complete('C02RANDOM'))).toBe('channel_not_found');
    await complete(CHANNEL);
    expect(newest().files).toEqual([{ id, name: 'a.bib', content: 'abc' }]);
    expect(await refusal(client.files.getUploadURLExternal({ ...FILE, length: 0 }))).toBe(
      'invalid_arguments',
    );
    expect(slack.world.violations.map(({ what }) => what)).toEqual(['4 bytes where 3 were announced']);
  });

  it('shows all who reacted only where asked to, each skin tone apart', async () => {
    await post();
    const { ts: timestamp } = newest();
    newest().reactions.set('bookmark', new Set(['U01ALICE', 'U02BOB', 'U03CAROL']));
    newest().reactions.set('bookmark::skin-tone-4', new Set(['U01ALICE']));
    const read = async (full: boolean) =>
      (await client.reactions.get({ channel: CHANNEL, timestamp, full })).message?.reactions?.map(
        ({ name, users }) => [name, users?.length],
      );
    expect(await read(false)).toEqual([
      ['bookmark', 2],
      ['bookmark::skin-tone-4', 1],
    ]);
    expect(await read(true)).toContainEqual(['bookmark', 3]);
    const add = (name: string) => client.reactions.add({ channel: CHANNEL, timestamp, name });
    await add('star');
    expect([await refusal(add('star')), await refusal(add('⭐'))]).toEqual([
      'already_reacted',
      'invalid_name',
    ]);
  });

  it('publishes valid home tabs alone, where the app has one', async () => {
    const publish = (view: object) => client.apiCall('views.publish', { user_id: 'U01ALICE', view });
    await publish(HOME);
    expect(slack.person('U01ALICE').home()?.view.blocks).toHaveLength(1);
    const blocks = Array.from({ length: 101 }, () => ({ type: 'divider' }));
    expect(await refusal(publish({ ...HOME, blocks }))).toBe('invalid_arguments');
    expect(await refusal(publish({ ...HOME, type: 'modal' }))).toBe('invalid_arguments');
    await slack.stop();
    slack = await startSlackDouble({ manifest: { oauth_config: { scopes: { bot: [] } } } });
    const other = new webApi.WebClient(slack.credentials.botToken, { slackApiUrl: slack.apiUrl, logger });
    expect(await refusal(other.views.publish({ user_id: 'U01ALICE', view: HOME }))).toBe('not_enabled');
  });

  it('unfurls links of the app’s domains that stand in the message, in blocks that an unfurl takes', async () => {
    const url = 'https://arxiv.org/abs/2303.08010?a=1&amp;b=2';
    const heard: unknown[] = [];
    const text = `<${url}> and <https://example.org>`;
    const { channel, ts } = addMessage(
      slack.world,
      { channel: 'C03SECRET', user: 'U02BOB', via: 'person' },
      { text },
    );
    const block = (type: string, text = 'a') => ({ type, text: { type: 'plain_text', text } });
    const unfurl = (more: object, address = url, blocks: readonly object[] = [block('section')]) =>
      refusal(client.apiCall('chat.unfurl', { channel, ts, unfurls: { [address]: { blocks } }, ...more }));
    heard.push(await unfurl({ ts: '1.1' }), await unfurl({ channel: 'C9' }), await unfurl({ ts: '' }));
    heard.push(await unfurl({}, 'https://example.org'), await unfurl({}, 'https://arxiv.org/abs/2303.08011'));
    heard.push(await unfurl({}, url.replace('&amp;', '&')), await unfurl({ unfurl_id: 'x' }));
    heard.push(await unfurl({ unfurl_id: 'x', source: 'composer' }), await unfurl({ unfurls: {} }));
    const richText = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] };
    heard.push(await unfurl({}, url, [richText]));
    expect(heard).toEqual([
      ...['cannot_find_message', 'cannot_find_channel', 'missing_ts'],
      ...['cannot_unfurl_url', 'cannot_unfurl_message'],
      ...['cannot_unfurl_message', 'missing_source'],
      ...['invalid_unfurl_id', 'missing_unfurls', 'invalid_blocks'],
    ]);
    slack.world.violations.length = 0;
    await unfurl({});
    await unfurl({}, url, [block('section', 'again')]);
    expect([...newest().unfurls.values()]).toMatchObject([[block('section', 'again')]]);
    expect(slack.world.violations).toEqual([]);
    await unfurl({}, url, [block('section', 'see https://a.org')]);
    expect(slack.world.violations[0]?.what).toMatch(/unfurled as well/);
    lose('links:write');
    expect(await unfurl({})).toBe('missing_scope');
  });

  it('refuses dates that are none', () => {
    const date = (more: object) => ({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'date', timestamp: 1, format: '{date_short} at {time}', ...more }],
        },
      ],
    });
    expect(faultsOfBlocks([date({})])).toEqual([]);
    expect(faultsOfBlocks([date({ timestamp: 1.5 })])).toHaveLength(1);
    expect(faultsOfBlocks([date({ format: 'some day' })])).toHaveLength(1);
  });
});
