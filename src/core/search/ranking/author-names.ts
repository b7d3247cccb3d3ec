import { fieldNumber } from '../index/corpus-state.ts';
import { placeOf, wordAt } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';

/**
 * Calls `each` with every document of the segment that has an author of this name: all its words in one author's name,
 * in any order, where an initial stands for any name that begins so and at least one word is written in full.
 */
export function eachWithAuthor(
  segment: Segment,
  name: readonly string[],
  each: (document: number, times: number) => void,
): void {
  const full = name.filter((word) => word.length > 1).map((word) => placeOf(segment.terms, word));
  const anchors = new Set(full.filter((place) => place >= 0).map((place) => place + 1));
  const documents = new Set<number>();
  for (const anchor of anchors) {
    const list = (anchor - 1) * FIELD_COUNT + fieldNumber('authors');
    const end = segment.listStart[list + 1];
    for (let at = segment.listStart[list]; at < end; at++) documents.add(segment.listDocuments[at]);
  }
  for (const document of documents) {
    const namesakes = namesOf(segment, document).filter(
      (terms) =>
        terms.some((term) => anchors.has(term)) &&
        isSameName(
          name,
          terms.map((term) => wordAt(segment.terms, term - 1)),
        ),
    );
    if (namesakes.length > 0) each(document, namesakes.length);
  }
}

/** The names of a document's authors as terms (+ 1); an empty place parts them. */
function namesOf({ forward, forwardStart }: Segment, document: number): number[][] {
  const cell = document * FIELD_COUNT + fieldNumber('authors');
  const names: number[][] = [[]];
  for (let at = forwardStart[cell]; at < forwardStart[cell + 1]; at++) {
    if (forward[at] === 0) names.push([]);
    else names.at(-1)?.push(forward[at]);
  }
  return names;
}

/**
 * Whether each word wanted is one of the name's, or the initial of one, or has its initial there; that one is written in full
 * is for the caller to see to.
 */
export function isSameName(wanted: readonly string[], name: readonly string[]): boolean {
  const left = [...name];
  const take = (fits: (word: string) => boolean): boolean => {
    const at = left.findIndex(fits);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const abbreviated = wanted.filter((word) => !take((known) => known === word));
  return abbreviated.every((word) =>
    take((known) =>
      word.length === 1 ? known.startsWith(word) : known.length === 1 && word.startsWith(known),
    ),
  );
}
