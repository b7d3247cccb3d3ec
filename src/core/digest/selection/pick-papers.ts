import { daysBetween } from '../../papers/calendar.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { createLikeness, type Likeness, type PaperVectors } from './likeness.ts';
import { dropDoubles } from './recognise-shown.ts';
import { compareScored, createDigestScorer, type Scored } from './score-candidates.ts';
import type { DigestCandidate, Situation } from './situation.ts';
import type { DigestWeights } from './weights.ts';

export type PickOptions = {
  /** How many papers, at most. */
  readonly count: number;
  readonly weights: DigestWeights;
  /** Where all has been shown, what was not shown for so many days returns; absent: it does not. */
  readonly archiveAfter?: number;
  /** Tells what papers are about, beyond their words; absent where nothing can. */
  readonly vectorsOf?: ((papers: readonly PaperId[]) => Promise<PaperVectors> | undefined) | undefined;
};

/** A paper picked for a digest. */
export type Pick = Scored & {
  /** It was shown here before, long ago. */
  readonly archived: boolean;
  /** It is the best without regard to saves, in the place left for that. */
  readonly isElse?: true;
};

/** How a situation was judged: what could be picked, best first, and what was. */
export type PickedSituation = {
  /** How many papers could have been picked. */
  readonly candidates: number;
  /** The best of them by score, best first, as many as were compared for variety. */
  readonly ranked: readonly Scored[];
  /** By which those were compared. */
  readonly likeness: Likeness;
  /** In the order of the digest. */
  readonly picks: readonly Pick[];
};

/** For each paper wanted, so many of the best are compared for variety. */
const comparedPerPick = 12;

/** Picks the papers of a digest: the best by the formula of `explainFormula`, each as little like those before it as can be. Rejects where `vectorsOf` does. */
export async function pickPapers(situation: Situation, options: PickOptions): Promise<PickedSituation> {
  const unseen = situation.candidates.filter(({ paper }) => !situation.shownAt.has(paper.id));
  const archived = unseen.length === 0;
  const open = archived ? findArchived(situation, options.archiveAfter) : unseen;
  const ranked = rankBest(open, situation, options);
  const papers = ranked.map(({ paper }) => paper);
  const vectors = await options.vectorsOf?.(papers.map(({ id }) => id));
  const likeness = createLikeness(papers, vectors);
  const varied = chooseVaried(ranked, likeness, options).map((scored) => ({ ...scored, archived }));
  const picks = situation.taste?.leavesPlace ? fillPlace(varied, open, situation, options) : varied;
  return { candidates: open.length, ranked, likeness, picks };
}

/** Gives the last place to the best paper without regard to saves. */
function fillPlace(
  picks: readonly Pick[],
  candidates: readonly DigestCandidate[],
  situation: Situation,
  options: PickOptions,
): readonly Pick[] {
  const others = picks.slice(0, -1);
  const taken = new Set(others.map(({ paper }) => paper.id));
  const { taste: _, ...untaught } = situation;
  const best = rankBest(candidates, untaught, options).find(({ paper }) => !taken.has(paper.id));
  const last = picks.at(-1);
  if (best === undefined || last === undefined || best.paper.id === last.paper.id) return picks;
  return [...others, { ...best, archived: last.archived, isElse: true }];
}

function findArchived({ candidates, shownAt, now }: Situation, after: number | undefined) {
  if (after === undefined) return [];
  return candidates.filter(({ paper }) => {
    const shown = shownAt.get(paper.id);
    return shown !== undefined && daysBetween(shown, now) >= after;
  });
}

function rankBest(
  candidates: readonly DigestCandidate[],
  situation: Situation,
  { count, weights }: PickOptions,
): readonly Scored[] {
  const scoreOf = createDigestScorer(situation, weights);
  const most = count * comparedPerPick;
  const totals = new Float64Array(candidates.length);
  candidates.forEach((candidate, index) => {
    totals[index] = scoreOf(candidate).total;
  });
  const least = totals.toSorted().at(-most) ?? Number.NEGATIVE_INFINITY;
  const best = candidates
    .filter((_, index) => (totals[index] ?? 0) >= least)
    .map((candidate) => ({ paper: candidate.paper, score: scoreOf(candidate) }))
    .sort(compareScored)
    .slice(0, most);
  return dropDoubles(best);
}

/** Takes the best again and again, each time less what it is like a paper taken before (maximal marginal relevance). */
function chooseVaried(
  ranked: readonly Scored[],
  likeness: Likeness,
  { count, weights }: PickOptions,
): readonly Scored[] {
  const left = new Map(ranked.map((scored) => [scored, 0]));
  const picked: Scored[] = [];
  while (picked.length < count && left.size > 0) {
    const best = findBest(left, weights.variety);
    if (best === undefined) break;
    left.delete(best);
    picked.push(best);
    for (const [other, most] of left) left.set(other, Math.max(most, likeness(other.paper, best.paper)));
  }
  return picked;
}

function findBest(left: ReadonlyMap<Scored, number>, variety: number): Scored | undefined {
  let best: { readonly scored: Scored; readonly worth: number } | undefined;
  for (const [scored, like] of left) {
    const worth = scored.score.total - variety * like;
    if (best === undefined || worth > best.worth) best = { scored, worth };
  }
  return best?.scored;
}

/** The picked paper that a paper is most like. */
export function findNearestPick(
  paper: Paper,
  { likeness, picks }: PickedSituation,
): { pick: Pick; like: number } | undefined {
  return picks
    .map((pick) => ({ pick, like: likeness(paper, pick.paper) }))
    .sort((a, b) => b.like - a.like)[0];
}
