import { describe, expect, it } from 'vitest';
import type { Quota } from '../../../../src/core/async/sharing/quotas.ts';
import { setDatabaseClock } from '../database-clock.ts';
import { engines, openAt } from '../open.ts';

const hour = 60 * 60_000;
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes));
const codes: Quota = { of: ['codes', 'alice'], most: 3, within: hour };
const all: Quota = { of: ['codes of all'], most: 5, within: hour };

describe.each(engines)('quotas on $engine', ({ freshUrl }) => {
  async function setUp() {
    const url = await freshUrl();
    await setDatabaseClock(url, at(0));
    const stores = [await openAt(url), await openAt(url), await openAt(url)] as const;
    const use = async (process: 0 | 1 | 2, quotas: readonly Quota[], now: Date) => {
      await setDatabaseClock(url, now);
      return stores[process].quotas.use(quotas, now);
    };
    return { url, stores, use };
  }

  it('are used up by all processes together, and have room again when the first use is past', async () => {
    const { stores, use } = await setUp();
    expect(await use(0, [codes], at(0))).toBeUndefined();
    expect(await use(1, [codes], at(10))).toBeUndefined();
    expect(await use(2, [codes], at(20))).toBeUndefined();
    for (const process of [0, 1, 2] as const) expect(await use(process, [codes], at(30))).toEqual(at(60));
    expect(await use(1, [codes], at(60))).toBeUndefined();
    expect(await stores[0].quotas.use([codes], at(60))).toEqual(at(70));
  });

  it('let no more through of those who ask at once', async () => {
    const { stores } = await setUp();
    const asked = Array.from({ length: 12 }, (_, n) => stores[n % 3]?.quotas.use([codes], at(0)));
    const room = (await Promise.all(asked)).filter((until) => until === undefined);
    expect(room).toHaveLength(3);
  });

  it('count nothing where one of several is used up', async () => {
    const { use } = await setUp();
    const bob: Quota = { ...codes, of: ['codes', 'bob'] };
    for (const process of [0, 1, 2] as const) expect(await use(process, [all, codes], at(0))).toBeUndefined();
    expect(await use(0, [all, codes], at(5))).toEqual(at(60));
    expect(await use(1, [all, bob], at(6))).toBeUndefined();
    expect(await use(2, [all, bob], at(7))).toBeUndefined();
    expect(await use(0, [all, bob], at(8))).toEqual(at(60));
    expect(await use(0, [bob], at(9))).toBeUndefined();
  });

  it('do not stay used up where the clock was put back', async () => {
    const { use } = await setUp();
    for (const process of [0, 1, 2] as const) await use(process, [codes], at(50_000));
    expect(await use(0, [codes], at(0))).toBeUndefined();
  });
});

it('are counted by the clock of the database where those of machines differ', async () => {
  const [, { freshUrl }] = engines;
  const url = await freshUrl();
  await setDatabaseClock(url, at(0));
  const store = await openAt(url);
  const ahead = (minutes: number) => new Date(at(minutes).getTime() + 7_000);
  const one: Quota = { ...codes, most: 1 };
  expect(await store.quotas.use([one], ahead(0))).toBeUndefined();
  await setDatabaseClock(url, new Date(at(60).getTime() - 1_000));
  // Past by its own clock; it is told when there is room by that.
  expect(await store.quotas.use([one], new Date(ahead(60).getTime() - 1_000))).toEqual(ahead(60));
  await setDatabaseClock(url, at(60));
  expect(await store.quotas.use([one], at(59))).toBeUndefined();
});
