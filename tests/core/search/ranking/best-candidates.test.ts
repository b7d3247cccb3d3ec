import { expect, it } from 'vitest';
import {
  type Candidate,
  compareCandidates,
  createFound,
  takeBest,
} from '../../../../src/core/search/ranking/best-candidates.ts';
import { createRandom } from '../../../bench/random.ts';

function idOf(segment: number, document: number): string {
  return `${segment}-${document}`;
}

it.each([0, 1, 200, 3_000])(
  'the best of %i documents are candidates in the order of their ranks, scores and ids, however many are wanted',
  (size) => {
    const random = createRandom(size);
    const found = createFound();
    for (const ranks of [1, 2, 4, 9]) {
      found.clear();
      const all: Candidate[] = [];
      for (let at = 0; at < size; at++) {
        const [segment, document] = [at % 3, at];
        const rank = Math.floor(random() * random() * ranks);
        // Many alike, as where single words are asked for, some of nothing.
        const score = random() < 0.5 ? Math.floor(8 * random()) : 20 * random();
        found.add(segment, document, at % 8, rank, score);
        all.push({ segment, document, id: idOf(segment, document), words: at % 8, rank, score });
      }
      all.sort(compareCandidates);
      for (const most of [1, 10, 200, 5_000]) expect(found.best(most, idOf)).toEqual(all.slice(0, most));
    }
  },
);

it('the best of candidates are those that come first, the ids telling where scores are alike', () => {
  const random = createRandom(3);
  const candidates = Array.from({ length: 300 }, (_, document) => ({
    ...{ segment: 0, document, id: idOf(0, document), words: 0, rank: 0 },
    score: Math.floor(20 * random()),
  }));
  for (const most of [1, 150, 300, 400])
    expect(takeBest(candidates, most).sort(compareCandidates)).toEqual(
      candidates.toSorted(compareCandidates).slice(0, most),
    );
});
