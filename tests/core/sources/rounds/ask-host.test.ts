import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../../src/core/sources/rounds/ask-host.ts';
import { openTestStore } from '../../store/open.ts';
import { createTestClock, hour, makePaper, minute, openAsking, openTestWorld } from './asking.ts';

const categories = ['arxiv:cs.LG', 'arxiv:stat.ML', 'arxiv:cs.CL'];

async function openThree(pause = 0) {
  const world = await openTestWorld('2026-08-26T14:00:00Z', pause);
  const { double, clock } = world;
  for (const day of ['2026-08-26', '2026-08-27'])
    double.arxiv.papers.push(makePaper(day, { categories: ['cs.LG', 'cs.CL', 'stat.ML'] }));
  const sources = [...categories, 'huggingface', `feed:${double.base}/feed`];
  const asking = await openAsking(sources, world);
  const all = () => Promise.all(asking.fetchers.map(({ name }) => asking.round(name)));
  const seen = (host: string) => double.guard.seen.filter((one) => one.host === host);
  return { ...world, ...asking, all, seen, clock };
}

describe('asking hosts in turns', () => {
  it('asks arXiv once in three seconds, whoever asks for what, and others meanwhile', async () => {
    const { all, double, seen } = await openThree(5);
    const reports = await all();
    expect(reports.map(({ state }) => state)).toEqual(['fresh', 'fresh', 'fresh', 'quiet', 'quiet']);
    expect(double.guard.violations).toEqual([]);
    expect(seen('arxiv')).toHaveLength(3);
  });

  const refusals: readonly (readonly [string, number, Record<string, string>, number])[] = [
    ['429 and seconds', 429, { 'retry-after': '1200' }, 20 * minute],
    ['429 and a date', 429, { 'retry-after': 'Wed, 26 Aug 2026 15:30:00 GMT' }, 90 * minute],
    ['429 and a mad value', 429, { 'retry-after': '99999999999' }, 24 * hour],
    ['429 and nothing', 429, {}, minute],
    ['429 and what is neither', 429, { 'retry-after': 'soon' }, minute],
    ['429 and no time at all', 429, { 'retry-after': '0' }, minute],
    ['403', 403, {}, minute],
    ['406', 406, {}, minute],
    ['503', 503, { 'retry-after': '300' }, 5 * minute],
  ];
  it.each(refusals)(
    'pauses for all of arXiv at once after %s, and nothing else',
    async (_, status, headers, pause) => {
      const { all, clock, double, seen } = await openThree(5);
      double.faults.add('/arxiv/', { kind: 'status', status, headers });
      const began = clock.now().getTime();
      const reports = await all();
      expect(reports.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'quiet', 'quiet']);
      for (const { nextTry, problem } of reports.slice(0, 3)) {
        expect(Math.abs((nextTry?.getTime() ?? 0) - began - pause)).toBeLessThan(minute);
        expect(problem).toMatch(/refused/u);
      }
      expect(seen('arxiv')).toHaveLength(1);
      clock.add(pause / 2);
      expect((await all()).map(({ state }) => state)).toEqual([
        'waiting',
        'waiting',
        'waiting',
        'quiet',
        'quiet',
      ]);
      expect(seen('arxiv')).toHaveLength(1);
      double.faults.clear();
      clock.add(pause / 2 + minute);
      expect((await all()).map(({ state }) => state).slice(0, 3)).toEqual(['fresh', 'fresh', 'fresh']);
      expect(double.guard.violations).toEqual([]);
    },
  );

  it('follows a redirect of arXiv three seconds later, for it is one more request', async () => {
    const { round, double, seen } = await openThree();
    const headers = { location: '/arxiv/rss/cs.LG' };
    double.faults.add('/arxiv/', { kind: 'status', status: 301, headers }, 1);
    expect(await round()).toMatchObject({ state: 'fresh' });
    expect(seen('arxiv')).toHaveLength(2);
    expect(double.guard.violations).toEqual([]);
  });

  it('lets a look-up, for which somebody waits, go before the rounds', async () => {
    const { hostTurns: turns } = await openTestStore();
    const clock = createTestClock('2026-08-26T14:00:00Z');
    const order: string[] = [];
    let waits = 0;
    const ask = createAsk({
      turns,
      http: {
        async get(address) {
          order.push(address);
          return { status: 200, header: () => undefined, body: new Uint8Array() };
        },
        close: async () => {},
      },
      clock: {
        ...clock,
        async wait(milliseconds, signal) {
          waits += 1;
          if (waits === 30) await turns.release('h', 'other', clock.now(), clock.now());
          await clock.wait(milliseconds, signal);
        },
      },
    });
    const host = { name: 'h', gap: 3_000 };
    await turns.take('h', 'other', clock.now(), new Date(clock.now().getTime() + 2 * minute));
    const rounds = Array.from({ length: 12 }, (_, index) => ask(`https://h.example/${index}`, host));
    const lookUp = ask('https://h.example/look-up', { ...host, goesFirst: true });
    await Promise.all([...rounds, lookUp]);
    expect(order).toHaveLength(13);
    expect(order[0]).toBe('https://h.example/look-up');
  });

  it('takes a plain "Rate exceeded." for a refusal', async () => {
    const { round, double } = await openThree();
    double.faults.add('/arxiv/', { kind: 'body', body: 'Rate exceeded.' }, 1);
    expect(await round()).toMatchObject({ state: 'waiting' });
  });

  it('waits longer each time, a day at most, and forgets it after an answer', async () => {
    const { round, double, clock } = await openThree();
    double.faults.add('/arxiv/', { kind: 'status', status: 429 });
    const pauses: number[] = [];
    for (let count = 0; count < 13; count += 1) {
      const { nextTry } = await round();
      pauses.push(Math.round(((nextTry?.getTime() ?? 0) - clock.now().getTime()) / minute));
      clock.add(pauses.at(-1) === undefined ? 0 : (pauses.at(-1) ?? 0) * minute + 1);
    }
    expect(pauses.slice(0, 4)).toEqual([1, 2, 4, 8]);
    expect(pauses.at(-1)).toBe(24 * 60);
    double.faults.clear();
    await round();
    double.faults.add('/arxiv/', { kind: 'status', status: 429 });
    clock.add(hour);
    const { nextTry } = await round();
    expect((nextTry?.getTime() ?? 0) - clock.now().getTime()).toBe(minute);
  });

  it('keeps a pause over a restart', async () => {
    const first = await openThree();
    const { double, store, seen } = first;
    double.faults.add('/arxiv/', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    await first.round();
    double.faults.clear();
    const again = await openAsking(categories, {
      double,
      store,
      clock: createTestClock('2026-08-26T14:55:00Z'),
    });
    expect(await again.round('arxiv:cs.CL')).toMatchObject({
      state: 'waiting',
      nextTry: new Date(Date.parse('2026-08-26T15:00:00Z')),
    });
    expect(seen('arxiv')).toHaveLength(1);
  });

  it('frees the turn of a dead process within five minutes', async () => {
    const { store, clock, round, seen } = await openThree();
    const { hostTurns } = store;
    await hostTurns.take('arxiv.org', 'the dead', clock.now(), new Date(clock.now().getTime() + 2 * minute));
    const began = clock.now().getTime();
    expect(await round()).toMatchObject({ state: 'fresh' });
    expect((seen('arxiv')[0]?.at ?? 0) - began).toBeLessThan(5 * minute);
  });

  it('goes on with a category while another is mute', async () => {
    const world = await openThree(5);
    const { fetchers, round } = await openAsking(categories, { ...world, http: { silence: 300 } });
    world.double.faults.add('/rss/cs.LG', { kind: 'mute' });
    const reports = await Promise.all(fetchers.map(({ name }) => round(name)));
    expect(reports.map(({ state }) => state)).toEqual(['broken', 'fresh', 'fresh']);
    expect(reports[0]?.problem).toBe('No data for 0.3 seconds.');
  });

  it.each(['mute', 'drip'] as const)(
    'gives up on a host that is %s before all have waited for it',
    async (kind) => {
      const world = await openThree(5);
      const http = { silence: 400, whole: 600 };
      const { fetchers, round } = await openAsking(categories, { ...world, http, patience: 700 });
      world.double.faults.add('/arxiv/', { kind });
      const reports = await Promise.all(fetchers.map(({ name }) => round(name)));
      expect(reports.map(({ state }) => state)).toEqual(['broken', 'broken', 'broken']);
      expect(reports.map(({ problem }) => problem)).toContain('The host did not become free in time.');
      expect(world.seen('arxiv')).toHaveLength(2);
      world.double.faults.clear();
      world.clock.add(hour);
      expect((await round('arxiv:stat.ML')).state).toBe('fresh');
    },
  );

  it('tells nothing of the service in the status of a round that was stopped', async () => {
    const { round, double, store } = await openThree();
    double.faults.add('/arxiv/', { kind: 'mute' });
    const stop = new AbortController();
    const running = round('arxiv:cs.LG', { signal: stop.signal });
    await double.asked('/rss/');
    stop.abort();
    await running;
    expect(await store.sourceStatuses.get('arxiv:cs.LG')).toBeUndefined();
    double.faults.clear();
    expect(await round('arxiv:stat.ML')).toMatchObject({ state: 'fresh' });
  });
});
