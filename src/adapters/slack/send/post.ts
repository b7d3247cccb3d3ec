import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { types, webApi } from '@slack/bolt';
import type { Card } from '../../../core/chat/card.ts';
import type { Channel, Posted } from '../../../core/chat/channel.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { PostOptions } from '../../../core/chat/platform.ts';
import { describe, findPause, isRateLimit } from '../failures.ts';
import type { Identity } from '../identity.ts';
import type { Rendered } from '../render/message-parts.ts';
import { renderCard } from '../render/render.ts';
import { findPosted, POST_EVENT, type PostSearch } from './find-posted.ts';
import type { PostQueue } from './post-queue.ts';
import { uploadFile } from './upload.ts';

/** What posting needs. */
export type Desk = {
  readonly client: webApi.WebClient;
  readonly queue: PostQueue;
  readonly identity: Pick<Identity, 'botId'>;
  readonly log: Log;
};

/** Slack's word for a message that was deleted, so that nothing can be posted under it. */
const THREAD_GONE = 'thread_not_found';
const ATTEMPTS = 5;
/** A longer pause (ms) is not waited for here: the post is tried again later as a whole. */
const LONGEST_PAUSE = 60_000;

/**
 * Posts a card for all to see, in as many messages as it takes, each once: what stands there already under its key is
 * not posted again. Rejects with Slack's error.
 */
export async function postCard(
  desk: Desk,
  channel: Channel,
  card: Card,
  options: PostOptions = {},
): Promise<readonly Posted[]> {
  const { perhapsSince, under } = options;
  const messages = addPing(renderCard(card), options.pings);
  const posted =
    perhapsSince === undefined || options.key === undefined
      ? new Map<string, string>()
      : await findEverywhere(desk, { channel: channel.id, since: perhapsSince }, under?.id);
  const shown: Posted[] = [];
  for (const [at, message] of messages.entries()) {
    const key = options.key === undefined ? undefined : at === 0 ? options.key : `${options.key}.${at + 1}`;
    const earlier = key === undefined ? undefined : posted.get(key);
    const ts =
      earlier ??
      (await desk.queue.add(channel.id, () => postMessage(desk, channel.id, message, key, under?.id)));
    shown.push({ message: { channel, id: ts }, papers: message.papers });
  }
  if (card.file !== undefined) await uploadFile(desk.client, card.file, channel.id, desk.log);
  return shown;
}

/** What was posted in a thread, and in the channel where the thread is gone: what belongs into it is posted there. */
async function findEverywhere(
  { client, identity, log }: Desk,
  search: PostSearch,
  thread: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await findPosted(client, identity, { ...search, ...(thread !== undefined && { thread }) }, log);
  } catch (error) {
    if (thread === undefined || describe(error) !== THREAD_GONE) throw error;
    return findPosted(client, identity, search, log);
  }
}

/**
 * Posts one message, again after a failure that passes. Where the connection broke, Slack may have posted it all the
 * same: with a key, it is looked for first.
 */
async function postMessage(
  desk: Desk,
  channel: string,
  { text, blocks }: Pick<Rendered, 'text' | 'blocks'>,
  key: string | undefined,
  thread: string | undefined,
): Promise<string> {
  const { client, queue, log } = desk;
  const began = new Date();
  // Names a post that is sent again after the connection broke. It is not among the SDK's types.
  const once = { client_msg_id: randomUUID() };
  for (let tries = 1; ; tries += 1) {
    try {
      const { ts = '' } = await client.chat.postMessage({
        channel,
        text,
        blocks,
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread !== undefined && { thread_ts: thread }),
        ...(key !== undefined && { metadata: { event_type: POST_EVENT, event_payload: { key } } }),
        ...once,
      });
      return ts;
    } catch (error) {
      if (thread !== undefined && describe(error) === THREAD_GONE)
        return postMessage(desk, channel, { text, blocks }, key, undefined);
      const pause = findPause(error, tries);
      if (pause === undefined || pause > LONGEST_PAUSE || tries >= ATTEMPTS) throw error;
      log.debug(`Slack: ${describe(error)}; posting again in ${pause / 1000} s`);
      if (isRateLimit(error)) queue.pause(pause);
      await wait(pause);
      if (key === undefined || isRateLimit(error)) continue;
      const earlier = (await findEverywhere(desk, { channel, since: began }, thread)).get(key);
      if (earlier !== undefined) return earlier;
    }
  }
}

/** Whether it is the id of a user group. */
export function isGroup(id: string): boolean {
  return /^S[A-Z0-9]+$/u.test(id);
}

/** The first message pings a group: in the blocks, which people see, and in the text, which notifications show. */
function addPing(messages: readonly Rendered[], group: string | undefined): readonly Rendered[] {
  const [first, ...others] = messages;
  if (first === undefined || group === undefined || !isGroup(group)) return messages;
  const mention: types.RichTextBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: group }] }],
  };
  return [
    { ...first, text: `<!subteam^${group}> ${first.text}`, blocks: [mention, ...first.blocks] },
    ...others,
  ];
}
