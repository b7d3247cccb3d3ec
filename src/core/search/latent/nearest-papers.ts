import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { type Candidate, keepBest } from '../ranking/best-candidates.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { innerProduct } from './quantized-vectors.ts';

/** Which documents of each segment may be found: those with 1, or all where there is nothing. */
export type Accepted = readonly (Uint8Array | undefined)[];

/** The papers whose vectors are nearest to one of unit length, scored by the cosine, which is above 0; best first. */
export function nearestPapers(state: CorpusState, vector: Float64Array, accepted: Accepted): Candidate[] {
  const nearest = keepBest(WEIGHTS.candidates);
  state.segments.forEach(({ papers, deleted, latent }, segment) => {
    const allowed = accepted[segment];
    if (!latent) return;
    for (let document = 0; document < papers.length; document++) {
      if (allowed ? allowed[document] === 0 : deleted[document] === 1) continue;
      const score = innerProduct(latent.papers, document, vector);
      if (score > 0 && nearest.mayEnter(0, score))
        nearest.offer({
          segment,
          document,
          id: papers[document].id,
          words: 0,
          rank: 0,
          score,
          related: true,
        });
    }
  });
  return nearest.sorted();
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
