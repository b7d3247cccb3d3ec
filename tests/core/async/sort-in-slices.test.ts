import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortInSlices } from '../../../src/core/async/sort-in-slices.ts';

const numbered = (keys: readonly number[]) => keys.map((key, place) => ({ key, place }));

it('sorts as toSorted does, equals in their order', async () => {
  const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(50), { minLength: 0, maxLength: 3_000 }), async (keys) => {
      const items = numbered(keys);
      expect(await sortInSlices(items, compare, () => undefined)).toEqual(items.toSorted(compare));
    }),
    { numRuns: 30 },
  );
});

it('asks every few hundred items whether others want their turn', async () => {
  let since = 0;
  let longest = 0;
  const compare = (a: { key: number }, b: { key: number }) => {
    since += 1;
    longest = Math.max(longest, since);
    return a.key - b.key;
  };
  const breathe = () => {
    since = 0;
    return undefined;
  };
  await sortInSlices(
    numbered(Array.from({ length: 20_000 }, (_, at) => (at * 7_919) % 20_011)),
    compare,
    breathe,
  );
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(512 * 10);
});
