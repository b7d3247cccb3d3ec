import type { Paper } from '../../papers/paper.ts';
import { ANY_ENDING, INFLECTED_ENDINGS, withoutPlural } from '../text/word-endings.ts';
import { formsOf } from '../text/word-forms.ts';
import { FIELDS, type IndexField, normalForm, proseEnding, proseTerm, termOf } from './analysis.ts';
import { placeOf } from './dictionary.ts';
import type { Postings } from './postings.ts';
import { FIELD_COUNT, type Segment } from './segment.ts';

/**
 * All that a search looks at, as of one moment: the segments, and what scoring knows of all their live documents
 * together, exactly as one segment of them would tell it.
 */
export type CorpusState = {
  readonly segments: readonly Segment[];
  /** Whether any document of the segment is deleted. */
  readonly hasDeleted: readonly boolean[];
  readonly documents: number;
  /** Mean number of terms in each field. */
  readonly averageLength: Float64Array;
  /** How many documents there are in all that have two terms next to each other, by both with a space; absent where the segments tell. */
  readonly phrases?: ReadonlyMap<string, number>;
};

type Totals = {
  readonly documents: number;
  readonly hasDeleted: boolean;
  /** Of its live documents, by field. */
  readonly lengths: Float64Array;
};

/** What was counted of each segment, for as long as nothing is taken out of it. */
const counted = new WeakMap<Segment, Totals>();

/** For after documents were taken out of a segment: it is counted anew. */
export function forgetTotals(segment: Segment): void {
  counted.delete(segment);
}

function totalsOf(segment: Segment): Totals {
  const known = counted.get(segment);
  if (known !== undefined) return known;
  const { lengths, deleted } = segment;
  const sums = new Float64Array(FIELD_COUNT);
  let documents = 0;
  for (let document = 0; document < deleted.length; document++) {
    if (deleted[document]) continue;
    documents += 1;
    for (let field = 0; field < FIELD_COUNT; field++) sums[field] += lengths[document * FIELD_COUNT + field];
  }
  const totals = { documents, hasDeleted: documents < deleted.length, lengths: sums };
  counted.set(segment, totals);
  return totals;
}

/** Costs what the segments cost that are new since it was called last. */
export function describeState(segments: readonly Segment[]): CorpusState {
  const sums = new Float64Array(FIELD_COUNT);
  const all = segments.map(totalsOf);
  let documents = 0;
  for (const totals of all) {
    documents += totals.documents;
    for (let field = 0; field < FIELD_COUNT; field++) sums[field] += totals.lengths[field];
  }
  return {
    segments,
    hasDeleted: all.map(({ hasDeleted }) => hasDeleted),
    documents,
    averageLength: sums.map((sum) => (documents > 0 ? sum / documents : 0)),
  };
}

/** Which places of a term to read: a stem stands in prose fields, a word as written in name fields. */
export type TermPlace = {
  /** In the segment's dictionary; -1 where it has other lists alone. */
  readonly place: number;
  readonly fields: readonly number[];
  /** By field, what is read instead of the segment's own lists: those of other forms are in them. */
  readonly lists?: readonly Postings[];
};

export const PROSE_FIELDS: readonly number[] = [FIELDS.indexOf('title'), FIELDS.indexOf('abstract')];

/** Endings by which words of one stem are told apart, a bit each as of `endingOf`. */
export type WordEndings = {
  /** That of the word, its plural and its other spelling. */
  readonly exact: number;
  /** Those of its other inflections, such as `-ed`. */
  readonly inflected: number;
};

/** Of whatever word with the stem. */
export const ANY_WORD: WordEndings = { exact: ANY_ENDING, inflected: 0 };

/** Where a word stands, per segment; no place where the segment has it not. */
export type LocatedWord = {
  readonly endings: WordEndings;
  /** What it is in prose; the same for all its inflections. */
  readonly stem: string;
  readonly places: readonly (readonly TermPlace[])[];
  /** Live documents with the word; 0 where none. */
  readonly frequency: number;
};

/** Locates a word as typed; a stop word is nowhere. */
export function locateWord(state: CorpusState, word: string): LocatedWord {
  const stem = proseTerm(word);
  return { ...locateTerms(state, stem, stem === '' ? '' : word), endings: endingsOf(word, stem) };
}

/** The endings by which a folded word is told from others of its stem. */
export function endingsOf(word: string, stem: string): WordEndings {
  const exact = proseEnding(word);
  // What is derived from a verb is none itself: nobody writes `generationed`, and `generated` is no form of `generation`.
  if (stem !== withoutPlural(normalForm(word)) && (exact & INFLECTED_ENDINGS) === 0)
    return { exact, inflected: 0 };
  let inflected = 0;
  for (const form of formsOf(word)) if (proseTerm(form) === stem) inflected |= proseEnding(form);
  return { exact, inflected: inflected & ~exact };
}

/** How many live documents have the term. */
export function frequencyOf({ segments }: CorpusState, term: string): number {
  let frequency = 0;
  for (const { terms, documentFrequency } of segments) {
    const place = placeOf(terms, term);
    if (place >= 0) frequency += documentFrequency[place];
  }
  return frequency;
}

/** Locates a stem in prose and a word in names; '' for none. */
export function locateTerms(state: CorpusState, stem: string, name: string): LocatedWord {
  const terms = name === '' ? [[stem, PROSE_FIELDS] as const] : fieldsOfTerms(stem, name);
  const places = state.segments.map((segment) => {
    const placed: TermPlace[] = [];
    for (const [term, fields] of terms) {
      const place = term === '' ? -1 : placeOf(segment.terms, term);
      if (place >= 0) placed.push({ place, fields });
    }
    return placed;
  });
  let frequency = 0;
  places.forEach((terms, i) => {
    for (const { place } of terms) frequency += state.segments[i].documentFrequency[place];
  });
  return { stem, endings: ANY_WORD, places, frequency };
}

function fieldsOfTerms(stem: string, name: string): readonly (readonly [string, readonly number[]])[] {
  const fieldsOf = new Map([[stem, PROSE_FIELDS]]);
  for (const [term, field] of [
    [name, fieldNumber('authors')],
    [termOf(name, 'venue'), fieldNumber('venue')],
  ] as const)
    fieldsOf.set(term, [...(fieldsOf.get(term) ?? []), field]);
  return [...fieldsOf];
}

/** How telling a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), as in Lunr and BM25. */
export function inverseFrequency(state: CorpusState, frequency: number): number {
  const holding = Math.min(frequency, state.documents);
  return Math.log(1 + (state.documents - holding + 0.5) / (holding + 0.5));
}

export function fieldNumber(field: IndexField): number {
  return FIELDS.indexOf(field);
}

/** One document of one segment. */
export type DocumentRef = { readonly segment: number; readonly document: number };

export function paperAt(state: CorpusState, at: DocumentRef): Paper {
  return state.segments[at.segment].papers[at.document];
}
