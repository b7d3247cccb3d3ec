import {
  type CorpusState,
  fieldNumber,
  type LocatedWord,
  locateTerms,
  PROSE_FIELDS,
} from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import { adjacentPostings, countOthers, listOf } from '../index/postings.ts';

const MOST_LETTERS = 2;

/**
 * Words of one or two letters that are no part of a name: those that stand beside no word of the query beside which they stand in
 * some author's name. `named` are words typed as names.
 */
export function findInitialsApart(
  state: CorpusState,
  words: readonly string[],
  named: ReadonlySet<string>,
): ReadonlySet<string> {
  const apart = new Set<string>();
  words.forEach((word, at) => {
    if (word.length > MOST_LETTERS || named.has(word)) return;
    const beside = [words[at - 1], words[at + 1]].filter((other) => other !== undefined);
    if (!beside.some((other) => other.length > MOST_LETTERS && areOneName(state, word, other)))
      apart.add(word);
  });
  return apart;
}

function areOneName({ segments }: CorpusState, word: string, other: string): boolean {
  const authors = fieldNumber('authors');
  return segments.some((segment) => {
    const places = [placeOf(segment.terms, word), placeOf(segment.terms, other)] as const;
    if (places.includes(-1)) return false;
    return [places, [places[1], places[0]] as const].some((pair) => {
      const { start, end } = adjacentPostings(segment, pair, authors, 1);
      return end > start;
    });
  });
}

/** The word as it stands in prose alone. */
export function withoutNames(state: CorpusState, located: LocatedWord): LocatedWord {
  const { places } = locateTerms(state, located.stem, '');
  const frequency = places.reduce((sum, terms, at) => {
    const lists = terms.flatMap(({ place }) =>
      PROSE_FIELDS.map((field) => listOf(state.segments[at], place, field)),
    );
    return sum + countOthers(state.segments[at], lists, []);
  }, 0);
  return { ...located, places, frequency };
}
