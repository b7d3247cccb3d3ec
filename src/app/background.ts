import type { Config } from '../config/config.ts';
import { createExclusive, type Exclusive } from '../core/async/sharing/exclusive.ts';
import { wait } from '../core/async/wait.ts';
import type { Changes } from '../core/bot/changes.ts';
import type { Memory } from '../core/bot/memory.ts';
import { type ReconcileOptions, reconcileReactions } from '../core/bot/reconcile.ts';
import { updateKeptPapers } from '../core/bot/update-kept-papers.ts';
import type { Member } from '../core/chat/channel.ts';
import type { Log } from '../core/chat/log.ts';
import type { Platform } from '../core/chat/platform.ts';
import { beginNews } from '../core/commands/follows/news.ts';
import { paperId } from '../core/papers/identity.ts';
import type { PaperId } from '../core/papers/paper.ts';
import type { LiveCorpus } from '../core/sources/corpus.ts';
import { type Store, StoreFailure } from '../core/store/store.ts';
import { counted } from '../core/text/counted.ts';
import { entry, nobodyTyped, traceOf } from '../core/text/log-entry.ts';

export type BackgroundOptions = {
  readonly corpus: Pick<LiveCorpus, 'get' | 'titled' | 'papers' | 'onChange'>;
  readonly store: Store;
  readonly memory: Memory;
  readonly changes: Changes;
  readonly settings: Pick<
    Config,
    'bookmarks' | 'keepMessages' | 'keepRemoved' | 'keepRemovedWorkspaces' | 'keepPapers'
  >;
  readonly now: () => Date;
  readonly log: Log;
};

type PruneOptions = Pick<BackgroundOptions, 'store' | 'settings' | 'now' | 'log'>;

/** What goes on besides answering people, until it is stopped. */
export type Background = {
  /**
   * Takes what happened on a platform while nobody listened: in those of its workspaces that are concerned, or to some messages;
   * everywhere unless told.
   */
  catchUp(platform: Platform, where?: Pick<ReconcileOptions, 'isConcerned' | 'messages'>): void;
  /** Lets what is under way end. */
  stop(): Promise<void>;
};

const hour = 60 * 60 * 1_000;
const day = 24 * hour;
/** Milliseconds between two looks at how far this machine's clock is from the database's. */
const clocksCompared = 10 * 60_000;
/** Days for which it is kept what the numbers of a list mean. */
const keepLists = 30;
/** Days for which it is known that somebody was deleted: longer than reactions are looked up for. */
const keepForgotten = 30;
/** Days for which reactions to papers taken out stay known, at least; as long for the same reason. */
const keepReactions = 30;
/** Milliseconds for which it is known what services told: Slack sends nothing again after a day. */
const keepEvents = day;
/** Days for which it is known what became of each digest. */
const keepDeliveries = 90;

/** Follows the papers, takes reactions that were missed, and forgets once a day what is past its time. */
export function startBackground(options: BackgroundOptions): Background {
  const { corpus, store, log, settings, changes } = options;
  const ending = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const run = (work: Promise<unknown>) => {
    const done = work.finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const updated = () => {
    changes.tell({ of: 'papers' });
    run(tellNews(options));
  };
  const updating = updateKeptPapers({ corpus, store, log, updated });
  const exclusive: Exclusive = store.isShared
    ? createExclusive(store.leases, wait)
    : async (_name, work) => ({ result: await work() });
  /** What one process does for all; the store has said in the log where that cannot be asked. */
  const runAlone = (name: string, work: () => Promise<void>) => run(exclusive(name, work).catch(() => {}));
  const prune = () => runAlone('pruning', () => pruneStore(options));
  const pruning = setInterval(prune, day).unref();
  prune();
  const compareClocks = createClockWatch(options);
  const comparing = setInterval(() => run(compareClocks()), clocksCompared).unref();
  run(compareClocks());
  // Not at the start: a workspace that took the bot back meanwhile is heard of only once it is connected.
  const pruningWorkspaces = setInterval(
    () => runAlone('pruning of workspaces', () => pruneWorkspaces(options)),
    hour,
  ).unref();
  return {
    catchUp(platform, where) {
      const { bookmarks } = settings;
      const changed = (member: Member) => changes.tell({ of: 'saved', member });
      const { signal: stop } = ending;
      run(reconcileReactions({ ...options, ...where, bookmarks, platforms: [platform], stop, changed }));
    },
    async stop() {
      clearInterval(pruning);
      clearInterval(pruningWorkspaces);
      clearInterval(comparing);
      ending.abort();
      updating.stop();
      await Promise.all([updating.settled(), ...underWay]);
    },
  };
}

/** Has news of saved papers told to those whom no message tells them yet. Never rejects. */
async function tellNews({
  store,
  now,
  log,
}: Pick<BackgroundOptions, 'store' | 'now' | 'log'>): Promise<void> {
  try {
    await beginNews({ store, now });
  } catch (error) {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure)) log.error(entry`News of saved papers: ${traceOf(error)}`, error);
  }
}

