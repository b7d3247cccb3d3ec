import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Leases } from '../core/async/leases.ts';
import type { Log } from '../core/chat/log.ts';
import { describeProblem, type Problem } from '../core/papers/problem.ts';
import type { SearchEngine } from '../core/search/engine.ts';
import { readSearchAddress } from '../core/search/sphinx/wire/address.ts';
import { describeSource } from '../core/sources/added-by-hand.ts';
import { type LiveCorpus, openCorpus } from '../core/sources/corpus.ts';
import { openSources } from '../core/sources/list.ts';
import type { Source } from '../core/sources/source.ts';
import { counted } from '../core/text/counted.ts';
import type { Health } from '../core/text/health.ts';
import { entry, nobodyTyped, traceOf } from '../core/text/log-entry.ts';
import { program } from './command-line/arguments.ts';
import { removeOldIndexes } from './indexes/old-indexes.ts';
import { type OpenedSearch, openBoth } from './search/opened-search.ts';
import { openOwnIndex } from './search/own-index.ts';

/** The papers of some sources and the search over them. */
export type Library = {
  readonly corpus: LiveCorpus;
  readonly search: SearchEngine;
  /** Resolves when all papers can be found; never rejects. */
  readonly whole: Promise<void>;
  /** As in `OpenedSearch`. */
  health?(): Promise<Health>;
  close(): Promise<void>;
};

export type LibraryOptions = {
  /** Where papers come from, and the folder where the index of many is kept, so that the next start need not make it again. */
  readonly config: Pick<Config, 'corpus' | 'data'> & Partial<Pick<Config, 'searchUrl' | 'searchFallback'>>;
  /** Sources besides the folder: what was fetched and kept. */
  readonly kept?: readonly Source[];
  /** What processes share who fill one search server. */
  readonly leases?: Leases;
  /** Whether what changes in the sources is found by searches soon after. */
  readonly follow: boolean;
  /** Whether the first search shall be as quick as the rest; takes a moment. */
  readonly warm: boolean;
  /** Whether to open while many papers are still being indexed: searches then find those that are done. */
  readonly early: boolean;
  /** Opens at once, with what there is, when it is aborted while another process builds the index. */
  readonly stop?: AbortSignal;
};

const PROBLEMS_SHOWN = 3;

/** Opens sources of papers; resolves when all of them can be found, or (`early`) before that where there are many. */
export async function openLibrary(options: LibraryOptions, log: Log): Promise<Library> {
  const { config, kept = [], leases, follow, warm, early, stop } = options;
  const start = performance.now();
  const folder = openSources([`folder:${config.corpus}`]);
  const corpus = await openCorpus([...folder, ...kept], { follow });
  const index = indexFile(
    config.data,
    folder.map(({ name }) => name),
  );
  if (follow) void removeOldIndexes(config.data, index, new Date());
  const shared = { ...(leases ? { leases } : {}), ...(stop ? { stop } : {}) };
  const opening = openSearch({ corpus, config, index, ...shared, follow, warm }, log);
  let told: readonly Problem[] = [];
  // From now on, so that nothing is missed that a source tells while the search opens.
  const stopListening = corpus.onChange((change) => {
    opening.then(
      ({ take }) => take(change),
      () => undefined,
    );
  });
  const { search, ready, isQuick, settled, health, close } = await opening;
  const warn = (source?: string): void => {
    // What a service says of itself is told where it is asked.
    if (source !== undefined && !folder.some(({ name }) => name === source)) return;
    warnOfProblems(corpus, told, log);
    told = corpus.problems;
  };
  warn();
  corpus.onHealth(warn);
  const done = ready
    .then((isWhole) => {
      const took = Math.round(performance.now() - start);
      const papers = entry`${nobodyTyped(counted(search.size, 'paper'))} from ${nobodyTyped(namesOf(corpus).join(', '))}`;
      log.info(
        isWhole
          ? entry`${papers}, ready to search in ${took} ms.`
          : entry`${papers}; the search server does not find all of them yet.`,
      );
    })
    .catch((error: unknown) => log.error(entry`The search index is incomplete: ${traceOf(error)}`, error));
  if (!early || isQuick) await done;
  // Who asks once is to be told the same every time.
  if (!early) await settled();
  return {
    corpus,
    search,
    whole: done,
    ...(health === undefined ? {} : { health }),
    async close() {
      stopListening();
      await corpus.close();
      await close();
    },
  };
}

type SearchOpening = {
  readonly corpus: LiveCorpus;
  readonly config: LibraryOptions['config'];
  readonly index: string;
  readonly leases?: Leases;
  readonly stop?: AbortSignal;
  readonly follow: boolean;
  readonly warm: boolean;
};

/** The index of this process, or the search server that is set up, with that index where it is to answer for it. */
async function openSearch(
  { corpus, config, index, leases, stop, follow, warm }: SearchOpening,
  log: Log,
): Promise<OpenedSearch> {
  const { searchUrl = '', searchFallback = false } = config;
  const address = readSearchAddress(searchUrl);
  if (address === undefined) return openOwnIndex(corpus, index, { warm, stop }, log);
  // Loaded only where it is set up.
  const { openSearchServer } = await import('./search/search-server.ts');
  const shared = leases ? { leases } : {};
  const server = openSearchServer(corpus, { address, follow, ...shared, hasStandIn: searchFallback }, log);
  if (!searchFallback) return server;
  return openBoth(server, await openOwnIndex(corpus, index, { warm, stop }, log));
}

/** Each folder has an index of its own; which services are fetched changes what is in it, not which it is. */
function indexFile(data: string, names: readonly string[]): string {
  return join(
    data,
    `search-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12)}.index`,
  );
}

/** The first problems that were not told before, and where to read the rest. */
function warnOfProblems(corpus: LiveCorpus, told: readonly Problem[], log: Log): void {
  const known = new Set(told.map(describeProblem));
  const fresh = corpus.problems.map(describeProblem).filter((line) => !known.has(line));
  for (const line of fresh.slice(0, PROBLEMS_SHOWN)) log.warn(nobodyTyped(line));
  const left = fresh.length - PROBLEMS_SHOWN;
  const ill = corpus.sources.filter(({ health }) => health.problems.length > 0);
  const names = ill.map(({ name }) => describeSource(name)).join(', ');
  if (left > 0)
    log.warn(
      entry`${nobodyTyped(counted(left, 'more problem'))} in ${nobodyTyped(names)}; "${nobodyTyped(program)} check" tells them all.`,
    );
}

/** Where papers are from; where there are none, where they would be. */
function namesOf({ sources }: LiveCorpus): readonly string[] {
  const holding = sources.filter(({ health }) => health.read.records > 0);
  return (holding.length === 0 ? sources : holding).map(({ name }) => describeSource(name));
}
