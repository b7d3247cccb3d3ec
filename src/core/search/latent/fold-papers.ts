import type { Breathe } from '../../async/time-slices.ts';
import { bytesAt, type Dictionary, dictionarySize, placeOfBytes } from '../index/dictionary.ts';
import type { Segment } from '../index/segment.ts';
import type { LatentModel, LatentVectors } from './latent-model.ts';
import { addVector, createVectors, normalize, setVector } from './quantized-vectors.ts';
import { createCounter, weighCount } from './term-counts.ts';

const WORDS_A_STEP = 200;

/** The vectors of all papers of the segment, deleted ones too. */
export async function foldPapers(
  model: LatentModel,
  segment: Segment,
  breathe: Breathe,
): Promise<LatentVectors> {
  const { terms, weights, vectors } = model;
  const places = await matchWords(segment.terms, terms, breathe);
  const folded = createVectors(segment.papers.length, vectors.dimensions);
  const count = createCounter(dictionarySize(segment.terms));
  const sum = new Float64Array(vectors.dimensions);
  for (let document = 0; document < segment.papers.length; document++) {
    sum.fill(0);
    count(segment, document, (term, times) => {
      const place = places[term];
      if (place >= 0) addVector(vectors, place, weighCount(times) * weights[place], sum);
    });
    setVector(folded, document, normalize(sum));
    await breathe();
  }
  return { model, papers: folded };
}

/** The place of each word in the other dictionary, or -1. */
async function matchWords(dictionary: Dictionary, other: Dictionary, breathe: Breathe): Promise<Int32Array> {
  const places = new Int32Array(dictionarySize(dictionary));
  for (let word = 0; word < places.length; word++) {
    places[word] = placeOfBytes(other, bytesAt(dictionary, word));
    if (word % WORDS_A_STEP === 0) await breathe();
  }
  return places;
}
