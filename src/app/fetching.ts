import type { Log } from '../core/chat/log.ts';
import { describeSpan } from '../core/digest/digest-words.ts';
import type { PaperId } from '../core/papers/paper.ts';
import { createSavedFetcher } from '../core/sources/look-up/saved-fetcher.ts';
import { startRounds } from '../core/sources/rounds/rounds.ts';
import { type Store, StoreFailure } from '../core/store/store.ts';
import { entry, nameOf, nobodyTyped, traceOf } from '../core/text/log-entry.ts';
import { type BeforeDigests, startBeforeDigests } from './before-digests.ts';
import { openConfiguredFetchers, type SourceConfig } from './sources.ts';

export type FetchingOptions = {
  readonly config: SourceConfig;
  readonly store: Store;
  readonly log: Log;
  /** Has the corpus look now for what was kept of a source; resolves when that is taken in. */
  look(name: string): Promise<void>;
};

/** What was seen is searched by topics within this, in milliseconds. */
const timeToIndex = 3_000;
/** How long a source is unwell before the operator is told, in milliseconds. */
const patience = 24 * 60 * 60_000;

/** Fetches papers by itself, from the services that settings name; what is unwell for more than a day is told once. */
export async function startFetching({ config, store, log, look }: FetchingOptions): Promise<BeforeDigests> {
  const isChecking = config.checkSaved === 'weekly';
  if (config.sources.length === 0 && !isChecking) return { ready: async () => {}, stop: async () => {} };
  const { fetchers: named, tools, checks, close } = await openConfiguredFetchers(config, store);
  const saved = { ...store.savedNews, find: (id: PaperId) => store.papers.get(id) };
  const fetchers = isChecking ? [...named, createSavedFetcher(saved, checks)] : named;
  const rounds = startRounds({
    fetchers,
    tools,
    onRound({ name, state, new: fresh, changed, problem }, status) {
      log.info(
        entry`${nobodyTyped(name)}: ${nameOf(state)}, ${fresh} new, ${changed} changed. ${nobodyTyped(problem ?? '')}`,
      );
      void look(name);
      void tellOnce(name, status);
    },
    onFailure(name, error) {
      // The store has said in the log what is wrong with it.
      if (!(error instanceof StoreFailure))
        log.error(entry`${nobodyTyped(name)} could not be fetched: ${traceOf(error)}`, error);
    },
  });

  async function tellOnce(name: string, status: Awaited<ReturnType<typeof store.sourceStatuses.get>>) {
    if (status?.illSince === undefined || status.toldAt !== undefined) return;
    const now = tools.clock.now();
    const span = now.getTime() - status.illSince.getTime();
    if (span < patience) return;
    log.error(
      entry`${nobodyTyped(name)} has been ${nameOf(status.state)} for ${nobodyTyped(describeSpan(span))}: ${nobodyTyped(status.problem ?? '')}`,
    );
    await store.sourceStatuses.put(name, { ...status, toldAt: now }).catch(() => {});
  }

  const before = startBeforeDigests({
    async freshen() {
      await rounds.freshen();
      await Promise.all(fetchers.map(({ name }) => look(name)));
    },
    queue: store.deliveryQueue,
    clock: tools.clock,
    foundAfter: timeToIndex,
    log,
  });
  return {
    ready: before.ready,
    async stop() {
      await Promise.all([rounds.stop(), before.stop()]);
      await close();
    },
  };
}
