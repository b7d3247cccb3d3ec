/** The weights of a digest's ranking; each of the parts is between 0 and 1. */
export type DigestWeights = {
  /** A paper published since the last digest in this place. */
  readonly isNew: number;
  readonly freshness: number;
  readonly trending: number;
  readonly match: number;
  /** Taken off for likeness to a paper picked before it. */
  readonly variety: number;
  /** After so many days freshness is half of what it was on the first. */
  readonly freshDays: number;
  /** After so many days a save or an upvote counts half. */
  readonly trendDays: number;
  /** A paper that matches the topic less than this, beside the best match, is not on it. */
  readonly leastMatch: number;
};

/** With these, new papers always come first. */
export const defaultWeights: DigestWeights = {
  isNew: 4,
  freshness: 1,
  trending: 1,
  match: 1,
  variety: 1,
  freshDays: 7,
  trendDays: 7,
  leastMatch: 0.5,
};

/** The formula in words, for the help and the README. */
export function explainFormula(weights: DigestWeights): string {
  const { isNew, freshness, trending, match, variety, freshDays, trendDays, leastMatch } = weights;
  return [
    `The order: ${isNew} × new since the last digest here + ${freshness} × freshness + ${trending} × trending`,
    ` + ${match} × match − ${variety} × likeness to a paper picked before it, each between 0 and 1.`,
    ` Freshness is ${freshDays} / (${freshDays} + age in days). Trending is h / (1 + h), where h counts the saves here and a`,
    ` tenth of the upvotes, both halved every ${trendDays} days. Match is the search's score beside the best one's;`,
    ` below ${leastMatch} a paper is not on the topic. Likeness is the cosine of the telling words of title and abstract.`,
  ].join('');
}
