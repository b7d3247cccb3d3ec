import type { Breathe } from '../../async/time-slices.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import type { LatentModel, LatentVectors } from '../latent/latent-model.ts';
import { addVector, normalize } from '../latent/quantized-vectors.ts';
import { vectorOfStems } from '../latent/query-vector.ts';
import type { Liking } from './taste.ts';
import type { WordVector } from './term-columns.ts';
import { countStems, unitOf, type VectorReader } from './term-space.ts';

/** What a paper is about: by its words, and beyond them where a model is known and has an answer. */
export type PaperMeaning = { readonly words: WordVector; readonly latent?: Float64Array };

/** So many of the last saves are a centroid of their own, so that a new interest is seen at once. */
const lastSaves = 5;
/** What an unwanted paper takes off, of what a saved one adds. */
const unwantedShare = 0.25;

/** Where papers stand, and what is known of them, at one moment. */
export type CorpusReading = {
  readonly state: CorpusState;
  /** The latent vectors of each segment. */
  readonly latents: readonly (LatentVectors | undefined)[];
  find(id: PaperId): DocumentRef | undefined;
  readonly vectors: VectorReader;
};

/** The centroids, of unit length, of all that somebody saved and of the last of it, less some of what is unwanted. */
export async function profileOf(
  { saved, unwanted }: Liking,
  reading: CorpusReading,
  breathe: Breathe,
): Promise<readonly PaperMeaning[]> {
  const all = await centroidOf(saved, unwanted, reading, breathe);
  if (saved.length <= lastSaves) return [all];
  const last = await centroidOf(saved.slice(-lastSaves), unwanted.slice(-lastSaves), reading, breathe);
  return [all, last];
}

async function centroidOf(
  saved: readonly Paper[],
  unwanted: readonly Paper[],
  reading: CorpusReading,
  breathe: Breathe,
): Promise<PaperMeaning> {
  // However many are unwanted, they take off no more than that share of all.
  const less = -unwantedShare * Math.min(1, saved.length / Math.max(1, unwanted.length));
  const weighed = [...byId(saved).map((paper) => ({ paper, weight: 1 }))];
  weighed.push(...byId(unwanted).map((paper) => ({ paper, weight: less })));
  const words = new Map<number, number>();
  const model = modelOf(reading);
  const latent = model && new Float64Array(model.vectors.dimensions);
  for (const { paper, weight } of weighed) {
    const meaning = meaningOf(paper, reading);
    for (const [term, value] of meaning.words) words.set(term, (words.get(term) ?? 0) + weight * value);
    if (latent && meaning.latent)
      for (let at = 0; at < latent.length; at++) latent[at] += weight * meaning.latent[at];
    await breathe();
  }
  return { words: unitOf(words), ...(latent && { latent: normalize(latent) }) };
}

/** In the order of their ids, so that sums are the same whatever the order of saving. */
function byId(papers: readonly Paper[]): readonly Paper[] {
  return papers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function modelOf({ latents }: CorpusReading): LatentModel | undefined {
  return latents.find((latent) => latent !== undefined)?.model;
}

/** What a paper is about, whether or not it is here any more. */
function meaningOf(paper: Paper, reading: CorpusReading): PaperMeaning {
  const at = reading.find(paper.id);
  const words = reading.vectors.read(paper, at);
  const latent = at ? latentAt(at, reading) : latentOf(paper, modelOf(reading));
  return { words, ...(latent && { latent }) };
}

function latentAt({ segment, document }: DocumentRef, { latents }: CorpusReading): Float64Array | undefined {
  const papers = latents[segment]?.papers;
  if (!papers || papers.scales[document] === 0) return undefined;
  const vector = new Float64Array(papers.dimensions);
  addVector(papers, document, 1, vector);
  return normalize(vector);
}

function latentOf(paper: Paper, model: LatentModel | undefined): Float64Array | undefined {
  const stems = [...countStems(paper)].flatMap(([stem, times]) => Array<string>(times).fill(stem));
  return model && vectorOfStems(model, stems);
}
