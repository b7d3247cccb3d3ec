import type { Paper, PaperId } from '../papers/paper.ts';

/** A range of UTF-16 units in a text, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Plain text with the ranges to emphasise: sorted, disjoint, never inside a surrogate pair. */
export type MarkedText = { readonly text: string; readonly marks: readonly Span[] };

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
  /** How many papers match in all. */
  readonly total: number;
  /** The page asked for, best first; equal scores in order of paper id. */
  readonly hits: readonly Hit[];
  /** One line each, for the person who asked: a correction made, a field not known, a date not understood. */
  readonly hints: readonly string[];
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
export type Suggestion = { readonly text: string; readonly kind: 'title' | 'author' | 'field' };

/** The search over the papers loaded at this moment. No method throws, whatever is typed. */
export type SearchEngine = {
  /** Number of papers. */
  readonly size: number;
  search(text: string, options?: SearchOptions): SearchResult;
  /** The same papers in the same order, without the texts to show: for scripts and measurements. */
  rank(text: string, options?: SearchOptions): readonly RankedPaper[];
  /** Papers most like this one by its most telling terms, itself left out; empty where the id is not known. */
  similar(id: PaperId, options?: SearchOptions): SearchResult;
  /** At most `limit` completions, best first. */
  suggest(typed: string, limit: number): readonly Suggestion[];
};
