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

/** Reads how old papers are for a place, and whether they came since its last digest: since the week before the first. */
export function createAgeReader({
  now,
  zone,
  lastDigest,
}: Pick<Situation, 'now' | 'zone' | 'lastDigest'>): (paper: Paper) => Pick<Score, 'isNew' | 'age'> {
  const readDay = createDayReader(zone);
  const today = dayNumber(dateIn(zone, now));
  const newSince = lastDigest === undefined ? today - newBeforeTheFirst : dayNumber(dateIn(zone, lastDigest));
  return ({ came, published }) => {
    const since = came === undefined ? undefined : readDay(came);
    const day = since ?? (published === undefined ? undefined : dayNumber(published));
    if (day === undefined) return { isNew: 0 };
    return { isNew: day >= newSince ? 1 : 0, age: Math.max(0, today - day) };
  };
}

/** Scores candidates by the formula of `explainFormula`, without variety. */
export function createDigestScorer(
  situation: Situation,
  weights: DigestWeights,
): (candidate: DigestCandidate) => Score {
  const { now, saves } = situation;
  const readAge = createAgeReader(situation);
  const newFirst = weights.fresh + weights.trending + weights.match + weights.variety;
  return ({ paper, match }) => {
    const { isNew, age } = readAge(paper);
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
