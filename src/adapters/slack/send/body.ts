import { createHash, randomUUID } from 'node:crypto';
import type { Rendered } from '../render/message-parts.ts';

/**
 * A message for `chat.postMessage`, none of it read as markup and no link unfurled. Sent again, it is the same message to Slack
 * by its `client_msg_id`, which is not among the SDK's types nor documented for apps, so that nothing rests on it. `key` makes
 * it the same from whichever process.
 */
export function writePost(
  channel: string,
  { text, blocks }: Pick<Rendered, 'text' | 'blocks'>,
  thread: string | undefined,
  key?: string,
) {
  return {
    channel,
    text,
    blocks,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    client_msg_id: key === undefined ? randomUUID() : uuidOf(JSON.stringify([channel, key])),
    ...(thread !== undefined && { thread_ts: thread }),
  };
}

/** A UUID of a text: version 8 of RFC 9562, section 5.8, with the beginning of its SHA-256. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}
