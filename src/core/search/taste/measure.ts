import type { Breathe } from '../../async/time-slices.ts';
import type { DocumentRef } from '../index/corpus-state.ts';
import { innerProduct } from '../latent/quantized-vectors.ts';
import type { CorpusReading, PaperMeaning } from './profile.ts';

/** What the latent vectors count for in a cosine, beside the words. */
const latentShare = 0.3;

/** Many sparse vectors, by term: term `t` has `values[starts[t] .. starts[t + 1]]`, each of the vector beside it. */
type Columns = {
  readonly starts: Uint32Array;
  readonly vectors: Uint32Array;
  readonly values: Float64Array;
};

/** For each person's centroids, the largest cosine with each document; 0 where a document is not known. */
export async function measureNearness(
  profiles: readonly (readonly PaperMeaning[])[],
  documents: readonly (DocumentRef | undefined)[],
  terms: number,
  reading: CorpusReading,
  breathe: Breathe,
): Promise<readonly Float64Array[]> {
  const centroids = profiles.flat();
  const owners = profiles.flatMap((own, person) => own.map(() => person));
  const columns = columnsOf(centroids, terms);
  const nearness = profiles.map(() => new Float64Array(documents.length).fill(Number.NEGATIVE_INFINITY));
  const sums = new Float64Array(centroids.length);
  for (const [at, document] of documents.entries()) {
    const length = document === undefined ? 0 : multiply(document, columns, reading, sums);
    for (const [number, { latent }] of centroids.entries()) {
      const words = length > 0 ? sums[number] / length : 0;
      const cosine = document && latent ? mixIn(words, document, latent, reading) : words;
      const own = nearness[owners[number]];
      if (cosine > own[at]) own[at] = cosine;
    }
    await breathe();
  }
  return nearness;
}

/** Writes the inner products of a document's words and each vector into `sums`; yields the length of the document's. */
function multiply(
  document: DocumentRef,
  { starts, vectors, values }: Columns,
  { vectors: reader }: CorpusReading,
  sums: Float64Array,
): number {
  sums.fill(0);
  let squares = 0;
  reader.eachTerm(document, (term, weight) => {
    squares += weight * weight;
    for (let at = starts[term]; at < starts[term + 1]; at++) sums[vectors[at]] += weight * values[at];
  });
  return Math.sqrt(squares);
}

function mixIn(
  words: number,
  { segment, document }: DocumentRef,
  latent: Float64Array,
  { latents }: CorpusReading,
): number {
  const papers = latents[segment]?.papers;
  const meant = papers && papers.scales[document] > 0 ? innerProduct(papers, document, latent) : 0;
  return (1 - latentShare) * words + latentShare * meant;
}

function columnsOf(vectors: readonly Pick<PaperMeaning, 'words'>[], terms: number): Columns {
  const starts = new Uint32Array(terms + 1);
  for (const { words } of vectors) for (const term of words.keys()) starts[term + 1] += 1;
  for (let term = 0; term < terms; term++) starts[term + 1] += starts[term];
  const next = starts.slice();
  const owners = new Uint32Array(starts[terms]);
  const values = new Float64Array(starts[terms]);
  for (const [number, { words }] of vectors.entries())
    for (const [term, value] of words) {
      owners[next[term]] = number;
      values[next[term]] = value;
      next[term] += 1;
    }
  return { starts, vectors: owners, values };
}
