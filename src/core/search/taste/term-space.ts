import { type Breathe, createBreather } from '../../async/time-slices.ts';
import type { Paper } from '../../papers/paper.ts';
import { proseTerm } from '../index/analysis.ts';
import { type CorpusState, type DocumentRef, inverseFrequency, PROSE_FIELDS } from '../index/corpus-state.ts';
import { type Dictionary, dictionarySize, placeOf } from '../index/dictionary.ts';
import { indexedText } from '../index/indexed-text.ts';
import { mergeDictionaries } from '../index/merge-segments.ts';
import { FIELD_COUNT } from '../index/segment.ts';
import { createCounter, weighCount } from '../latent/term-counts.ts';
import { wordsOf } from '../text/words.ts';
import type { TermColumns, WordVector } from './term-columns.ts';

/** One numbering of the terms of all segments, and how telling each term is. */
export type TermSpace = {
  readonly terms: Dictionary;
  /** Per segment, the place here of each of its terms. */
  readonly places: readonly Uint32Array[];
  /** Live papers with each term. */
  readonly frequencies: Uint32Array;
  readonly weights: Float64Array;
  /** Per segment, the length of each paper's words, below 0 until it is asked for. */
  readonly lengths: readonly Float64Array[];
};

const TITLE_COUNTS = 2;
/** What a term that stands so often counts for, for what is usual. */
const COUNT_WEIGHTS = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : weighCount(count)));

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
  const lengths = state.segments.map(({ papers }) => new Float64Array(papers.length).fill(-1));
  return { terms, places, frequencies, weights, lengths };
}

/** Reads word vectors of unit length: `(1 + ln count) × ln(1 + (N − n + 0.5) / (n + 0.5))`, the title counting twice. */
export function createVectorReader(state: CorpusState, space: TermSpace) {
  const { terms, places, frequencies, weights, lengths } = space;
  const most = Math.max(0, ...state.segments.map((segment) => dictionarySize(segment.terms)));
  const count = createCounter(most);

  /** The terms of an indexed paper, each with its weight. */
  function eachTerm({ segment, document }: DocumentRef, each: (term: number, weight: number) => void): void {
    const here = places[segment];
    count(state.segments[segment], document, (term, times) => {
      const place = here[term];
      each(place, weighCount(times) * weights[place]);
    });
  }

  /** The length of an indexed paper's words, taken once for each. */
  function lengthOf(at: DocumentRef): number {
    const known = lengths[at.segment];
    if (known[at.document] < 0) {
      let squares = 0;
      eachTerm(at, (_, weight) => {
        squares += weight * weight;
      });
      known[at.document] = Math.sqrt(squares);
    }
    return known[at.document];
  }

  /** Prepares to multiply many indexed papers with these vectors: what none of them has is passed over in a paper. */
  function multiplier({ numbers, terms: known, starts, vectors, values }: TermColumns) {
    const own = places.map((here) => {
      const numbered = new Uint32Array(here.length + 1);
      for (let term = 0; term < here.length; term++) numbered[term + 1] = numbers[here[term]];
      return numbered;
    });
    const telling = Float64Array.from(known, (term) => weights[term]);
    const counts = new Uint32Array(known.length + 1);
    const touched = new Uint32Array(known.length);

    /** Writes the cosines of a paper and each vector, all of unit length, into `cosines`. */
    return function multiply(at: DocumentRef, cosines: Float64Array): void {
      const { forward, forwardStart } = state.segments[at.segment];
      const numbered = own[at.segment];
      const cell = at.document * FIELD_COUNT;
      const abstract = forwardStart[cell + 1];
      const end = forwardStart[cell + PROSE_FIELDS.length];
      let held = 0;
      for (let i = forwardStart[cell]; i < end; i++) {
        const number = numbered[forward[i]];
        if (number === 0) continue;
        if (counts[number] === 0) touched[held++] = number;
        counts[number] += i < abstract ? TITLE_COUNTS : 1;
      }
      cosines.fill(0);
      for (let one = 0; one < held; one++) {
        const number = touched[one];
        const times = counts[number];
        counts[number] = 0;
        const count = times < COUNT_WEIGHTS.length ? COUNT_WEIGHTS[times] : weighCount(times);
        const weight = count * telling[number - 1];
        for (let column = starts[number - 1]; column < starts[number]; column++)
          cosines[vectors[column]] += weight * values[column];
      }
      if (held === 0) return;
      const length = lengthOf(at);
      for (let one = 0; one < cosines.length; one++) cosines[one] /= length;
    };
  }

  return {
    multiplier,
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
    ['title', TITLE_COUNTS],
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
