import { type CorpusState, PROSE_FIELDS } from '../index/corpus-state.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import { withTermNumbers } from '../index/term-numbers.ts';
import type { WeightedTerm } from '../query/interpret-words.ts';
import type { Candidate } from './best-candidates.ts';
import { WEIGHTS } from './weights.ts';

/** Adds the scores of prose terms to candidates, from their texts rather than from posting lists: cheap for a few. */
export function addTermScores(
  state: CorpusState,
  terms: readonly WeightedTerm[],
  bySegment: ReadonlyMap<number, readonly Candidate[]>,
): void {
  const counts = PROSE_FIELDS.map(() => new Float64Array(terms.length));
  const lengths = new Float64Array(PROSE_FIELDS.length);
  for (const [segmentNumber, candidates] of bySegment) {
    const segment = state.segments[segmentNumber];
    const numbers = new Map<number, number>();
    terms.forEach(({ places }, number) => {
      for (const { place } of places[segmentNumber]) numbers.set(place, number);
    });
    withTermNumbers(segment, numbers, (numberOf) => {
      for (const candidate of candidates) {
        for (const field of PROSE_FIELDS) {
          const cell = candidate.document * FIELD_COUNT + field;
          countTerms(segment, cell, numberOf, counts[field].fill(0));
          lengths[field] = segment.lengths[cell] / (state.averageLength[field] || 1);
        }
        candidate.score += scoreCounts(terms, counts, lengths);
      }
    });
  }
}

function countTerms(segment: Segment, cell: number, numberOf: Uint16Array, counts: Float64Array): void {
  const { forward, forwardStart } = segment;
  for (let at = forwardStart[cell]; at < forwardStart[cell + 1]; at++) {
    const number = numberOf[forward[at]];
    if (number > 0) counts[number - 1] += 1;
  }
}

/** The same mean of summed BM25 and BM25F as over whole posting lists. */
function scoreCounts(
  terms: readonly WeightedTerm[],
  counts: readonly Float64Array[],
  lengths: Float64Array,
): number {
  const { sum, together, shareTogether } = WEIGHTS;
  let score = 0;
  for (let term = 0; term < terms.length; term++) {
    let apart = 0;
    let joined = 0;
    for (const field of PROSE_FIELDS) {
      const count = counts[field][term];
      if (count === 0) continue;
      apart += (sum.fields[field] * count) / (count + sum.k1 * (1 - sum.b + sum.b * lengths[field]));
      joined +=
        (together.fields[field] * count) / (1 - together.b[field] + together.b[field] * lengths[field]);
    }
    if (joined === 0) continue;
    const saturated = (joined * (together.k1 + 1)) / (joined + together.k1);
    score += terms[term].weight * ((1 - shareTogether) * apart * (sum.k1 + 1) + shareTogether * saturated);
  }
  return score;
}
