import type { CorpusState, TermPlace } from '../index/corpus-state.ts';
import { listOf } from '../index/postings.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import type { WeightedTerm } from '../query/interpret-words.ts';
import { WEIGHTS } from './weights.ts';

/** A list of documents to score by, per segment: how often something stands in each. */
export type WeightedList = {
  readonly postings: readonly ReadonlyMap<number, number>[];
  readonly weight: number;
  /** See `WeightedTerm`. */
  readonly words: number;
};

/**
 * Documents with at least one of the terms, in `touched[0 .. count]`; by document number their scores, the words they have in some
 * inflection, and those they have as typed.
 */
export type Scores = {
  readonly touched: Uint32Array;
  readonly count: number;
  readonly scores: Float64Array;
  readonly words: Uint32Array;
  readonly exact: Uint32Array;
};

/** How much other words with the stem of the one typed count: its inflections, and words that merely share the stem. */
export type FormWeights = { readonly inflected: number; readonly related: number };

/** Scores the documents of one segment; what it yields is valid until the next call. */
export type Scorer = (
  state: CorpusState,
  segmentNumber: number,
  terms: readonly WeightedTerm[],
  lists: readonly WeightedList[],
  forms: FormWeights,
) => Scores;

/** A scorer with arrays of its own, which grow to the largest segment and are used again. */
export function createScorer(): Scorer {
  let scores = new Float64Array(0);
  let together = new Float64Array(0);
  let touched = new Uint32Array(0);
  let holders = new Uint32Array(0);
  let seen = new Uint8Array(0);
  let words = new Uint32Array(0);
  let exact = new Uint32Array(0);
  let count = 0;

  const clear = (size: number): void => {
    for (let i = 0; i < count; i++) {
      scores[touched[i]] = 0;
      seen[touched[i]] = 0;
      words[touched[i]] = 0;
      exact[touched[i]] = 0;
    }
    count = 0;
    if (scores.length >= size) return;
    scores = new Float64Array(size);
    together = new Float64Array(size);
    touched = new Uint32Array(size);
    holders = new Uint32Array(size);
    seen = new Uint8Array(size);
    words = new Uint32Array(size);
    exact = new Uint32Array(size);
  };

  const touch = (document: number): void => {
    if (seen[document] === 1) return;
    seen[document] = 1;
    touched[count++] = document;
  };

  const addTerm = (
    state: CorpusState,
    segment: Segment,
    places: readonly TermPlace[],
    { weight, endings: wanted, words: held }: WeightedTerm,
    { inflected, related }: FormWeights,
  ): void => {
    const { lengths } = segment;
    const { k1, b } = WEIGHTS.sum;
    const sumShare = weight * (1 - WEIGHTS.shareTogether) * (k1 + 1);
    let found = 0;
    for (const { place, fields, lists } of places) {
      for (const field of fields) {
        const { documents, frequencies, endings, start, end } =
          lists?.[field] ?? listOf(segment, place, field);
        const average = state.averageLength[field] || 1;
        const sumWeight = sumShare * WEIGHTS.sum.fields[field];
        const fieldWeight = WEIGHTS.together.fields[field];
        const fieldB = WEIGHTS.together.b[field];
        for (let at = start; at < end; at++) {
          const document = documents[at];
          const ending = endings[at];
          let share = related;
          if ((ending & wanted.exact) !== 0) {
            share = 1;
            words[document] |= held;
            exact[document] |= held;
          } else if ((ending & wanted.inflected) !== 0) {
            share = inflected;
            words[document] |= held;
          }
          const frequency = frequencies[at];
          const length = lengths[document * FIELD_COUNT + field] / average;
          scores[document] += (share * sumWeight * frequency) / (frequency + k1 * (1 - b + b * length));
          if (together[document] === 0) holders[found++] = document;
          together[document] += (share * fieldWeight * frequency) / (1 - fieldB + fieldB * length);
        }
      }
    }
    const saturation = WEIGHTS.together.k1;
    const togetherWeight = weight * WEIGHTS.shareTogether * (saturation + 1);
    for (let i = 0; i < found; i++) {
      const document = holders[i];
      scores[document] += (togetherWeight * together[document]) / (saturation + together[document]);
      together[document] = 0;
      touch(document);
    }
  };

  const addList = (postings: ReadonlyMap<number, number>, { weight, words: held }: WeightedList): void => {
    const { k1 } = WEIGHTS.sum;
    for (const [document, times] of postings) {
      scores[document] += (weight * times * (k1 + 1)) / (times + k1);
      words[document] |= held;
      touch(document);
    }
  };

  return (state, segmentNumber, terms, lists, forms) => {
    const segment = state.segments[segmentNumber];
    clear(segment.papers.length);
    for (const term of terms) addTerm(state, segment, term.places[segmentNumber], term, forms);
    for (const list of lists) addList(list.postings[segmentNumber], list);
    return { touched, count, scores, words, exact };
  };
}
