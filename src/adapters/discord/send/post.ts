import { randomUUID } from 'node:crypto';
import { PermissionFlagsBits, RateLimitError, RESTJSONErrorCodes, SnowflakeUtil } from 'discord.js';
import type { Card } from '../../../core/chat/card.ts';
import type { Channel, MessageRef, Posted } from '../../../core/chat/channel.ts';
import { PostFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { PostOptions } from '../../../core/chat/platform.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { entry, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import type { Identity } from '../connect/connections.ts';
import type { Places } from '../connect/places.ts';
import { describe, explaining, hasCode, readPostFailure } from '../failures.ts';
import { inviteLink } from '../invite.ts';
import { LIMITS } from '../limits.ts';
import { type RenderedMessage, renderCard } from '../render/render.ts';
import { PAGE } from './channel-requests.ts';
import { readPermissions } from './obstacle.ts';
import type { Requests } from './requests.ts';
import { isStamped, type Stamp, stamp, stampOf } from './stamp.ts';

/** With what the adapter posts. */
export type Means = {
  readonly identity: Identity;
  readonly places: Places;
  readonly requests: Requests;
  readonly log: Log;
};

/** Milliseconds by which this machine's clock may be ahead of Discord's. */
const SKEW = 60_000;

/** The most messages looked through for one that may have been posted already. */
const MOST_READ = 20_000;

/** Posts a card, each of its messages once under its key. */
export async function postCard(
  card: Card,
  channel: Channel,
  options: PostOptions,
  means: Means,
): Promise<readonly Posted[]> {
  const { identity, places } = means;
  const { workspace } = channel;
  const assertThere = () =>
    places.visit(workspace, async (client) => {
      if (client === undefined) throw explainAbsence(identity);
    });
  const isKnown = places.clientOf(workspace) !== undefined;
  if (isKnown) await assertThere();
  try {
    return await postMessages(card, channel, options, means);
  } catch (error) {
    // Where another process is told of the server, Discord says only that it does not let the bot in.
    const { MissingAccess, UnknownChannel, UnknownGuild } = RESTJSONErrorCodes;
    if (!isKnown && hasCode(error, MissingAccess, UnknownChannel, UnknownGuild)) await assertThere();
    throw error;
  }
}

function explainAbsence({ application }: Identity): PostFailure {
  const link = nobodyTyped(inviteLink(application));
  return new PostFailure(
    'gone',
    entry`Discord: the bot is no longer in this server; add it again with ${link}`,
  );
}

async function postMessages(
  card: Card,
  channel: Channel,
  options: PostOptions,
  means: Means,
): Promise<readonly Posted[]> {
  const { key = randomUUID(), perhapsSince, under, opensThread, turn, fence } = options;
  const pings = /^[1-9]\d{0,19}$/u.test(options.pings ?? '') ? options.pings : undefined;
  const messages = renderCard(card);
  const place = await findPlace(channel, under, means);
  const marks = messages.map((_, at) => stampOf(channel.id, key, at));
  const before =
    perhapsSince === undefined ? new Map() : await findPosted(place.channel, perhapsSince, marks, means);
  const posted: Posted[] = [];
  for (const [at, message] of messages.entries()) {
    const mark = marks[at] ?? stampOf(channel.id, key, at);
    const content = mentionRole(message, at === 0 ? pings : undefined);
    const earlier = before.get(mark);
    if (at > 0 && earlier === undefined) await turn?.();
    const stamped = { ...content, components: stamp(content.components, mark) };
    const how = {
      nonce: mark.nonce,
      isPost: true,
      fence,
      ...(place.repliesTo === undefined ? {} : { repliesTo: place.repliesTo }),
      ...(at > 0 || pings === undefined ? {} : { pings }),
    };
    try {
      const id = earlier ?? (await means.requests.send(place.channel.id, stamped, how));
      posted.push({ message: { channel: place.channel, id }, papers: message.papers });
    } catch (error) {
      throw error instanceof RateLimitError ? readPostFailure(error, posted.length > 0) : error;
    }
  }
  const [first] = posted;
  if (first !== undefined && opensThread !== undefined)
    await openThread(first.message, opensThread.name, means);
  return posted;
}

type Place = { readonly channel: Channel; readonly repliesTo?: string };

/** Where something is posted under a message: in its thread, which has the same id, or as a reply. */
async function findPlace(
  channel: Channel,
  under: MessageRef | undefined,
  { places, requests }: Means,
): Promise<Place> {
  if (under === undefined) return { channel };
  const thread: Place = { channel: { ...under.channel, id: under.id } };
  if (places.clientOf(channel.workspace)?.channels.cache.has(under.id)) return thread;
  try {
    const { thread: known } = await requests.readMessage(under.channel.id, under.id);
    if (known !== undefined) return thread;
  } catch (error) {
    if (!hasCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
  }
  return { channel: under.channel, repliesTo: under.id };
}

/** The messages of those marks that are in the channel already. */
async function findPosted(
  channel: Channel,
  since: Date,
  marks: readonly Stamp[],
  means: Means,
): Promise<ReadonlyMap<Stamp, string>> {
  const { identity, requests, log } = means;
  const permissions = await readPermissions(channel, means);
  if (permissions?.has(PermissionFlagsBits.ReadMessageHistory) === false) {
    const remedy = entry`grant it Read Message History there, so that it can see what it has already posted`;
    throw new PostFailure('forbidden', entry`Discord: the bot may not look back in this channel: ${remedy}.`);
  }
  const found = new Map<Stamp, string>();
  let after = SnowflakeUtil.generate({ timestamp: since.getTime() - SKEW, increment: 0n }).toString();
  for (let read = 0; read < MOST_READ; ) {
    const messages = await requests.listMessages(channel.id, after);
    for (const { id, author, components } of messages) {
      const mark = author.id === identity.bot && marks.find((one) => isStamped(components, one));
      if (mark) found.set(mark, id);
      if (BigInt(id) > BigInt(after)) after = id;
    }
    if (found.size === marks.length || messages.length < PAGE) return found;
    read += messages.length;
  }
  log.warn(
    entry`Discord: looked back only ${MOST_READ} messages in channel ${nameOf(channel.id)} for an earlier post.`,
  );
  return found;
}

/** The message with a role's mention before its text. */
function mentionRole(message: RenderedMessage, role: string | undefined): RenderedMessage {
  if (role === undefined) return message;
  let isDone = false;
  const components = message.components.map((container) => ({
    ...container,
    components: container.components.map((part) => {
      if (isDone || !('content' in part)) return part;
      isDone = true;
      return { ...part, content: `<@&${role}>\n${part.content}` };
    }),
  }));
  return { ...message, components };
}

/** Opens a thread on a message; that it cannot be opened does not undo the post. */
async function openThread(
  { channel, id }: MessageRef,
  name: string,
  { requests, log }: Means,
): Promise<void> {
  try {
    await requests.openThread(channel.id, id, clipText(cleanLine(name), LIMITS.threadName));
  } catch (error) {
    if (hasCode(error, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) return;
    log.warn(
      entry`Discord: no thread was opened in channel ${nameOf(channel.id)} (grant the bot Create Public Threads there): ${describe(error)}.`,
    );
  }
}

/** Sends cards to a channel in answer to something. `key` keeps each from being sent twice. */
export async function sendCards(
  cards: readonly Card[],
  channel: Channel,
  key: string,
  requests: Requests,
  repliesTo?: string,
): Promise<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const [at, message] of cards.flatMap(renderCard).entries()) {
    const reply = at === 0 && repliesTo !== undefined ? { repliesTo } : {};
    const { nonce } = stampOf(channel.id, key, at);
    const id = await explaining(entry`Discord rejected a message to channel ${nameOf(channel.id)}`, () =>
      requests.send(channel.id, message, { nonce, isFirst: at === 0, ...reply }),
    );
    posted.push({ message: { channel, id }, papers: message.papers });
  }
  return posted;
}
