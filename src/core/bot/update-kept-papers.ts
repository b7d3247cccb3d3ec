import { isDeepStrictEqual } from 'node:util';
import type { Log } from '../chat/log.ts';
import { createSamePaperFinder } from '../papers/deduplication/same-paper.ts';
import type { Paper } from '../papers/paper.ts';
import type { LiveCorpus } from '../sources/corpus.ts';
import type { Change } from '../sources/gathering.ts';
import { type KnownPapers, type Store, StoreFailure } from '../store/store.ts';
import { entry, traceOf } from '../text/log-entry.ts';

export type UpdateOptions = {
  readonly corpus: Pick<LiveCorpus, 'get' | 'titled' | 'papers' | 'onChange'>;
  readonly store: Pick<Store, 'papers' | 'places'>;
  readonly log: Log;
  /** Told when what is kept is up to date with the papers again. */
  readonly updated?: () => void;
};

/** How it goes on until it is stopped. */
export type Updating = {
  /** Resolves when everything told so far is taken in. */
  settled(): Promise<void>;
  stop(): void;
};

/**
 * Keeps what the store knows of papers as the corpus has it, now and at each change of the corpus: newer facts are taken
 * over, and a paper that turns out to be another (a title that is arXiv 2303.08010) becomes that one, lists and all. What
 * fails is logged and tried again at the next change.
 */
export function updateKeptPapers({ corpus, store, log, updated }: UpdateOptions): Updating {
  let work: Promise<void> = Promise.resolve();
  /** Whose names are to be taken in. */
  let changed: readonly Paper[] = corpus.papers;
  const update = ({ put }: Pick<Change, 'put'>): void => {
    changed = [...changed, ...put];
    work = work.then(async () => {
      const named = changed;
      changed = [];
      try {
        const merged = await takeOver(corpus, store.papers);
        await store.places.learnNames(named);
        if (merged > 0)
          log.info(entry`${merged} stored papers turned out to be the same as others and were merged.`);
      } catch (error) {
        changed = [...named, ...changed];
        const what = entry`Stored papers could not be updated`;
        // The store has said in the log what is wrong with it.
        if (error instanceof StoreFailure)
          log.warn(entry`${what}; it is tried again when the papers change.`);
        else log.error(entry`${what}: ${traceOf(error)}`, error);
      }
      updated?.();
    });
  };
  const stop = corpus.onChange(update);
  update({ put: [] });
  return { settled: () => work, stop };
}

/** Yields how many papers were merged. */
async function takeOver(corpus: UpdateOptions['corpus'], papers: KnownPapers): Promise<number> {
  const kept = await papers.all();
  const newer = kept.flatMap((paper) => {
    const present = corpus.get(paper.id);
    return present === undefined || isDeepStrictEqual(present, paper) ? [] : [present];
  });
  if (newer.length > 0) await papers.refresh(newer);
  const gone = kept.filter(({ id }) => corpus.get(id) === undefined);
  if (gone.length === 0) return 0;
  const findSamePaper = createSamePaperFinder(corpus);
  let merged = 0;
  for (const paper of gone) {
    const same = await findSamePaper(paper);
    if (same === undefined) continue;
    await papers.merge(paper.id, same);
    merged += 1;
  }
  return merged;
}
