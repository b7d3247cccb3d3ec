import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { type Candidate, takeBest } from '../ranking/best-candidates.ts';
import { leastOfHighest } from '../ranking/highest-scores.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { innerProducts } from './inner-products.ts';
import { innerProduct, type QuantizedVectors } from './quantized-vectors.ts';

/** Which documents of each segment may be found: those with 1, or all where there is nothing. */
export type Accepted = readonly (Uint8Array | undefined)[];

let cosines = new Float64Array(0);
let products = new Int32Array(0);
/** Less than any cosine. */
const LEFT_OUT = -2;
const MOST = 32_767;

/**
 * The papers whose vectors are nearest to one of unit length, in no order, scored by the cosine, which is above 0. Those that may be
 * among them are found by the vector in whole numbers, which moves a cosine by less than `error`.
 */
export function nearestPapers(state: CorpusState, vector: Float64Array, accepted: Accepted): Candidate[] {
  const size = state.segments.reduce((sum, { papers }) => sum + papers.length, 0);
  if (cosines.length < size) {
    cosines = new Float64Array(size);
    products = new Int32Array(size);
  }
  const step = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / MOST;
  const rounded = Int16Array.from(vector, (value) => Math.round(value / step));
  const error = 0.5 * step * vector.length + 1e-6;
  let start = 0;
  for (const [number, { deleted, latent }] of state.segments.entries()) {
    const scores = cosines.subarray(start, start + deleted.length);
    start += deleted.length;
    if (latent) scorePapers(latent.papers, rounded, step, scores);
    else scores.fill(LEFT_OUT);
    leaveOut(scores, deleted, accepted[number]);
  }
  const least = leastOfHighest(cosines, size, WEIGHTS.candidates) - 2 * error;
  const nearest: Candidate[] = [];
  start = 0;
  for (const [segment, { papers, latent }] of state.segments.entries()) {
    const scores = cosines.subarray(start, start + papers.length);
    start += papers.length;
    for (let document = 0; latent && document < scores.length; document++) {
      if (scores[document] < least) continue;
      const score = innerProduct(latent.papers, document, vector);
      const { id } = papers[document];
      if (score > 0) nearest.push({ segment, document, id, words: 0, rank: 0, score, related: true });
    }
  }
  return takeBest(nearest, WEIGHTS.candidates);
}

function scorePapers(vectors: QuantizedVectors, other: Int16Array, step: number, scores: Float64Array): void {
  const { scales } = vectors;
  innerProducts(vectors, other, products);
  for (let document = 0; document < scores.length; document++)
    scores[document] = products[document] * step * scales[document];
}

function leaveOut(scores: Float64Array, deleted: Uint8Array, allowed: Uint8Array | undefined): void {
  for (let document = 0; document < scores.length; document++)
    if (allowed ? allowed[document] === 0 : deleted[document] === 1) scores[document] = LEFT_OUT;
}

/** The cosine of a paper's vector and one of unit length; undefined where the paper has none, or one of nought. */
export function cosineWith(
  state: CorpusState,
  { segment, document }: DocumentRef,
  vector: Float64Array,
): number | undefined {
  const papers = state.segments[segment].latent?.papers;
  return papers && papers.scales[document] > 0 ? innerProduct(papers, document, vector) : undefined;
}
