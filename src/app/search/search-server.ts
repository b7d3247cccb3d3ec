import type { Leases } from '../../core/async/leases.ts';
import { growingPause, retry } from '../../core/async/retry.ts';
import { createExclusive, type Exclusive } from '../../core/async/sharing/exclusive.ts';
import { wait } from '../../core/async/wait.ts';
import type { Log } from '../../core/chat/log.ts';
import { keepChanges } from '../../core/search/change-keeper.ts';
import { SearchFailure } from '../../core/search/engine.ts';
import { createSphinxEngine, nameSilent } from '../../core/search/sphinx/sphinx-engine.ts';
import type { FillProgress } from '../../core/search/sphinx/tables/shard-writer.ts';
import type { SearchAddress } from '../../core/search/sphinx/wire/address.ts';
import type { LiveCorpus } from '../../core/sources/corpus.ts';
import { counted } from '../../core/text/counted.ts';
import { entry, nobodyTyped, traceOf } from '../../core/text/log-entry.ts';
import type { OpenedSearch } from './opened-search.ts';
import { tellRefused, tellTaken } from './tell-changes.ts';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** One process at a time writes all papers. */
const FILLING = 'papers of the search server';
const LOOK_EVERY = 500;

export type ServerOptions = {
  readonly address: SearchAddress;
  /** Whether what the server lacks is written, and changes are. */
  readonly follow: boolean;
  /** What processes share who fill the same server. */
  readonly leases?: Leases;
  /** Whether another search answers while shards are silent; theirs is no answer then. */
  readonly hasStandIn: boolean;
};

/** A search server that has the papers; it is filled by whoever follows them. */
export function openSearchServer(
  corpus: LiveCorpus,
  { address, follow, leases, hasStandIn }: ServerOptions,
  log: Log,
): OpenedSearch {
  const engine = createSphinxEngine(address, corpus.papers, {
    answersInPart: !hasStandIn,
    onPartial(silent) {
      const instead = hasStandIn
        ? entry`this process searches its own index`
        : entry`searches find part of the papers`;
      if (silent.length > 0) log.warn(entry`${nameSilent(silent)}: ${instead}.`);
      else log.info(entry`All shards of the search server answer again.`);
    },
  });
  const closing = new AbortController();
  const { signal } = closing;
  const changes = keepChanges({
    update: engine.update,
    onTaken: (change) => tellTaken(log, change, engine.size),
    onRefused: (error) => tellRefused(log, error),
  });
  const progress: FillProgress = new Map();
  let hasFailed = false;
  const fill = async (): Promise<void> => {
    // A source that cannot be read has its papers all the same.
    const isWhole = corpus.sources.every(({ health }) => health.state !== 'broken');
    const { put, removed } = await engine.fill({ removing: isWhole, signal, progress });
    if (signal.aborted) return;
    const counts = `${counted(put, 'paper')} written, ${removed} removed`;
    if (put + removed > 0 || hasFailed)
      log.info(entry`The search server was filled: ${nobodyTyped(counts)}.`);
  };
  const exclusive = leases && createExclusive(leases, wait);
  const fillUntilFull = (failed: () => void) =>
    retry(() => (exclusive === undefined ? fill() : alone(exclusive, fill, signal)), {
      pauseAfter: (_, tries) => growingPause(tries, FIRST_PAUSE, 2, LONGEST_PAUSE),
      signal,
      onRetry(error) {
        hasFailed = true;
        failed();
        const reason = entry`The search server could not be filled, and is tried again: ${traceOf(error)}`;
        if (error instanceof SearchFailure) log.warn(reason);
        else log.error(reason, error);
      },
    });
  let filling: Promise<void> = Promise.resolve();
  const ready = follow
    ? new Promise<boolean>((resolve) => {
        filling = fillUntilFull(() => resolve(false)).then(
          () => resolve(true),
          () => resolve(false),
        );
      })
    : engine.health().then(({ state }) => state === 'ok');
  return {
    search: engine,
    take: changes.take,
    ready,
    isQuick: false,
    settled: async () => {},
    health: engine.health,
    async close() {
      closing.abort();
      changes.close();
      await filling;
      await engine.close();
    },
  };
}

/** Does the work while no other process does; waits until that is so. */
async function alone(exclusive: Exclusive, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await exclusive(FILLING, work)) === undefined) await wait(LOOK_EVERY, signal);
}
