import { expect, it } from 'vitest';
import type { CorpusState } from '../../../../src/core/search/index/corpus-state.ts';
import { nearestPapers } from '../../../../src/core/search/latent/nearest-papers.ts';
import {
  createVectors,
  innerProduct,
  normalize,
  setVector,
} from '../../../../src/core/search/latent/quantized-vectors.ts';
import { compareCandidates } from '../../../../src/core/search/ranking/best-candidates.ts';
import { createRandom } from '../../../bench/random.ts';
import { samplePaper } from '../sample-papers.ts';

/** Papers all around in two dimensions, in two segments; each ninth is deleted. */
function papersAround(sizes: readonly number[]): CorpusState {
  let number = 0;
  const segments = sizes.map((size) => {
    const papers = createVectors(size, 2);
    const ids = Array.from({ length: size }, (_, at) => {
      const angle = (number * 197) % 360;
      const radians = (angle * Math.PI) / 180;
      setVector(papers, at, Float64Array.of(Math.cos(radians), Math.sin(radians)));
      number += 1;
      return `p${number}`;
    });
    const deleted = Uint8Array.from(ids, (_, at) => (at % 9 === 0 ? 1 : 0));
    return { papers: ids.map((id) => samplePaper({ id })), deleted, latent: { papers } };
  });
  return { segments } as unknown as CorpusState;
}

it.each([[[30, 70]], [[400, 500]]])('the 200 papers with the highest cosines are found of %j', (sizes) => {
  const state = papersAround(sizes);
  const cosines = state.segments.flatMap(({ papers, deleted, latent }) =>
    papers.map(({ id }, at) => {
      const [x] = latent?.papers.numbers.subarray(2 * at) ?? [];
      return { id, cosine: deleted[at] === 1 ? 0 : (x ?? 0) * (latent?.papers.scales[at] ?? 0) };
    }),
  );
  const wanted = cosines
    .filter(({ cosine }) => cosine > 0)
    .sort((a, b) => b.cosine - a.cosine || (a.id < b.id ? -1 : 1))
    .slice(0, 200)
    .map(({ id }) => id);
  const found = nearestPapers(state, Float64Array.of(1, 0), []).sort(compareCandidates);
  expect(found.map(({ id }) => id)).toEqual(wanted);
});

it('cosines that differ little are told apart, and papers left out are not found', () => {
  const random = createRandom(14);
  const randomVector = () => normalize(new Float64Array(50).map(() => random() - 0.4));
  const size = 1_200;
  const vectors = createVectors(size, 50);
  for (let at = 0; at < size; at++) setVector(vectors, at, randomVector());
  const papers = Array.from({ length: size }, (_, at) => samplePaper({ id: `p${at}` }));
  const state = {
    segments: [{ papers, deleted: new Uint8Array(size), latent: { papers: vectors } }],
  } as unknown as CorpusState;
  const accepted = Uint8Array.from({ length: size }, (_, at) => (at % 4 === 0 ? 0 : 1));
  for (let turn = 0; turn < 20; turn++) {
    const query = randomVector();
    const scores = papers.map(({ id }, at) => ({
      id,
      score: accepted[at] * innerProduct(vectors, at, query),
    }));
    const best = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
    const found = nearestPapers(state, query, [accepted]).sort(compareCandidates);
    expect(found.map(({ id, score }) => ({ id, score }))).toEqual(best.slice(0, 200));
  }
});
