import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createKeyedQueue } from '../async/keyed-queue.ts';
import { wait as waitFor } from '../async/wait.ts';
import { within } from '../async/within.ts';
import type { Card, CommandLine } from '../chat/card.ts';
import type { Channel, Member, MessageRef, Posted } from '../chat/channel.ts';
import type { Question } from '../chat/command.ts';
import type { Log } from '../chat/log.ts';
import { listPosted, type NumberedList, type NumberPlace, numbersOn } from '../chat/numbered-list.ts';
import type { ViewChange } from '../chat/view.ts';
import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import { type ShownMessage, type ShownNumbers, type Store, StoreFailure } from '../store/store.ts';
import { entry, traceOf } from '../text/log-entry.ts';
import { type Backlog, createBacklog } from './backlog.ts';

/** What the bot remembers of what it has shown: all of it in the store, the latest here too, so that it works without. */
export type Memory = {
  /** Takes messages as soon as they are sent. */
  rememberMessages(sending: Promise<readonly Posted[]>): Promise<void>;
  /** Takes notice of a post on its way that others remember: it resolves once that is done. */
  expect(channel: Channel, recorded: Promise<unknown>): void;
  /**
   * What a message shows; undefined where it is not known any more. Waits for messages on their way: a reaction can be
   * faster than the service's word that the message is there; where it `mayBeNew`, another process may be recording it. Rejects
   * with a StoreFailure.
   */
  find(message: MessageRef, mayBeNew?: boolean): Promise<ShownMessage | undefined>;
  /**
   * Takes the numbered papers of an answer as a list of everybody in the channel where it was posted; of this person alone
   * where it was not, or is `personal`. Pages of one list add up.
   */
  rememberList(
    { channel, thread, member, line }: Pick<Question, 'channel' | 'thread' | 'member' | 'line'>,
    cards: readonly Card[],
    shown?: { readonly posted: readonly Posted[]; readonly personal: boolean },
  ): Promise<void>;
  /** What numbers mean to this person there. Never rejects: without the store only lists of this process are known. */
  numbers(place: NumberPlace, member: Member): Promise<ReadonlyMap<number, PaperId>>;
  /** Takes from the store anew what was shown to somebody who was forgotten; all of it where that may have gone unheard. */
  forgetLists(change: ViewChange): void;
  /** Runs what concerns a message after all that concerned it before. */
  inTurn<Result>(message: MessageRef, work: () => Promise<Result>): Promise<Result>;
  /** Where to write what must not be lost while the store cannot be used. */
  readonly backlog: Backlog;
};

export type MemoryOptions = {
  readonly store: Pick<Store, 'shown' | 'numberedLists'>;
  readonly log: Log;
  readonly now: () => Date;
  /** Where papers on messages are taken from, to be kept should they leave it; none are kept without. */
  readonly corpus?: Pick<Corpus, 'get'>;
  /** Messages and lists kept here besides; 10,000 of each unless told. */
  readonly limit?: number;
  /** Milliseconds after each of which a message is looked for again that another process may be recording; none unless told. */
  readonly lookAgain?: readonly number[];
  /** Nothing is looked for again once it is aborted. */
  readonly stop?: AbortSignal;
};

/** Milliseconds that an answer waits for a list from the store. */
const patience = 1_000;
/** Milliseconds for which a list is known here besides: another process may have forgotten a person, and not be heard. */
const listsLast = 60 * 60 * 1_000;

