import { randomUUID } from 'node:crypto';
import type { types, webApi } from '@slack/bolt';
import { retry } from '../../../core/async/retry.ts';
import type { Card } from '../../../core/chat/card.ts';
import type { Channel, Posted } from '../../../core/chat/channel.ts';
import { PostFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { PostOptions } from '../../../core/chat/platform.ts';
import { entry, LoggableError, nameOf } from '../../../core/text/log-entry.ts';
import { describe, findPause, isRateLimit } from '../failures.ts';
import type { Rendered } from '../render/message-parts.ts';
import { renderCard } from '../render/render.ts';
import type { Identity } from '../workspaces/identity.ts';
import { writePost } from './body.ts';
import { findPosted, POST_EVENT, type PostSearch } from './find-posted.ts';
import { orAsText } from './plain.ts';
import type { Refusals } from './refusals.ts';
import { uploadFile } from './upload.ts';

/** What posting needs. */
export type Desk = {
  readonly client: webApi.WebClient;
  readonly refusals: Refusals;
  readonly identity: Pick<Identity, 'botId' | 'workspace'>;
  readonly log: Log;
  /** Nothing is sent again once it is aborted. */
  readonly stop: AbortSignal;
};

/** Slack's word for a message that was deleted, so that nothing can be posted under it. */
const THREAD_GONE = 'thread_not_found';
/** Slack's word for a message sent again whose first one is no more. */
const DUPLICATE_GONE = 'duplicate_message_not_found';
const TRIES = 3;
/** How long no post is sent where Slack asks to wait without saying for how long (ms); ours. */
const UNNAMED_PAUSE = 60_000;

/**
 * Posts a card for all to see, in as many messages as it takes, each once: what stands there already under its key is
 * not posted again. Rejects with Slack's error, or with a PostFailure where Slack asks to wait.
 */
export async function postCard(
  desk: Desk,
  channel: Channel,
  card: Card,
  options: PostOptions = {},
): Promise<readonly Posted[]> {
  const { perhapsSince, under, turn } = options;
  const messages = addPing(renderCard(card), options.pings);
  const posted =
    perhapsSince === undefined || options.key === undefined
      ? new Map<string, string>()
      : await findEverywhere(desk, { channel: channel.id, since: perhapsSince }, under?.id);
  const shown: Posted[] = [];
  for (const [at, message] of messages.entries()) {
    const key = options.key === undefined ? undefined : at === 0 ? options.key : `${options.key}.${at + 1}`;
    const earlier = key === undefined ? undefined : posted.get(key);
    if (at > 0 && earlier === undefined) await turn?.();
    try {
      const id =
        earlier ??
        (await orAsText(message, desk.log, (one) =>
          postMessage(desk, channel.id, one, key, under?.id, options.fence),
        ));
      shown.push({ message: { channel, id }, papers: message.papers });
    } catch (error) {
      throw readRefusal(error, channel.id, desk, shown.length > 0);
    }
  }
  if (card.file !== undefined) await uploadFile(desk.client, card.file, channel.id, desk.log);
  return shown;
}

/** A 429 as a PostFailure that says how long to wait, and where; any other error as it is. */
function readRefusal(
  error: unknown,
  channel: string,
  { refusals, identity }: Pick<Desk, 'refusals' | 'identity'>,
  begun: boolean,
): unknown {
  if (!isRateLimit(error)) return error;
  const milliseconds = findPause(error, 1) ?? UNNAMED_PAUSE;
  const pause = { milliseconds, scope: refusals.refuse(identity.workspace, channel, milliseconds), begun };
  const words = entry`Slack accepts no posts in ${nameOf(channel)} for ${milliseconds / 1000} s.`;
  return new PostFailure('passing', words, { cause: error, pause });
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
  message: Pick<Rendered, 'text' | 'blocks'>,
  key: string | undefined,
  thread: string | undefined,
  fence: PostOptions['fence'],
): Promise<string> {
  const { client, refusals, identity, log, stop: signal } = desk;
  const began = new Date();
  const written = {
    ...writePost(channel, message, thread, key),
    ...(key !== undefined && { metadata: { event_type: POST_EVENT, event_payload: { key } } }),
  };
  const send = async (): Promise<string> => {
    await fence?.();
    const { ts = '' } = await client.chat.postMessage(written).catch((error: unknown) => {
      // It was posted before and deleted since, by whomever.
      if (describe(error) !== DUPLICATE_GONE) throw error;
      const anew = { ...written, client_msg_id: randomUUID() };
      return client.chat.postMessage(anew);
    });
    refusals.accept(identity.workspace);
    return ts;
  };
  /** That Slack will not tell just now is no refusal of the post, which may be there. */
  const lookForIt = () =>
    findEverywhere(desk, { channel, since: began }, thread).catch((error: unknown) => {
      throw isRateLimit(error)
        ? new LoggableError(entry`it is unknown whether it was posted: ${describe(error)}`, { cause: error })
        : error;
    });
  const sendAgain = async (): Promise<string> => {
    const earlier = key === undefined ? undefined : (await lookForIt()).get(key);
    return earlier ?? send();
  };
  try {
    return await retry((tries) => (tries === 1 ? send() : sendAgain()), {
      tries: TRIES,
      signal,
      jitter: 0.2,
      // What Slack asks to wait is waited for by all who post there.
      pauseAfter: (error, tries) => (isRateLimit(error) ? undefined : findPause(error, tries)),
      onRetry: (error, pause) =>
        log.debug(entry`Slack: ${describe(error)}; posting again in ${Math.round(pause / 100) / 10} s`),
    });
  } catch (error) {
    if (thread === undefined || describe(error) !== THREAD_GONE) throw error;
    return postMessage(desk, channel, message, key, undefined, fence);
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
