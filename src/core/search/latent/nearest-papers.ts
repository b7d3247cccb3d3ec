import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { type Candidate, compareCandidates } from '../ranking/best-candidates.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { innerProducts } from './inner-products.ts';
import { innerProduct } from './quantized-vectors.ts';

/** Which documents of each segment may be found: those with 1, or all where there is nothing. */
export type Accepted = readonly (Uint8Array | undefined)[];

/** Scores from 0 to 1 are counted in so many bins, so that only those in the highest bins need be sorted. */
const BINS = 1_001;
const bins = new Uint32Array(BINS);
let cosines = new Float32Array(0);
let products = new Int32Array(0);
/** Less than any cosine. */
const LEFT_OUT = -2;
const MOST = 32_767;

/**
 * The papers whose vectors are nearest to one of unit length, scored by the cosine, which is above 0; best first. Those that may be among
 * them are found by the vector in whole numbers, which moves a cosine by less than `error`.
 */
export function nearestPapers(state: CorpusState, vector: Float64Array, accepted: Accepted): Candidate[] {
  const size = state.segments.reduce((sum, { papers }) => sum + papers.length, 0);
  if (cosines.length < size) {
    cosines = new Float32Array(size);
    products = new Int32Array(size);
  }
  const step = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / MOST;
  const rounded = Int16Array.from(vector, (value) => Math.round(value / step));
  const error = 0.5 * step * vector.length + 1e-6;
  bins.fill(0);
  let start = 0;
  for (const [number, { deleted, latent }] of state.segments.entries()) {
    const scores = cosines.subarray(start, start + deleted.length);
    start += deleted.length;
    if (!latent) {
      scores.fill(LEFT_OUT);
      continue;
    }
    innerProducts(latent.papers, rounded, products);
    const { scales } = latent.papers;
    const allowed = accepted[number];
    for (let document = 0; document < scores.length; document++) {
      const isLeftOut = allowed ? allowed[document] === 0 : deleted[document] === 1;
      const score = isLeftOut ? LEFT_OUT : products[document] * step * scales[document];
      scores[document] = score;
      if (score > 0) bins[binOf(score)] += 1;
    }
  }
  const least = leastScore(WEIGHTS.candidates) - 2 * error;
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
  return nearest.sort(compareCandidates).slice(0, WEIGHTS.candidates);
}

function binOf(score: number): number {
  return Math.min(BINS - 1, Math.floor(score * (BINS - 1)));
}

/** The least score in the highest bin that holds, with those above it, so many; 0 where all hold fewer. */
function leastScore(wanted: number): number {
  let held = 0;
  for (let bin = BINS - 1; bin > 0; bin--) {
    held += bins[bin];
    if (held >= wanted) return bin / (BINS - 1);
  }
  return 0;
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
