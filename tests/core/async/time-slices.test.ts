import { expect, it } from 'vitest';
import { createBreather } from '../../../src/core/async/time-slices.ts';
import { jsonLines, readFiles } from '../papers/papers.ts';

it('lets others have their turn between slices, and not before', async () => {
  const breathe = createBreather(20);
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  await breathe();
  expect(turns).toBe(0);
  const end = performance.now() + 25;
  while (performance.now() < end);
  await breathe();
  expect(turns).toBe(1);
});

it('keeps the event loop free while thousands of records are read', async () => {
  const records = Array.from({ length: 3000 }, (_, n) => ({
    title: `Paper number ${n} of many`,
    abstract: `$x^${n % 10}$ and words. `.repeat(40),
  }));
  let turns = 0;
  let reading = true;
  const count = (): void => {
    turns += 1;
    if (reading) setImmediate(count);
  };
  setImmediate(count);
  const start = performance.now();
  const corpus = await readFiles({ 'a.jsonl': jsonLines(...records) });
  reading = false;
  expect(corpus.papers).toHaveLength(3000);
  expect(turns).toBeGreaterThan((performance.now() - start) / 100);
});
