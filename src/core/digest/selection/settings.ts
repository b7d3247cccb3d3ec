import type { DigestWeights } from './weights.ts';

/** What the configuration decides about what is in a digest. */
export type DigestSettings = {
  readonly weights: DigestWeights;
  /** What a digest without papers does: posts nothing, or one line that says so. */
  readonly nothing: 'silent' | 'say';
  /** Days after which papers return where all have been shown; 0 for never. */
  readonly archiveDays: number;
};

export const defaultDigestSettings: DigestSettings = {
  weights: { fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 },
  nothing: 'silent',
  archiveDays: 90,
};
