import { expect, it } from 'vitest';
import { keepChanges } from '../../../src/core/search/change-keeper.ts';
import { type PaperChange, SearchFailure } from '../../../src/core/search/engine.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { samplePaper } from './sample-papers.ts';

const paper = (id: string, title = id) => samplePaper({ id, title });

/** A keeper before an engine that refuses what comes while it is `away`, but for a part where it has `left` the rest. */
function keepBefore(engine: { away: boolean; left?: PaperChange }) {
  const taken: PaperChange[] = [];
  const told: PaperChange[] = [];
  const refusals: unknown[] = [];
  const pauses: number[] = [];
  let next: () => void = () => {};
  const keeper = keepChanges({
    async update(change) {
      if (engine.away) throw new SearchFailure(entry`Nobody answers.`, engine);
      taken.push(change);
    },
    onTaken: (change) => told.push(change),
    onRefused: (error) => refusals.push(error),
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        pauses.push(milliseconds);
        next = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
  });
  /** Resolves when so many tries were refused. */
  const refused = async (count: number): Promise<void> => {
    while (pauses.length < count) await Promise.resolve();
  };
  return { keeper, taken, told, refusals, pauses, refused, tryAgain: () => next() };
}

it('tries what was refused again, with what came since, each paper as it was told last', async () => {
  const engine = { away: true };
  const { keeper, taken, refusals, pauses, refused, tryAgain } = keepBefore(engine);
  keeper.take({ put: [paper('a', 'old'), paper('b'), paper('c')], removed: ['d'] });
  await refused(1);
  keeper.take({ put: [paper('a', 'new'), paper('d')], removed: ['b'] });
  tryAgain();
  await refused(2);
  engine.away = false;
  tryAgain();
  await keeper.settled();
  expect(taken).toEqual([{ put: [paper('c'), paper('d'), paper('a', 'new')], removed: ['b'] }].map(sorted));
  expect(refusals).toHaveLength(2);
  expect(pauses).toEqual([1_000, 2_000]);
});

it('tries what is left of a change again where a part of it was taken', async () => {
  const engine = { away: true, left: { put: [paper('b')], removed: ['d'] } };
  const { keeper, taken, told, refused, tryAgain } = keepBefore(engine);
  keeper.take({ put: [paper('a'), paper('b')], removed: ['c', 'd'] });
  await refused(1);
  expect(told).toEqual([{ put: [paper('a')], removed: ['c'] }]);
  engine.away = false;
  tryAgain();
  await keeper.settled();
  expect(taken).toEqual([engine.left]);
  expect(told[1]).toEqual(engine.left);
});

it('takes changes one after the other, and no more once it is closed', async () => {
  const engine = { away: false };
  const { keeper, taken, refused } = keepBefore(engine);
  keeper.take({ put: [paper('a')], removed: [] });
  keeper.take({ put: [], removed: ['a'] });
  await keeper.settled();
  expect(taken.map(({ put, removed }) => [put.length, removed.length])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  engine.away = true;
  keeper.take({ put: [paper('b')], removed: [] });
  await refused(1);
  keeper.close();
  await keeper.settled();
  expect(taken).toHaveLength(2);
});

function sorted({ put, removed }: PaperChange): PaperChange {
  return { put: expect.arrayContaining([...put]) as unknown as PaperChange['put'], removed };
}
