import { expect, it } from 'vitest';
import { createBreather } from '../../../src/core/async/time-slices.ts';
import { countTurns, SLICE } from '../../growth.ts';
import { jsonLines, readFiles } from '../papers/papers.ts';

it('lets others have their turn between slices, and not before', async () => {
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  await createBreather(1_000_000)();
  expect(turns).toBe(0);
  const breathe = createBreather(20);
  const end = performance.now() + 25;
  while (performance.now() < end);
  await breathe();
  expect(turns).toBe(1);
});

it('keeps the event loop free while many pieces of work go on at once', async () => {
  const breathe = createBreather(5);
  const step = async (): Promise<void> => {
    for (let done = 0; done < 3; done += 1) {
      await breathe();
      const end = performance.now() + 1;
      while (performance.now() < end);
    }
  };
  const { turns } = await countTurns(() => Promise.all(Array.from({ length: 100 }, step)));
  // Three hundred milliseconds of work in slices of five, some of which run over.
  expect(turns).toBeGreaterThan(20);
});

it('keeps the event loop free while thousands of records are read', async () => {
  const records = Array.from({ length: 3000 }, (_, n) => ({
    title: `Paper number ${n} of many`,
    abstract: `$x^${n % 10}$ and words. `.repeat(40),
  }));
  const { turns, work, result } = await countTurns(() => readFiles({ 'a.jsonl': jsonLines(...records) }));
  expect(result.papers).toHaveLength(3000);
  expect(turns).toBeGreaterThan(work / SLICE);
});
