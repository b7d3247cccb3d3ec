import type { webApi } from '@slack/bolt';
import type { Log } from '../../../core/chat/log.ts';
import type { Identity } from '../workspaces/identity.ts';
import { tryPatiently } from './patience.ts';

/** What a post of the bot's carries, so that it is known again: docs.slack.dev/messaging/message-metadata */
export const POST_EVENT = 'paperboy_post';

/** Our clock and Slack's may differ by so much (ms). */
const CLOCK_DRIFT = 10 * 60_000;
const PAGE = 200;
/** Pages of history that are looked through at most. */
const PAGES = 25;

/** Where to look for posts. */
export type PostSearch = { readonly channel: string; readonly since: Date; readonly thread?: string };

/** The bot's own messages since then that were posted under a key, by their keys. Rejects with Slack's error. */
export async function findPosted(
  client: webApi.WebClient,
  { botId }: Pick<Identity, 'botId'>,
  { channel, since, thread }: PostSearch,
  log: Log,
): Promise<ReadonlyMap<string, string>> {
  const oldest = String(Math.max(0, (since.getTime() - CLOCK_DRIFT) / 1000));
  const range = { channel, oldest, limit: PAGE, include_all_metadata: true };
  const found = new Map<string, string>();
  let cursor = '';
  for (let page = 0; page < PAGES; page += 1) {
    const asked = { ...range, ...(cursor !== '' && { cursor }) };
    const { messages = [], response_metadata: more } = await tryPatiently(
      () =>
        thread === undefined
          ? client.conversations.history(asked)
          : client.conversations.replies({ ...asked, ts: thread }),
      log,
    );
    for (const { ts, bot_id: sender, metadata } of messages) {
      const payload: unknown = metadata?.event_payload;
      const key = typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : '';
      if (ts === undefined || sender !== botId || metadata?.event_type !== POST_EVENT) continue;
      if (typeof key === 'string' && key !== '') found.set(key, ts);
    }
    cursor = more?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return found;
}
