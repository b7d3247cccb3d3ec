import { LRUCache } from 'lru-cache';
import { createKeyedQueue } from '../async/keyed-queue.ts';
import { within } from '../async/within.ts';
import type { Card, CommandLine } from '../chat/card.ts';
import type { Channel, Member, MessageRef, Posted } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import { type LastList, type ShownMessage, type Store, StoreFailure } from '../store/store.ts';
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
   * faster than the service's word that the message is there. Rejects with a StoreFailure.
   */
  find(message: MessageRef): Promise<ShownMessage | undefined>;
  /** Takes the numbered papers of an answer as the person's last list in that channel; pages of one list add up. */
  rememberList(channel: Channel, member: Member, line: CommandLine, cards: readonly Card[]): Promise<void>;
  /** Never rejects: without the store only lists of this process are known. */
  lastList(channel: Channel, member: Member): Promise<ReadonlyMap<number, PaperId>>;
  forgetLists(member: Member): void;
  /** Runs what concerns a message after all that concerned it before. */
  inTurn<Result>(message: MessageRef, work: () => Promise<Result>): Promise<Result>;
  /** Where to write what must not be lost while the store cannot be used. */
  readonly backlog: Backlog;
};

export type MemoryOptions = {
  readonly store: Pick<Store, 'shown' | 'lastLists'>;
  readonly log: Log;
  readonly now: () => Date;
  /** Where papers on messages are taken from, to be kept should they leave it; none are kept without. */
  readonly corpus?: Pick<Corpus, 'get'>;
  /** Messages and lists kept here besides; 10,000 of each unless told. */
  readonly limit?: number;
};

/** Milliseconds that an answer waits for a list from the store. */
const patience = 1_000;

export function createMemory({ store, log, now, corpus, limit = 10_000 }: MemoryOptions): Memory {
  const messages = new LRUCache<string, ShownMessage>({ max: limit });
  const lists = new LRUCache<string, LastList>({ max: limit });
  /** With the channel, where it is known before. */
  const underWay = new Map<Promise<unknown>, string | undefined>();
  const backlog = createBacklog({ log });
  const takeTurn = createKeyedQueue();

  async function lastListOf(channel: Channel, member: Member): Promise<LastList | undefined> {
    const known = lists.get(listKey(channel, member));
    if (known !== undefined) return known;
    const kept = store.lastLists.find(channel, member).catch((error: unknown) => {
      // The store has said in the log what is wrong with it.
      if (!(error instanceof StoreFailure))
        log.warn(entry`The last list could not be read: ${traceOf(error)}`);
      return undefined;
    });
    return within(patience, kept, undefined);
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
    async find(message) {
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
    },
    async rememberList(channel, member, line, cards) {
      const items = cards.flatMap((card) => card.items ?? []);
      const numbered = items.flatMap(({ number, paper }) =>
        number === undefined ? [] : [[number, paper] as const],
      );
      if (numbered.length === 0) return;
      const key = JSON.stringify([line.name, line.verb, line.text]);
      const before = (line.page ?? 1) > 1 ? await lastListOf(channel, member) : undefined;
      const earlier = before?.key === key ? before.papers : [];
      const list = { key, papers: new Map([...earlier, ...numbered]) };
      lists.set(listKey(channel, member), list);
      await backlog.write(() => store.lastLists.remember(channel, member, list, now()));
    },
    async lastList(channel, member) {
      return (await lastListOf(channel, member))?.papers ?? new Map();
    },
    forgetLists(member) {
      for (const key of lists.keys()) if (key.endsWith(memberKey(member))) lists.delete(key);
    },
    inTurn: (message, work) => takeTurn(messageKey(message), work),
  };
}

function channelKey({ platform, workspace, id }: Channel): string {
  return JSON.stringify([platform, workspace, id]);
}

function messageKey({ channel, id }: MessageRef): string {
  return JSON.stringify([channel.platform, channel.workspace, channel.id, id]);
}

function listKey(channel: Channel, member: Member): string {
  return `${JSON.stringify([channel.workspace, channel.id])}${memberKey(member)}`;
}

function memberKey({ platform, workspace, id }: Member): string {
  return JSON.stringify([platform, workspace, id]);
}
