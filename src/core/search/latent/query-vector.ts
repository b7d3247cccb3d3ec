import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import type { LatentModel } from './latent-model.ts';
import { addVector, normalize } from './quantized-vectors.ts';
import { weighCount } from './term-counts.ts';

/** The vector of a query's stems, of unit length; undefined where the model knows none of them. */
export function vectorOfStems(model: LatentModel, stems: readonly string[]): Float64Array | undefined {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const sum = new Float64Array(model.vectors.dimensions);
  for (const [stem, count] of counts) {
    const place = placeOf(model.terms, stem);
    if (place >= 0) addVector(model.vectors, place, weighCount(count) * model.weights[place], sum);
  }
  return sum.every((value) => value === 0) ? undefined : normalize(sum);
}

/** The vector of a paper, of unit length; undefined where it has none, or one of nought. */
export function vectorOfPaper(
  state: CorpusState,
  { segment, document }: DocumentRef,
): Float64Array | undefined {
  const papers = state.segments[segment].latent?.papers;
  if (!papers || papers.scales[document] === 0) return undefined;
  const vector = new Float64Array(papers.dimensions);
  addVector(papers, document, 1, vector);
  return normalize(vector);
}
