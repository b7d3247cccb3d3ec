/** So many uses at `most` within so many milliseconds, over all processes. */
export type Quota = {
  /** What it is of, and whose: kept as a fingerprint. */
  readonly of: readonly string[];
  readonly most: number;
  readonly within: number;
};

/** Uses that are counted over all processes, by the clock of the database. Methods reject where they cannot be counted just now. */
export type Quotas = {
  /** Counts a use of each, or of none where one is used up; yields then the moment from which on all have room. */
  use(quotas: readonly Quota[], now: Date): Promise<Date | undefined>;
};
