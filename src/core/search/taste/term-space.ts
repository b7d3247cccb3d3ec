import { type Breathe, createBreather } from '../../async/time-slices.ts';
import type { Paper } from '../../papers/paper.ts';
import { proseTerm } from '../index/analysis.ts';
import { type CorpusState, type DocumentRef, inverseFrequency } from '../index/corpus-state.ts';
import { type Dictionary, dictionarySize, placeOf } from '../index/dictionary.ts';
import { indexedText } from '../index/indexed-text.ts';
import { mergeDictionaries } from '../index/merge-segments.ts';
import { createCounter, weighCount } from '../latent/term-counts.ts';
import { wordsOf } from '../text/words.ts';

/** A sparse vector: what each term, by its place in the space, weighs. */
export type WordVector = ReadonlyMap<number, number>;

/** One numbering of the terms of all segments, and how telling each term is. */
export type TermSpace = {
  readonly terms: Dictionary;
  /** Per segment, the place here of each of its terms. */
  readonly places: readonly Uint32Array[];
  /** Live papers with each term. */
  readonly frequencies: Uint32Array;
  readonly weights: Float64Array;
};

const spaces = new WeakMap<CorpusState, Promise<TermSpace>>();

/** The space of a state, made once for each. */
export function termSpaceOf(state: CorpusState): Promise<TermSpace> {
  const known = spaces.get(state);
  if (known !== undefined) return known;
  const made = createTermSpace(state, createBreather());
  spaces.set(state, made);
  return made;
}

async function createTermSpace(state: CorpusState, breathe: Breathe): Promise<TermSpace> {
  const { dictionary: terms, places } = await mergeDictionaries(
    state.segments.map((segment) => segment.terms),
    breathe,
  );
  const frequencies = new Uint32Array(dictionarySize(terms));
  state.segments.forEach(({ documentFrequency }, segment) => {
    documentFrequency.forEach((frequency, term) => {
      frequencies[places[segment][term]] += frequency;
    });
  });
  const weights = Float64Array.from(frequencies, (frequency) => inverseFrequency(state, frequency));
  return { terms, places, frequencies, weights };
}

/** Reads word vectors of unit length: `(1 + ln count) × ln(1 + (N − n + 0.5) / (n + 0.5))`, the title counting twice. */
export function createVectorReader(state: CorpusState, space: TermSpace) {
  const { terms, places, frequencies, weights } = space;
  const count = createCounter(Math.max(0, ...state.segments.map((segment) => dictionarySize(segment.terms))));

  /** The terms of an indexed paper, each with its weight. */
  function eachTerm({ segment, document }: DocumentRef, each: (term: number, weight: number) => void): void {
    const here = places[segment];
    count(state.segments[segment], document, (term, times) => {
      const place = here[term];
      each(place, weighCount(times) * weights[place]);
    });
  }

  return {
    eachTerm,
    /** The vector of a paper, wherever it is; terms that no paper here has are left out. */
    read(paper: Paper, at: DocumentRef | undefined): WordVector {
      const vector = new Map<number, number>();
      if (at !== undefined) eachTerm(at, (term, weight) => vector.set(term, weight));
      else
        for (const [stem, times] of countStems(paper)) {
          const place = placeOf(terms, stem);
          if (place >= 0 && frequencies[place] > 0) vector.set(place, weighCount(times) * weights[place]);
        }
      return unitOf(vector);
    },
  };
}

export type VectorReader = ReturnType<typeof createVectorReader>;

/** How often each stem stands in a paper's prose, the title counting twice. */
export function countStems(paper: Paper): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [field, times] of [
    ['title', 2],
    ['abstract', 1],
  ] as const)
    for (const { text } of wordsOf(indexedText(paper, field))) {
      const stem = proseTerm(text);
      if (stem !== '') counts.set(stem, (counts.get(stem) ?? 0) + times);
    }
  return counts;
}

/** A vector brought to length 1; one of nought stays. */
export function unitOf(vector: WordVector): WordVector {
  let sum = 0;
  for (const value of vector.values()) sum += value * value;
  const length = Math.sqrt(sum) || 1;
  return new Map([...vector].map(([term, value]) => [term, value / length]));
}
