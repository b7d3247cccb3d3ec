import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { wait } from '../core/async/wait.ts';
import type { Log } from '../core/chat/log.ts';
import { describeProblem, type Problem } from '../core/papers/problem.ts';
import type { SearchEngine } from '../core/search/engine.ts';
import { openLunrEngine, warmUp } from '../core/search/lunr-engine.ts';
import { type LiveCorpus, openCorpus } from '../core/sources/corpus.ts';
import { openSources } from '../core/sources/list.ts';
import type { Source } from '../core/sources/source.ts';
import { counted } from '../core/text/counted.ts';
import { entry, nobodyTyped, traceOf } from '../core/text/log-entry.ts';
import { program } from './command-line/arguments.ts';
import { claimIndexFile } from './indexes/index-claim.ts';
import { removeOldIndexes } from './indexes/old-indexes.ts';

/** The papers of some sources and the search over them. */
export type Library = {
  readonly corpus: LiveCorpus;
  readonly search: SearchEngine;
  /** Resolves when all papers can be found; never rejects. */
  readonly whole: Promise<void>;
  close(): Promise<void>;
};

export type LibraryOptions = {
  /** Where papers come from, and the folder where the index of many is kept, so that the next start need not make it again. */
  readonly config: Pick<Config, 'corpus' | 'data'>;
  /** Sources besides the folder: what was fetched and kept. */
  readonly kept?: readonly Source[];
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
/** Above this many, making the index takes long enough to say so. */
const MANY_PAPERS = 5_000;

/** Opens sources of papers; resolves when all of them can be found, or (`early`) before that where there are many. */
export async function openLibrary(options: LibraryOptions, log: Log): Promise<Library> {
  const { config, kept = [], follow, warm, early } = options;
  const start = performance.now();
  const folder = openSources([`folder:${config.corpus}`]);
  const corpus = await openCorpus([...folder, ...kept], { follow });
  const index = indexFile(
    config.data,
    folder.map(({ name }) => name),
  );
  if (follow) void removeOldIndexes(config.data, index, new Date());
  const opening = openLunrEngine(corpus, index, (problem) => log.warn(nobodyTyped(problem)), {
    claim: claimIndexFile(index),
    wait,
    stop: options.stop,
    few: MANY_PAPERS,
    onWait: () =>
      log.warn(
        entry`Another process here is building the search index; this one starts once it can read that from ${nobodyTyped(index)}.`,
      ),
  });
  let told: readonly Problem[] = [];
  let changed = false;
  // From now on, so that nothing is missed that a source tells while the engine opens.
  const stopListening = corpus.onChange(async (change) => {
    try {
      const { engine } = await opening;
      await engine.update(change);
      const counts = `${change.put.length} added or changed, ${change.removed.length} removed; ${engine.size} now`;
      log.info(entry`The papers changed: ${nobodyTyped(counts)}.`);
      changed = true;
    } catch (error) {
      log.error(entry`A change to the papers could not be added to the search: ${traceOf(error)}`, error);
    }
  });
  const { engine, ready, save } = await opening;
  const left = corpus.papers.length - engine.size;
  const warn = (source?: string): void => {
    // What a service says of itself is told where it is asked.
    if (source !== undefined && !folder.some(({ name }) => name === source)) return;
    warnOfProblems(corpus, told, log);
    told = corpus.problems;
  };
  warn();
  corpus.onHealth(warn);
  const done = ready
    .then(async () => {
      if (warm) await warmUp(engine, corpus.papers);
      const took = Math.round(performance.now() - start);
      log.info(
        entry`${nobodyTyped(counted(engine.size, 'paper'))} from ${nobodyTyped(namesOf(corpus).join(', '))}, ready to search in ${took} ms.`,
      );
    })
    .catch((error: unknown) => log.error(entry`The search index is incomplete: ${traceOf(error)}`, error));
  // A warning, for it must be seen where only warnings are: in the terminal.
  if (left > MANY_PAPERS)
    log.warn(entry`Building the search index for ${nobodyTyped(counted(left, 'paper'))}; this happens once.`);
  if (!early || left <= MANY_PAPERS) await done;
  // Who asks once is to be told the same every time.
  if (!early) await engine.trained();
  return {
    corpus,
    search: engine,
    whole: done,
    async close() {
      stopListening();
      engine.close();
      await corpus.close();
      if (changed) await save();
    },
  };
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
  if (left > 0)
    log.warn(
      entry`${nobodyTyped(counted(left, 'more problem'))} in ${nobodyTyped(namesOf(corpus).join(', '))}; "${nobodyTyped(program)} check" tells them all.`,
    );
}

function namesOf({ sources }: LiveCorpus): readonly string[] {
  return sources.map(({ name }) => name);
}
