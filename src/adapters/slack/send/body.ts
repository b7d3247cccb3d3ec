import { randomUUID } from 'node:crypto';
import type { Rendered } from '../render/message-parts.ts';

/**
 * A message for `chat.postMessage`, none of it read as markup and no link unfurled. Sent again, it is the same message to Slack
 * by its `client_msg_id`, which is not among the SDK's types.
 */
export function writePost(
  channel: string,
  { text, blocks }: Pick<Rendered, 'text' | 'blocks'>,
  thread: string | undefined,
) {
  return {
    channel,
    text,
    blocks,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    client_msg_id: randomUUID(),
    ...(thread !== undefined && { thread_ts: thread }),
  };
}
