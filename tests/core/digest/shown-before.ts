import type { ShownPapers } from '../../../src/core/store/digests/place.ts';

/** What a place has seen, of which no more than the ids is known. */
export function shownBefore(papers: ReadonlyMap<string, Date> = new Map()): ShownPapers {
  return { papers, names: [...papers.keys()].map((paper) => ({ paper, name: paper, author: '' })) };
}
