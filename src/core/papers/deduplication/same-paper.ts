import { createBreather } from '../../async/time-slices.ts';
import type { Corpus } from '../corpus.ts';
import type { Paper } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';
import { groupRecords, type RecordOrigin } from './group-records.ts';

const keptBefore: RecordOrigin = { source: 'kept', order: 0, part: '' };
const inCorpus: RecordOrigin = { source: 'corpus', order: 1, part: '' };

/** Yields the paper of the corpus that is the same as a kept one. */
export type FindSamePaper = (kept: Paper) => Promise<Paper | undefined>;

/**
 * Finds in the corpus as it is now the paper that is the same as one kept from before under an id that the corpus does not
 * have (any more), by the rules that join the records of one paper. Never one whose id says less than the kept one.
 */
export function createSamePaperFinder(corpus: Corpus): FindSamePaper {
  const breathe = createBreather();
  const byDoi = new Map<string, Paper>();
  for (const paper of corpus.papers)
    if (paper.doi !== undefined && !byDoi.has(paper.doi)) byDoi.set(paper.doi, paper);
  return async (kept) => {
    const sameDoi = kept.doi === undefined ? undefined : byDoi.get(kept.doi);
    const candidates = [...(sameDoi === undefined ? [] : [sameDoi]), ...corpus.titled(kept.title)];
    for (const candidate of candidates) {
      if (candidate.id === kept.id || strengthOf(candidate) < strengthOf(kept)) continue;
      const records = [
        { paper: kept, origin: keptBefore, line: 1 },
        { paper: candidate, origin: inCorpus, line: 1 },
      ];
      if ((await groupRecords(records, breathe)).length === 1) return candidate;
    }
    return undefined;
  };
}

function strengthOf(paper: Paper): number {
  if (arxivIdOf(paper) !== undefined) return 2;
  return paper.id.startsWith('doi:') ? 1 : 0;
}
