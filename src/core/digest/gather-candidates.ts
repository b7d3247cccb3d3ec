import type { Paper } from '../papers/paper.ts';
import type { Search } from '../search/hit.ts';
import type { Candidate } from './situation.ts';

/** The papers on a topic, and how many match it too little to be on it. */
export type OnTopic = { readonly candidates: readonly Candidate[]; readonly tooFar: ReadonlySet<Paper> };

const everything = new WeakMap<readonly Paper[], readonly Candidate[]>();

/** The papers that match a topic, each beside the best match; all of them, alike, for the topic `''`. */
export function gatherCandidates(
  topic: string,
  papers: readonly Paper[],
  search: Pick<Search, 'rank'>,
  leastMatch: number,
): OnTopic {
  if (topic.trim() === '') return { candidates: takeAll(papers), tooFar: new Set() };
  const ranked = search.rank(topic, { limit: papers.length });
  const best = ranked[0]?.score ?? 0;
  const all = ranked.map(({ paper, score }) => ({
    paper,
    match: best > 0 ? Math.max(0, score / best) : 1,
  }));
  return {
    candidates: all.filter(({ match }) => match >= leastMatch),
    tooFar: new Set(all.filter(({ match }) => match < leastMatch).map(({ paper }) => paper)),
  };
}

function takeAll(papers: readonly Paper[]): readonly Candidate[] {
  const known = everything.get(papers);
  if (known !== undefined) return known;
  const candidates = papers.map((paper) => ({ paper, match: 0 }));
  everything.set(papers, candidates);
  return candidates;
}
