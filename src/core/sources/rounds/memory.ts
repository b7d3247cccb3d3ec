import type { Paper, PaperId } from '../../papers/paper.ts';

/** A paper as a service has just told it. */
export type FetchedPaper = {
  /** Its name at the service: what comes again under it takes the place of what came before. */
  readonly key: string;
  readonly paper: Paper;
  /** Its date is a guess, which gives way to what the service tells elsewhere. */
  readonly isDateGuessed?: true;
  /** When it came, where that was long before it was told; now unless given. */
  readonly came?: Date;
};

/**
 * What came to a source on one day, in the order in which it came; `line` is the place of a paper in its day, for good. Up to
 * line `after` nothing changed, and nothing is told.
 */
export type KeptDay = {
  /** In UTC: `2026-08-28`. */
  readonly day: string;
  readonly after: number;
  readonly papers: readonly { readonly key: string; readonly line: number; readonly paper: Paper }[];
};

/** The papers that services told, by source. Methods reject with a StoreFailure. */
export type KeptPapers = {
  /**
   * Takes what a round brought and what is gone. A paper known already keeps its day and what the new telling lacks. Yields
   * how many are new, and how many of the others changed.
   */
  take(
    source: string,
    come: readonly FetchedPaper[],
    gone: readonly string[],
    at: Date,
  ): Promise<{ readonly new: number; readonly changed: number }>;
  /** The days of which something changed after a mark, from there on, and the mark of now; 0 is the mark before everything. */
  changedSince(
    source: string,
    mark: number,
  ): Promise<{ readonly mark: number; readonly days: readonly KeptDay[] }>;
  /** What came between two moments, by source, the first first. */
  between(
    from: Date,
    to: Date,
  ): Promise<readonly { readonly source: string; readonly paper: PaperId; readonly at: Date }[]>;
  /** The last day before a day (`2026-08-28`) and the first after it on which something came to one of these sources. */
  nearestDays(
    sources: readonly string[],
    day: string,
  ): Promise<{ readonly before?: string; readonly after?: string }>;
  /** How many papers a source has, and the moment the newest came. */
  describe(source: string): Promise<{ readonly count: number; readonly newest?: Date }>;
  /** Lets go papers that came before then, but those `kept`; yields how many. */
  prune(before: Date, kept: ReadonlySet<PaperId>): Promise<number>;
};

/** What is known of a source between two rounds; `memo` is its own, in JSON. */
export type SourceStatus = {
  readonly state: 'fresh' | 'quiet' | 'partial' | 'stale' | 'waiting' | 'broken';
  /** When it was asked last. */
  readonly askedAt: Date;
  /** The last round that ended well. */
  readonly succeededAt?: Date;
  /** Why it is broken or partial, in a sentence. */
  readonly problem?: string;
  /** Not asked again by itself before. */
  readonly nextTry?: Date;
  /** Since when it is broken or stale; whether the operator was told. */
  readonly illSince?: Date;
  readonly toldAt?: Date;
  /** Rounds in a row that failed. */
  readonly failures: number;
  readonly memo?: unknown;
};

/** The status of every source. Methods reject with a StoreFailure. */
export type SourceStatuses = {
  get(source: string): Promise<SourceStatus | undefined>;
  put(source: string, status: SourceStatus): Promise<void>;
};

/** What a host allows just now. */
export type HostTurn =
  | { readonly state: 'taken' }
  /** Somebody else has it, or the pause between two requests is not over: to be asked for again then. */
  | { readonly state: 'busy'; readonly until: Date }
  /** It refused: nobody asks before. */
  | { readonly state: 'cooling'; readonly until: Date; readonly reason: string };

/**
 * Turns to ask a host, over all processes on one database, by its clock: moments are those of whoever asks, to whom it is `now`.
 * Methods reject with a StoreFailure.
 */
export type HostTurns = {
  /** Takes the turn for one request; it is free again at `until`, should its holder die. */
  take(host: string, holder: string, now: Date, until: Date): Promise<HostTurn>;
  /** Gives the turn back; the next request may begin at `next`. */
  release(host: string, holder: string, now: Date, next: Date): Promise<void>;
  /** Nobody asks the host before `until`; `refusals` counts those in a row. */
  cool(host: string, now: Date, until: Date, reason: string): Promise<void>;
  /** The host answered well. */
  recover(host: string): Promise<void>;
  /** Refusals in a row. */
  refusals(host: string): Promise<number>;
};

/** What sources that ask services must remember. */
export type SourceMemory = {
  readonly keptPapers: KeptPapers;
  readonly sourceStatuses: SourceStatuses;
  readonly hostTurns: HostTurns;
};
