import type { Paper } from '../papers/paper.ts';
import type { RankedPaper, Search } from '../search/hit.ts';
import type { Candidate } from './situation.ts';

/** So many are asked of the search at first: seldom are more on a topic. */
const usually = 1_000;

const everything = new WeakMap<readonly Paper[], readonly Candidate[]>();

/**
 * The papers on a topic: those that match it at least `leastMatch` times as well as the best does; all of them, alike,
 * for the topic `''`.
 */
export function gatherCandidates(
  topic: string,
  papers: readonly Paper[],
  search: Pick<Search, 'rank'>,
  leastMatch: number,
): readonly Candidate[] {
  if (topic.trim() === '') return takeAll(papers);
  const first = selectOnTopic(search.rank(topic, { limit: usually }), leastMatch);
  return first.length < usually
    ? first
    : selectOnTopic(search.rank(topic, { limit: papers.length }), leastMatch);
}

function selectOnTopic(ranked: readonly RankedPaper[], leastMatch: number): readonly Candidate[] {
  const best = ranked[0]?.score ?? 0;
  return ranked
    .map(({ paper, score }) => ({ paper, match: best > 0 ? Math.max(0, score / best) : 1 }))
    .filter(({ match }) => match >= leastMatch);
}

function takeAll(papers: readonly Paper[]): readonly Candidate[] {
  const known = everything.get(papers);
  if (known !== undefined) return known;
  const candidates = papers.map((paper) => ({ paper, match: 0 }));
  everything.set(papers, candidates);
  return candidates;
}