export function createMemory(options: MemoryOptions): Memory {
  const { store, log, now, corpus, limit = 10_000, lookAgain = [], stop } = options;
  const messages = new LRUCache<string, ShownMessage>({ max: limit });
  const perf = { now: () => now().getTime() };
  const lists = new LRUCache<string, ShownNumbers>({ max: limit, ttl: listsLast, ttlResolution: 0, perf });
  /** With the channel, where it is known before. */
  const underWay = new Map<Promise<unknown>, string | undefined>();
  const backlog = createBacklog({ log });
  const takeTurn = createKeyedQueue();

  /** The newest of this process: that of everybody there, or of this person. */
  function newestHere(place: NumberPlace, member: Member): ShownNumbers | undefined {
    const [all, own] = [lists.get(listKey(place)), lists.get(listKey(place, member))];
    return all !== undefined && own !== undefined ? (all.at > own.at ? all : own) : (own ?? all);
  }

  /** Resolves once what is being posted in the channel is remembered. */
  async function arrivals(channel: Channel): Promise<void> {
    const own = channelKey(channel);
    await Promise.all([...underWay].flatMap(([arrived, where]) => (where === own ? [arrived] : [])));
  }

  async function findKept(place: NumberPlace, member: Member): Promise<ShownNumbers | undefined> {
    return store.numberedLists.find(place, member).catch((error: unknown) => {
      // The store has said in the log what is wrong with it.
      if (!(error instanceof StoreFailure))
        log.warn(entry`The numbered lists could not be read: ${traceOf(error)}`);
      return undefined;
    });
  }

  /** After what arrives there first, for it may bring the numbers that are meant. */
  async function findNumbers(
    place: NumberPlace,
    member: Member,
    arrived?: Promise<void>,
  ): Promise<ShownNumbers | undefined> {
    const finding = Promise.resolve(arrived).then(() => findKept(place, member));
    const kept = await within(patience, finding, undefined);
    // What is newest here need not be what is replied to.
    if (place.repliesTo !== undefined && kept !== undefined) return kept;
    const here = newestHere(place, member);
    return here !== undefined && (kept === undefined || here.at > kept.at) ? here : kept;
  }

  function wait(arriving: Promise<unknown>, channel?: string): void {
    const arrived = arriving.catch(() => undefined).finally(() => underWay.delete(arrived));
    underWay.set(arrived, channel);
  }

  async function look(message: MessageRef): Promise<ShownMessage | undefined> {
    const known = messages.get(messageKey(message));
    try {
      const stored = await store.shown.find(message);
      // What the message was changed to may still be on its way into the store.
      return stored === undefined || (known !== undefined && known.at > stored.at) ? known : stored;
    } catch (error) {
      if (known === undefined) throw error;
      return known;
    }
  }

  async function findHere(message: MessageRef): Promise<ShownMessage | undefined> {
    const own = channelKey(message.channel);
    const waiting = [...underWay].flatMap(([arrived, channel = own]) => (channel === own ? [arrived] : []));
    try {
      const shown = await look(message);
      if (shown !== undefined || waiting.length === 0) return shown;
    } catch (error) {
      if (waiting.length === 0) throw error;
    }
    await Promise.all(waiting);
    return look(message);
  }

  return {
    backlog,
    async rememberMessages(sending) {
      const at = now();
      const arriving = sending.then((posted) => {
        const shown = posted.filter(({ papers }) => papers.length > 0);
        for (const { message, papers } of shown) {
          const home = message.channel.workspace;
          messages.set(messageKey(message), { message, papers, home, at });
        }
        return shown;
      });
      wait(arriving);
      const shown = await arriving;
      if (shown.length === 0) return;
      const ids = new Set(shown.flatMap(({ papers }) => papers));
      const papers = [...ids].flatMap((id) => corpus?.get(id) ?? []);
      await backlog.write(() => store.shown.remember(shown, at, undefined, papers));
    },
    expect: (channel, recorded) => wait(recorded, channelKey(channel)),
    async find(message, mayBeNew = true) {
      const found = await findHere(message);
      for (const pause of found === undefined && mayBeNew ? lookAgain : []) {
        await waitFor(pause, stop);
        if (stop?.aborted === true) break;
        const later = await look(message);
        if (later !== undefined) return later;
      }
      return found;
    },
    async rememberList({ member, line, ...place }, cards, { posted, personal } = nowhere) {
      const numbered = numbersOn(cards);
      if (numbered.length === 0) return;
      const { channel, thread } = place;
      const key = keyOf(line);
      const before = (line.page ?? 1) > 1 ? await findNumbers(place, member) : undefined;
      const earlier = before?.key === key ? before.papers : [];
      const papers = new Map([...earlier, ...numbered]);
      const seen = posted.filter(({ message }) => channelKey(message.channel) === channelKey(channel));
      const onMessages = listPosted(cards, seen, { key });
      const isOwn = personal || onMessages === undefined;
      const list: NumberedList = {
        ...(onMessages ?? { channel, key }),
        ...(thread === undefined ? {} : { thread }),
        ...(isOwn ? { member } : {}),
        papers: new Map([...[...papers].map(writePlain), ...(onMessages?.papers ?? [])]),
      };
      const at = now();
      lists.set(listKey(place, isOwn ? member : undefined), { key, at, papers });
      await backlog.write(() => store.numberedLists.remember(list, at));
    },
    async numbers(place, member) {
      return (await findNumbers(place, member, arrivals(place.channel)))?.papers ?? new Map();
    },
    forgetLists(change) {
      if (change.of === 'anything') lists.clear();
      if (change.of !== 'forgotten') return;
      const own = memberKey(change.member);
      for (const key of lists.keys()) if (key.endsWith(own)) lists.delete(key);
    },
    inTurn: (message, work) => takeTurn(messageKey(message), work),
  };
}

function writePlain([number, paper]: readonly [number, PaperId]) {
  return [number, { paper }] as const;
}

const nowhere = { posted: [], personal: false };

/** Tells lists apart without keeping what was typed. */
function keyOf({ name, verb, text }: CommandLine): string {
  return createHash('sha256')
    .update(JSON.stringify([name, verb, text]))
    .digest('hex')
    .slice(0, 16);
}

function channelKey({ platform, workspace, id }: Channel): string {
  return JSON.stringify([platform, workspace, id]);
}

function messageKey({ channel, id }: MessageRef): string {
  return JSON.stringify([channel.platform, channel.workspace, channel.id, id]);
}

function listKey({ channel, thread = '' }: NumberPlace, member?: Member): string {
  return `${channelKey(channel)}${thread}${member === undefined ? '' : memberKey(member)}`;
}

function memberKey({ platform, workspace, id }: Member): string {
  return JSON.stringify([platform, workspace, id]);
}
