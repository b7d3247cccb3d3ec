import type { Breathe } from '../../async/time-slices.ts';
import { bytesAt, packSorted } from '../index/dictionary.ts';
import type { LatentModel } from './latent-model.ts';
import { createVectors, setVector } from './quantized-vectors.ts';
import { findSingularVectors, type SparseMatrix } from './singular-vectors.ts';
import { type CountedCorpus, type TermCounts, weighCount } from './term-counts.ts';

/** What training yields of the terms counted: which were used, ascending, and the model's parts beside them. */
export type Training = Pick<LatentModel, 'weights' | 'vectors'> & { readonly used: Uint32Array };

/** With fewer papers there is nothing to learn. */
export const LEAST_PAPERS = 50;
const MOST_DIMENSIONS = 50;
const LEAST_DIMENSIONS = 15;
const PAPERS_A_DIMENSION = 5;

/** Trains on papers of which the terms were counted. The same counts yield the same bytes. */
export async function train(
  { starts, terms, counts, termCount }: TermCounts,
  breathe: Breathe,
): Promise<Training> {
  const rows = starts.length - 1;
  const frequencies = new Uint32Array(termCount);
  for (const term of terms) frequencies[term] += 1;
  const columns = new Int32Array(termCount).fill(-1);
  const used: number[] = [];
  for (let term = 0; term < termCount; term++) {
    if (frequencies[term] < 2 || frequencies[term] > rows / 2 + 1) continue;
    columns[term] = used.length;
    used.push(term);
  }
  const weights = Float32Array.from(used, (term) => Math.log((rows + 1) / (frequencies[term] + 0.5)));
  const matrix = weighRows({ starts, terms, counts, termCount }, columns, weights);
  const dimensions = Math.min(
    MOST_DIMENSIONS,
    Math.max(LEAST_DIMENSIONS, Math.floor(rows / PAPERS_A_DIMENSION)),
  );
  const found = await findSingularVectors(matrix, dimensions, breathe);
  const vectors = createVectors(used.length, dimensions);
  for (let term = 0; term < used.length; term++)
    setVector(vectors, term, found.subarray(term * dimensions, (term + 1) * dimensions));
  return { used: Uint32Array.from(used), weights, vectors };
}

/** A row of unit length for each paper: (1 + ln count) times the weight of each term used. */
function weighRows(
  { starts, terms, counts }: TermCounts,
  columns: Int32Array,
  weights: Float32Array,
): SparseMatrix {
  const rows = starts.length - 1;
  const rowStarts = new Uint32Array(rows + 1);
  const entries = new Uint32Array(terms.length);
  const values = new Float32Array(terms.length);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const column = columns[terms[at]];
      if (column < 0) continue;
      const value = weighCount(counts[at]) * weights[column];
      entries[end] = column;
      values[end] = value;
      squares += value * value;
      end += 1;
    }
    const length = Math.sqrt(squares);
    for (let at = rowStarts[row]; at < end; at++) values[at] /= length;
    rowStarts[row + 1] = end;
  }
  return { rows, columns: weights.length, starts: rowStarts, entries, values };
}

/** The model that training on a counted corpus yielded. */
export function createModel(
  { dictionary }: CountedCorpus,
  { used, weights, vectors }: Training,
  trained: LatentModel['trained'],
): LatentModel {
  return {
    terms: packSorted(Array.from(used, (term) => bytesAt(dictionary, term))),
    weights,
    vectors,
    trained,
  };
}
