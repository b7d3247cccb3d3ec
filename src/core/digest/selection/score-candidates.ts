import { createDayReader, dateIn, dayNumber } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import { measurePopularity } from '../../papers/popularity.ts';
import type { DigestCandidate, Situation } from './situation.ts';
import { type DigestWeights, freshDays } from './weights.ts';

/** What a paper's place in a digest comes from; each part is between 0 and 1, before its weight. */
export type Score = {
  readonly total: number;
  readonly isNew: 0 | 1;
  readonly freshness: number;
  readonly trending: number;
  readonly match: number;
  /** Days since it came, or since its publication where it is of a file; absent where no date is known. */
  readonly age?: number;
};

export type Scored = { readonly paper: Paper; readonly score: Score };

/** What came in the days before the first digest is new to a place. */
const newBeforeTheFirst = 7;
const none: readonly Date[] = [];

/** Scores candidates by the formula of `explainFormula`, without variety. */
export function createDigestScorer(
  situation: Situation,
  weights: DigestWeights,
): (candidate: DigestCandidate) => Score {
  const { now, zone, lastDigest, saves } = situation;
  const readDay = createDayReader(zone);
  const today = dayNumber(dateIn(zone, now));
  const newSince = lastDigest === undefined ? today - newBeforeTheFirst : dayNumber(dateIn(zone, lastDigest));
  const newFirst = weights.fresh + weights.trending + weights.match + weights.variety;
  return ({ paper, match }) => {
    const { came, published } = paper;
    const since = came === undefined ? undefined : readDay(came);
    const day = since ?? (published === undefined ? undefined : dayNumber(published));
    const age = day === undefined ? undefined : Math.max(0, today - day);
    const isNew = day !== undefined && day >= newSince ? 1 : 0;
    const freshness = age === undefined ? 0 : freshDays / (freshDays + age);
    const popularity = 2 ** measurePopularity(paper, saves.get(paper.id) ?? none, now);
    const trending = popularity / (1 + popularity);
    const total =
      newFirst * isNew + weights.fresh * freshness + weights.trending * trending + weights.match * match;
    return { total, isNew, freshness, trending, match, ...(age === undefined ? {} : { age }) };
  };
}

/** Whether `a` comes before `b`: by score, then by paper id, so that every machine orders alike. */
export function compareScored(a: Scored, b: Scored): number {
  return b.score.total - a.score.total || (a.paper.id < b.paper.id ? -1 : a.paper.id > b.paper.id ? 1 : 0);
}
