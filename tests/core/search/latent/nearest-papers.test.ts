import { expect, it } from 'vitest';
import type { CorpusState } from '../../../../src/core/search/index/corpus-state.ts';
import { nearestPapers } from '../../../../src/core/search/latent/nearest-papers.ts';
import { createVectors, setVector } from '../../../../src/core/search/latent/quantized-vectors.ts';
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

it.each([[[30, 70]], [[400, 500]]])(
  'the 200 papers with the highest cosines are found, best first, of %j',
  (sizes) => {
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
    expect(nearestPapers(state, Float64Array.of(1, 0), []).map(({ id }) => id)).toEqual(wanted);
  },
);
