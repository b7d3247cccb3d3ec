import { describe, expect, it } from 'vitest';
import { setDatabaseClock } from '../database-clock.ts';
import { engines, openAt, postgresUrl } from '../open.ts';

const place = ['slack', 'place', 'C1'];

describe.each(engines)('turns of several processes on $engine', ({ freshUrl }) => {
  it('follow one another under one key, whoever reserves how many at once', async () => {
    const url = await freshUrl();
    await setDatabaseClock(url, new Date());
    const stores = [await openAt(url), await openAt(url), await openAt(url)];
    const began = Date.now();
    const asked = stores.flatMap((store) => [1, 4].map((count) => ({ store, count })));
    const firsts = await Promise.all(
      asked.map(async ({ store, count }) => ({
        count,
        first: await store.sharedTurns.reserve(place, 10_000, count),
      })),
    );
    const drift = Date.now() - began;
    let next = 0;
    for (const { count, first } of firsts.sort((one, other) => one.first - other.first)) {
      expect(Math.abs(first - next)).toBeLessThanOrEqual(drift);
      next += count * 10_000;
    }
    expect(await stores[0]?.sharedTurns.reserve([...place, 'other'], 10_000, 1)).toBe(0);
  });
});

describe('turns of several processes', () => {
  it('begin at once where the last one is over, or was far ahead before the clock was put back', async () => {
    const url = await postgresUrl();
    const at = (seconds: number) => setDatabaseClock(url, new Date(Date.UTC(2026, 2, 2) + seconds * 1_000));
    await at(0);
    const store = await openAt(url);
    const { reserve } = store.sharedTurns;
    expect(await reserve(place, 1_000, 3)).toBe(0);
    await at(1);
    expect(await reserve(place, 1_000, 1)).toBe(2_000);
    await at(9);
    expect(await reserve(place, 1_000, 1)).toBe(0);
    await at(-86_400);
    expect(await reserve(place, 1_000, 1)).toBe(0);
  });

  it('are forgotten once they are over', async () => {
    const url = await postgresUrl();
    const at = (seconds: number) => setDatabaseClock(url, new Date(Date.UTC(2026, 2, 2) + seconds * 1_000));
    await at(0);
    const store = await openAt(url);
    await store.sharedTurns.reserve(place, 1_000, 5);
    await store.sharedTurns.prune();
    expect(await store.sharedTurns.reserve(place, 1_000, 1)).toBe(5_000);
    await at(7);
    await store.sharedTurns.prune();
    expect(await store.sharedTurns.reserve(place, 1_000, 1)).toBe(0);
  });
});
