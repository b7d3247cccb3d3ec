import type { IndexField } from '../index/analysis.ts';

/**
 * Words that must stand next to each other, in one field or (absent) in title, abstract or authors. As the field
 * `authors` they are one author's name.
 */
export type Clause = {
  readonly field?: IndexField;
  readonly words: readonly string[];
  /** The same words with their compounds joined or apart, where papers here write them so. */
  readonly otherForms?: readonly (readonly string[])[];
};

/** A word typed outside phrases and fields: folded, and as it was written. */
export type LooseWord = {
  readonly text: string;
  readonly written: string;
  /** Bound by a hyphen to the next, with which it makes another word: the `on` of `on-line`. */
  readonly isBinding?: true;
};

/** What was typed, understood. */
export type Query = {
  /** Every word to rank by, folded, in the order typed; request words ("papers about") left out. */
  readonly words: readonly string[];
  /** All words typed outside phrases and fields, in their order. */
  readonly loose: readonly LooseWord[];
  /** Whether any of those tells something: is not a stop word. */
  readonly plain: boolean;
  readonly required: readonly Clause[];
  readonly excluded: readonly Clause[];
  /** Ids as typed, after `id:`. */
  readonly ids: readonly string[];
  /** First day to include and first day to leave out, as numbers `YYYYMMDD`. */
  readonly from?: number;
  readonly until?: number;
  /** Whether papers must (or must not) come with code; either where absent. */
  readonly hasCode?: boolean;
  /** One line each about what was not understood. */
  readonly hints: readonly string[];
};

/** Whether the query says more than words to rank by. */
export function demandsAnything({
  required,
  excluded,
  ids,
  from,
  until,
  hasCode,
}: Omit<Query, 'words'>): boolean {
  const clauses = required.length + excluded.length + ids.length > 0;
  return clauses || from !== undefined || until !== undefined || hasCode !== undefined;
}

export type FieldMeaning = IndexField | 'year' | 'after' | 'before' | 'has' | 'id';

/** The field names one may type, and what they mean. */
export const QUERY_FIELDS: Readonly<Record<string, FieldMeaning>> = {
  title: 'title',
  ti: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  author: 'authors',
  authors: 'authors',
  au: 'authors',
  category: 'categories',
  cat: 'categories',
  venue: 'venue',
  year: 'year',
  after: 'after',
  before: 'before',
  has: 'has',
  id: 'id',
};

/** What a typed field name means, in whatever case; undefined for one we do not know. */
export function meaningOf(name: string): FieldMeaning | undefined {
  const field = name.toLowerCase();
  return Object.hasOwn(QUERY_FIELDS, field) ? QUERY_FIELDS[field] : undefined;
}
