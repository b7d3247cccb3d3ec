import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { type Candidate, compareCandidates } from '../ranking/best-candidates.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { innerProduct, type QuantizedVectors } from './quantized-vectors.ts';

/** Which documents of each segment may be found: those with 1, or all where there is nothing. */
export type Accepted = readonly (Uint8Array | undefined)[];

/** Scores from 0 to 1 are counted in so many bins, so that only those in the highest bins need be sorted. */
const BINS = 1_001;
const bins = new Uint32Array(BINS);
let cosines = new Float64Array(0);

/** The papers whose vectors are nearest to one of unit length, scored by the cosine, which is above 0; best first. */
export function nearestPapers(state: CorpusState, vector: Float64Array, accepted: Accepted): Candidate[] {
  const size = state.segments.reduce((sum, { papers }) => sum + papers.length, 0);
  if (cosines.length < size) cosines = new Float64Array(size);
  bins.fill(0);
  let start = 0;
  for (const [number, { deleted, latent }] of state.segments.entries()) {
    const scores = cosines.subarray(start, start + deleted.length);
    start += deleted.length;
    if (latent) scorePapers(latent.papers, vector, scores);
    else scores.fill(0);
    leaveOut(scores, deleted, accepted[number]);
    countBins(scores);
  }
  const least = leastBin(WEIGHTS.candidates);
  const nearest: Candidate[] = [];
  start = 0;
  for (const [segment, { papers }] of state.segments.entries()) {
    const scores = cosines.subarray(start, start + papers.length);
    start += papers.length;
    for (const document of documentsFrom(scores, least)) {
      const { id } = papers[document];
      nearest.push({ segment, document, id, words: 0, rank: 0, score: scores[document], related: true });
    }
  }
  return nearest.sort(compareCandidates).slice(0, WEIGHTS.candidates);
}

function scorePapers(vectors: QuantizedVectors, vector: Float64Array, scores: Float64Array): void {
  for (let document = 0; document < scores.length; document++)
    scores[document] = innerProduct(vectors, document, vector);
}

function leaveOut(scores: Float64Array, deleted: Uint8Array, allowed: Uint8Array | undefined): void {
  for (let document = 0; document < scores.length; document++)
    if (allowed ? allowed[document] === 0 : deleted[document] === 1) scores[document] = 0;
}

function countBins(scores: Float64Array): void {
  for (let document = 0; document < scores.length; document++)
    if (scores[document] > 0) bins[binOf(scores[document])] += 1;
}

/** The documents that are in this bin or a higher one. */
function documentsFrom(scores: Float64Array, bin: number): readonly number[] {
  const found: number[] = [];
  for (let document = 0; document < scores.length; document++)
    if (scores[document] > 0 && binOf(scores[document]) >= bin) found.push(document);
  return found;
}

function binOf(score: number): number {
  return Math.min(BINS - 1, Math.floor(score * (BINS - 1)));
}

/** The highest bin that holds, with those above it, so many; the lowest where all hold fewer. */
function leastBin(wanted: number): number {
  let held = 0;
  for (let bin = BINS - 1; bin > 0; bin--) {
    held += bins[bin];
    if (held >= wanted) return bin;
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
