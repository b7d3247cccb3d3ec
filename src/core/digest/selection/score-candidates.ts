import type { Paper } from '../../papers/paper.ts';
import { measurePopularity } from '../../papers/popularity.ts';
import { createAgeReader } from '../paper-ages.ts';
import type { DigestCandidate, Situation } from './situation.ts';
import { type DigestWeights, freshDays } from './weights.ts';

/** What a paper's place in a digest comes from; each part is between 0 and 1, before its weight. */
export type Score = {
  readonly total: number;
  readonly isNew: 0 | 1;
  readonly freshness: number;
  readonly trending: number;
  readonly match: number;
  /** How near it is to what was saved; it counts as far as so many saves do. */
  readonly taste: number;
  /** Days since it came, or since its publication where it is of a file; absent where no date is known. */
  readonly age?: number;
};

export type Scored = { readonly paper: Paper; readonly score: Score };

const none: readonly Date[] = [];

/** Scores candidates by the formula of `explainFormula`, without variety. */
export function createDigestScorer(
  situation: Situation,
  weights: DigestWeights,
): (candidate: DigestCandidate) => Score {
  const { now, saves, taste: learned } = situation;
  const readAge = createAgeReader(situation);
  const newFirst = weights.fresh + weights.trending + weights.match + weights.variety + weights.taste;
  return ({ paper, match }) => {
    const { isNew, age } = readAge(paper);
    const freshness = age === undefined ? 0 : freshDays / (freshDays + age);
    const popularity = 2 ** measurePopularity(paper, saves.get(paper.id) ?? none, now);
    const trending = popularity / (1 + popularity);
    const taste = learned?.of(paper.id) ?? 0;
    const total =
      newFirst * isNew +
      weights.fresh * freshness +
      weights.trending * trending +
      weights.match * match +
      weights.taste * (learned?.trust ?? 0) * taste;
    return { total, isNew, freshness, trending, match, taste, ...(age === undefined ? {} : { age }) };
  };
}

/** Whether `a` comes before `b`: by score, then by paper id, so that every machine orders alike. */
export function compareScored(a: Scored, b: Scored): number {
  return b.score.total - a.score.total || (a.paper.id < b.paper.id ? -1 : a.paper.id > b.paper.id ? 1 : 0);
}
