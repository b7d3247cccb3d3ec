import type { Breathe } from '../../async/time-slices.ts';
import type { DocumentRef } from '../index/corpus-state.ts';
import { innerProduct } from '../latent/quantized-vectors.ts';
import type { CorpusReading, PaperMeaning } from './profile.ts';
import { columnsOf } from './term-columns.ts';

/** What the latent vectors count for in a cosine, beside the words. */
const latentShare = 0.3;
const DOCUMENTS_A_STEP = 16;

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
  const columns = columnsOf(
    centroids.map(({ words }) => words),
    terms,
  );
  const multiply = reading.vectors.multiplier(columns);
  const nearness = profiles.map(() => new Float64Array(documents.length).fill(Number.NEGATIVE_INFINITY));
  const sums = new Float64Array(centroids.length);
  for (let at = 0; at < documents.length; at++) {
    const document = documents[at];
    if (document === undefined) sums.fill(0);
    else multiply(document, sums);
    for (let number = 0; number < centroids.length; number++) {
      const { latent } = centroids[number];
      const cosine = document && latent ? mixIn(sums[number], document, latent, reading) : sums[number];
      const own = nearness[owners[number]];
      if (cosine > own[at]) own[at] = cosine;
    }
    if (at % DOCUMENTS_A_STEP === 0) await breathe();
  }
  return nearness;
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
