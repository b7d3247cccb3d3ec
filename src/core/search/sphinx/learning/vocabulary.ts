import { proseTerm } from '../../index/analysis.ts';
import { type CorpusState, frequencyOf } from '../../index/corpus-state.ts';
import { createDictionary } from '../../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../../index/segment.ts';
import { countWriting } from '../../query/corrections.ts';

/** What is known of all papers, as far as a query needs it. */
export type Vocabulary = {
  readonly papers: number;
  /** Mean number of terms in each field. */
  readonly averageLength: Float64Array;
  /** How many papers have a term. */
  readonly terms: ReadonlyMap<string, number>;
  /** How many write a word so in their prose. */
  readonly words: ReadonlyMap<string, number>;
  /** How many have two terms next to each other, as of `CorpusState.phrases`. */
  readonly phrases: ReadonlyMap<string, number>;
};

/**
 * A state in which some papers of many are, with what is known of all of them: a first segment without papers tells how many of the
 * others have each term and write each word.
 */
export function stateOfFew(vocabulary: Vocabulary, segments: readonly Segment[]): CorpusState {
  const held: CorpusState = {
    segments,
    hasDeleted: segments.map(() => false),
    documents: vocabulary.papers,
    averageLength: vocabulary.averageLength,
  };
  const rest = segmentOfRest(
    left(vocabulary.terms, (term) => frequencyOf(held, term)),
    left(vocabulary.words, (word) => countWriting(held, word)),
  );
  return {
    ...held,
    segments: [rest, ...segments],
    hasDeleted: [false, ...held.hasDeleted],
    phrases: vocabulary.phrases,
  };
}

/** The counts without what is counted here. */
function left(
  counts: ReadonlyMap<string, number>,
  here: (text: string) => number,
): readonly (readonly [string, number])[] {
  return [...counts]
    .map(([text, count]) => [text, Math.max(0, count - here(text))] as const)
    .filter(([text, count]) => count > 0 && text !== '');
}

function segmentOfRest(
  terms: readonly (readonly [string, number])[],
  words: readonly (readonly [string, number])[],
): Segment {
  const ofTerms = createDictionary(terms.map(([term]) => term));
  const ofWords = createDictionary(words.map(([word]) => word));
  const placeOfTerm = new Map(terms.map(([term], i) => [term, ofTerms.places[i]]));
  const documentFrequency = new Uint32Array(terms.length);
  terms.forEach(([, count], i) => {
    documentFrequency[ofTerms.places[i]] = count;
  });
  const wordFrequency = new Uint32Array(words.length);
  const wordTerm = new Uint32Array(words.length);
  words.forEach(([word, count], i) => {
    wordFrequency[ofWords.places[i]] = count;
    wordTerm[ofWords.places[i]] = placeOfTerm.get(proseTerm(word)) ?? 0;
  });
  return {
    papers: [],
    terms: ofTerms.dictionary,
    documentFrequency,
    listStart: new Uint32Array(terms.length * FIELD_COUNT + 1),
    listDocuments: new Uint32Array(0),
    listFrequencies: new Uint8Array(0),
    listEndings: new Uint16Array(0),
    lengths: new Uint16Array(0),
    forwardStart: new Uint32Array(1),
    forward: new Uint32Array(0),
    words: ofWords.dictionary,
    wordTerm,
    wordFrequency,
    acronyms: [],
    deleted: new Uint8Array(0),
  };
}