/** Says in the log that this machine's clock is wrong, once until it was right. Never rejects. */
export function createClockWatch({
  store,
  log,
}: {
  readonly store: Pick<Store, 'findClockTrouble'>;
  readonly log: Log;
}): () => Promise<void> {
  let wasWrong = false;
  return async () => {
    try {
      const trouble = await store.findClockTrouble();
      if (trouble !== undefined && !wasWrong) log.warn(trouble);
      wasWrong = trouble !== undefined;
    } catch (error) {
      // The store has said in the log what is wrong with it.
      if (!(error instanceof StoreFailure)) log.error(entry`Clocks: ${traceOf(error)}`, error);
    }
  };
}

/** Deletes what the settings do not keep for longer. Never rejects. */
export async function pruneStore({ store, settings, now, log }: PruneOptions): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * day);
  try {
    const messages = await store.shown.prune(before(settings.keepMessages));
    const removed = await store.saves.prune(
      before(settings.keepRemoved),
      before(Math.max(settings.keepRemoved, keepReactions)),
    );
    await store.numberedLists.prune(before(keepLists));
    await store.longTexts.prune(before(settings.keepMessages));
    await store.privacy.prune(before(keepForgotten));
    await store.seenEvents.prune(keepEvents);
    await store.sharedTurns.prune();
    await store.deliveryHistory.prune(before(keepDeliveries));
    // After the rest: a paper that nothing refers to any more is as old as it is.
    const fetched = settings.keepPapers === 0 ? 0 : await pruneFetched(store, before(settings.keepPapers));
    if (fetched > 0)
      log.info(
        entry`Removed ${nobodyTyped(counted(fetched, 'fetched paper'))} older than ${nobodyTyped(counted(settings.keepPapers, 'day'))}.`,
      );
    if (messages + removed > 0)
      log.info(
        entry`Forgot ${nobodyTyped(counted(messages, 'old message'))} and ${nobodyTyped(counted(removed, 'paper'))} removed from lists.`,
      );
  } catch (error) {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure))
      log.error(entry`Old data could not be deleted: ${traceOf(error)}`, error);
  }
}

/**
 * Deletes all of workspaces that removed the bot too long ago. Never rejects. To be called once platforms are connected, which
 * tell where the bot is again.
 */
export async function pruneWorkspaces({ store, settings, now, log }: PruneOptions): Promise<void> {
  const { keepRemovedWorkspaces: days } = settings;
  try {
    const gone = await store.removedWorkspaces.prune(new Date(now().getTime() - days * day));
    if (gone > 0)
      log.info(
        entry`Deleted all data of ${nobodyTyped(counted(gone, 'workspace'))} that removed the bot ${days} days ago.`,
      );
  } catch (error) {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure))
      log.error(
        entry`Data of workspaces that removed the bot could not be deleted: ${traceOf(error)}`,
        error,
      );
  }
}

/** Papers that a list, a reaction, a message or a digest refers to stay, by whatever name their source has them. */
async function pruneFetched({ papers, keptPapers }: Store, before: Date): Promise<number> {
  const kept = new Set<PaperId>();
  for (const { id, doi, title, abstract } of await papers.all())
    for (const name of [id, paperId({ doi, title, abstract }), paperId({ title, abstract })]) kept.add(name);
  return keptPapers.prune(before, kept);
}
