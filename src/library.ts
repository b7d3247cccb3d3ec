import type { Log } from './core/chat/log.ts';
import { type LiveCorpus, openCorpus } from './core/papers/corpus.ts';
import { describeProblem, type Problem } from './core/papers/problem.ts';
import { createIndex, type PaperIndex } from './core/search/create-index.ts';

/** The papers of a folder and the search over them. */
export type Library = {
  readonly corpus: LiveCorpus;
  readonly search: PaperIndex;
  close(): Promise<void>;
};

const problemsShown = 3;

/** Opens a folder of papers; with `watch`, what changes in it is found by searches soon after. */
export async function openLibrary(folder: string, watch: boolean, log: Log): Promise<Library> {
  const start = performance.now();
  const corpus = await openCorpus(folder, { watch });
  const search = createIndex();
  await search.update({ put: corpus.papers, removed: [] });
  log.info(
    `${search.size} papers from ${folder}, ready to search in ${Math.round(performance.now() - start)} ms.`,
  );
  warnOfProblems(corpus, [], log);
  let told = corpus.problems;
  const stopListening = corpus.onChange(async (change) => {
    try {
      await search.update(change);
      log.info(
        `The papers changed: ${change.put.length} new or other, ${change.removed.length} gone; ${search.size} now.`,
      );
      warnOfProblems(corpus, told, log);
      told = corpus.problems;
    } catch (error) {
      log.error(`A change of the papers could not be taken into the search: ${String(error)}`);
    }
  });
  return {
    corpus,
    search,
    async close() {
      stopListening();
      await corpus.close();
    },
  };
}

/** The first problems that were not told before, and where to read the rest. */
function warnOfProblems({ problems, folder }: LiveCorpus, told: readonly Problem[], log: Log): void {
  const known = new Set(told.map(describeProblem));
  const fresh = problems.map(describeProblem).filter((line) => !known.has(line));
  for (const line of fresh.slice(0, problemsShown)) log.warn(line);
  const left = fresh.length - problemsShown;
  if (left > 0) log.warn(`${left} more problems in ${folder}; "paperboy check" tells them all.`);
}
