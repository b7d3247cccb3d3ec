import { FIELDS, type IndexField, termOf } from '../index/analysis.ts';
import { fieldNumber } from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import type { Clause } from '../query/query.ts';
import { eachWithAuthor } from './author-names.ts';

const FIELDS_OF_A_BARE_PHRASE: readonly IndexField[] = ['title', 'abstract', 'authors'];

/** Calls `each` with every document (live or not) of the segment that fulfils the clause, and how often; a document may come once a field and form. */
export function eachHolder(
  segment: Segment,
  clause: Clause,
  each: (document: number, times: number) => void,
): void {
  const fields = clause.field ? [clause.field] : FIELDS_OF_A_BARE_PHRASE;
  for (const field of fields) {
    const isName = clause.field === 'authors' && clause.words.some((word) => word.length > 1);
    if (isName && clause.words.length > 1) eachWithAuthor(segment, clause.words, each);
    else
      for (const words of [clause.words, ...(clause.otherForms ?? [])])
        eachHolderInField(segment, words, field, each);
  }
}

function eachHolderInField(
  segment: Segment,
  words: readonly string[],
  field: IndexField,
  each: (document: number, times: number) => void,
): void {
  const pattern = words.map((word) => {
    const term = termOf(word, field);
    return term === '' ? -1 : placeOf(segment.terms, term);
  });
  const known = words.map((word, i) => termOf(word, field) === '' || pattern[i] >= 0);
  const telling = pattern.filter((place) => place >= 0);
  if (telling.length === 0 || known.includes(false)) return;

  const list = (place: number): number => place * FIELD_COUNT + fieldNumber(field);
  const size = (place: number): number => segment.listStart[list(place) + 1] - segment.listStart[list(place)];
  const rarest = telling.reduce((least, place) => (size(place) < size(least) ? place : least));
  const wanted = Uint32Array.from(pattern, (place) => place + 1);
  // A stop word may be bound to the next by a hyphen.
  const bound = Uint32Array.from(words, (word, i) =>
    pattern[i] < 0 ? placeOf(segment.terms, `${word}-`) + 1 : 0,
  );
  for (let at = segment.listStart[list(rarest)]; at < segment.listStart[list(rarest) + 1]; at++) {
    const document = segment.listDocuments[at];
    const times =
      wanted.length === 1
        ? segment.listFrequencies[at]
        : occurrences(segment, document, field, wanted, bound);
    if (times > 0) each(document, times);
  }
}

/** How often the pattern (term + 1, or 0 for a stop word) stands in the field of the document. */
function occurrences(
  segment: Segment,
  document: number,
  field: IndexField,
  wanted: Uint32Array,
  bound: Uint32Array,
): number {
  const { forward, forwardStart } = segment;
  const cell = document * FIELD_COUNT + FIELDS.indexOf(field);
  const end = forwardStart[cell + 1] - wanted.length;
  let times = 0;
  for (let start = forwardStart[cell]; start <= end; start++) {
    let matched = 0;
    while (matched < wanted.length && isWanted(forward[start + matched], wanted[matched], bound[matched]))
      matched += 1;
    if (matched === wanted.length) times += 1;
  }
  return times;
}

function isWanted(term: number, wanted: number, bound: number): boolean {
  return term === wanted || (bound > 0 && term === bound);
}
