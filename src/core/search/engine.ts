import type { Paper, PaperId } from '../papers/paper.ts';
import { type LogEntry, LoggableError } from '../text/log-entry.ts';
import type { MarkedText } from '../text/marked-text.ts';
import type { TasteReader } from './taste/taste.ts';
import type { Acronym } from './text/acronyms.ts';

/** One paper found. */
export type Hit = {
  readonly paper: Paper;
  /** Higher is better; comparable within one result only. */
  readonly score: number;
  /** The displayed title with the matched words marked. */
  readonly title: MarkedText;
  /** Whole sentences of the abstract (or a clipped one) that show why it matched; empty text where there is no abstract. */
  readonly snippet: MarkedText;
  /** One short line in words: `matches uncertainty, ensembles in title and abstract`. */
  readonly why: string;
};

/** The answer to one query. */
export type SearchResult = {
  /** How many papers have all words asked for, in any inflection, spelling or known abbreviation. */
  readonly total: number;
  /** How many more have only some of them, or others with their stems. */
  readonly more: number;
  /** Whether those with all words come before all others, as they always do where up to three are asked for. */
  readonly parted: boolean;
  /** How many different words are asked for that tell something, up to 31. */
  readonly words: number;
  /** The page asked for of them all, best first; equal scores in order of paper id. */
  readonly hits: readonly Hit[];
  /** One line each, for the person who asked: a correction made, a field not known, a date not understood. */
  readonly hints: readonly string[];
  /** What may have been meant, to be searched for at a press; the papers are not those. */
  readonly meant?: string;
};

export type SearchOptions = {
  /** How many hits to return; 10 unless told. */
  readonly limit?: number;
  /** How many to skip; 0 unless told. */
  readonly offset?: number;
  /** The last word may be the beginning of a word, as while typing. */
  readonly prefix?: boolean;
};

/** A paper in its place in a ranking, with nothing to show of it. */
export type RankedPaper = { readonly paper: Paper; readonly score: number };

/** A completion of what is being typed: `text` replaces all that was typed. */
export type Suggestion = { readonly text: string; readonly kind: 'title' | 'author' | 'field' | 'word' };

/** Papers that have words asked for, and how telling those are: see `SearchEngine.holding`. */
export type Holders = { readonly papers: readonly Paper[]; readonly weights: readonly number[] };

/** Papers to add or replace, and papers to take out. */
export type PaperChange = { readonly put: readonly Paper[]; readonly removed: readonly PaperId[] };

/**
 * The search over the papers there are at this moment, in this process or behind a connection. Whatever is typed, a method
 * yields an answer; it rejects with a `SearchFailure` alone, where the engine cannot be reached. An engine is a function
 * that yields this object, and passes the suite of `tests/contracts/engine.ts`; `sphinx/sphinx-engine.ts` is one behind a connection.
 */
export type SearchEngine = {
  /** Number of papers, as far as known; asked often, so it costs nothing. */
  readonly size: number;
  search(text: string, options?: SearchOptions): Promise<SearchResult>;
  /** The same papers in the same order, without the texts to show: for scripts, digests and measurements. */
  rank(text: string, options?: SearchOptions): Promise<readonly RankedPaper[]>;
  /** Papers most like this one by what it is about, itself left out, best first; none where the id is not known. */
  similar(id: PaperId, options?: SearchOptions): Promise<SearchResult>;
  /** At most `limit` completions, best first, within 100 ms: somebody is typing. */
  suggest(typed: string, limit: number): Promise<readonly Suggestion[]>;
  /**
   * For topics, which look through the papers themselves: all papers that have at least one word of each group in title, abstract,
   * summary, keywords or authors; with a `share` below 1, of so many groups that these weigh that share of all. Others may be among
   * them, none is missing; without groups it is all papers. A group weighs ln(1 + (N − n + 0.5) / (n + 0.5)), where about n of
   * the N papers have a word of it; groups are distinct forms of one word, folded.
   */
  holding(groups: readonly (readonly string[])[], share: number): Promise<Holders>;
  /** Acronyms that papers here introduce, of which the short form or the long one is among these folded words; none where it knows none. */
  acronyms(words: readonly string[]): Promise<readonly Acronym[]>;
  /**
   * For digests, which vary: vectors of those of these papers that have one, of unit length and as long as each other; the cosine of two
   * tells how near their topics are. An engine without vectors leaves it out, and papers are compared by their words.
   */
  vectors?(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float64Array>>;
  /** For digests and whoever asks what is for them: what papers have in common with saved ones. An engine that cannot tell leaves it out, and nothing is learned. */
  readonly taste?: TasteReader;
  /** Resolves when the change is found by searches; searches meanwhile see what is done so far, and never wait for it. */
  update(change: PaperChange): Promise<void>;
};

/** The engine cannot be reached just now; the same may succeed later. The message says why, for the log. */
export class SearchFailure extends LoggableError {
  override readonly name = 'SearchFailure';
  /** What of an update was not taken; all of it where this is absent. */
  readonly left: PaperChange | undefined;
  constructor(message: LogEntry, { left, ...options }: ErrorOptions & { readonly left?: PaperChange } = {}) {
    super(message, options);
    this.left = left;
  }
}
