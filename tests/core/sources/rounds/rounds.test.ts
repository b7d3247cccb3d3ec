import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createExclusive } from '../../../../src/core/async/sharing/exclusive.ts';
import { wait } from '../../../../src/core/async/wait.ts';
import { RequestFailure } from '../../../../src/core/sources/http/request-failure.ts';
import { CoolingDown, type RoundClock } from '../../../../src/core/sources/rounds/ask-host.ts';
import type { Fetcher, RoundResult } from '../../../../src/core/sources/rounds/fetcher.ts';
import { startRounds } from '../../../../src/core/sources/rounds/rounds.ts';
import { runRound } from '../../../../src/core/sources/rounds/run-round.ts';
import { openTestStore } from '../../store/open.ts';
import { hour, minute } from './asking.ts';

/** A clock on which nobody waits longer than the others: it goes on to whoever is next. */
function createStagedClock(start: string) {
  let at = Date.parse(start);
  const sleepers = new Set<{ readonly at: number; wake(): void }>();
  const clock: RoundClock = {
    now: () => new Date(at),
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          at: at + milliseconds,
          wake() {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake);
        if (signal.aborted) sleeper.wake();
      }),
  };
  return {
    ...clock,
    async run(milliseconds: number) {
      const end = at + milliseconds;
      // Whoever is at the database just now sleeps again soon.
      for (let idle = 0; idle < 20; idle += 1) {
        await sleep(2);
        const [next] = [...sleepers].sort((one, other) => one.at - other.at);
        if (next === undefined || next.at > end) continue;
        idle = 0;
        at = Math.max(at, next.at);
        next.wake();
      }
      at = end;
    },
  };
}

async function openRounds(answers: Readonly<Record<string, (signal: AbortSignal) => Promise<RoundResult>>>) {
  const clock = createStagedClock('2026-08-26T14:00:00Z');
  const store = await openTestStore();
  const asked: { readonly name: string; readonly at: number }[] = [];
  const began = clock.now().getTime();
  const fetchers = Object.entries(answers).map(
    ([name, answer]): Fetcher => ({
      name,
      every: hour,
      async fetch({ signal }) {
        asked.push({ name, at: clock.now().getTime() - began });
        return answer(signal);
      },
    }),
  );
  const ask = () => Promise.reject(new RequestFailure('nobody is asked here'));
  const tools = { ask, papers: store.keptPapers, statuses: store.sourceStatuses, clock };
  const start = (random = () => 0.99) => {
    const rounds = startRounds({ fetchers, tools, onRound() {}, onFailure() {}, random });
    onTestFinished(() => rounds.stop());
    return rounds;
  };
  const times = (name: string) => asked.filter((one) => one.name === name).map(({ at }) => at);
  return { clock, store, fetchers, tools, start, times };
}

const quiet = async (): Promise<RoundResult> => ({ state: 'quiet' });
const mute = (signal: AbortSignal) =>
  new Promise<RoundResult>((_, fail) => {
    signal.addEventListener('abort', () => fail(new RequestFailure('it was stopped')));
  });

describe('rounds that go on by themselves', () => {
  it('ask what was never asked within half a minute, then as often as it wants, a little spread', async () => {
    const { clock, start, times } = await openRounds({ one: quiet });
    start();
    await clock.run(3.5 * hour);
    const [first = 0, ...later] = times('one');
    expect(first).toBeLessThan(30_000);
    expect(later).toHaveLength(3);
    for (const [index, at] of later.entries()) {
      const gap = at - (times('one')[index] ?? 0);
      expect(gap).toBeGreaterThanOrEqual(hour);
      expect(gap).toBeLessThanOrEqual(1.1 * hour + minute);
    }
  });

  it('go on with the others while one is mute', async () => {
    const { clock, start, times } = await openRounds({ mute, well: quiet });
    start();
    await clock.run(2.5 * hour);
    expect(times('mute')).toHaveLength(1);
    expect(times('well')).toHaveLength(3);
  });

  it('ask again when it was wanted, and what pauses not before', async () => {
    const store: { until?: Date } = {};
    const { clock, start, times } = await openRounds({
      stale: async () => ({ state: 'stale', nextTry: new Date(clock.now().getTime() + 30 * minute) }),
      resting: async () => {
        store.until ??= new Date(clock.now().getTime() + 2 * hour);
        if (clock.now() < store.until) throw new CoolingDown(store.until, 'it refused');
        return { state: 'quiet' };
      },
    });
    const rounds = start(() => 0);
    await clock.run(hour);
    expect(times('stale').length).toBeGreaterThanOrEqual(2);
    await rounds.freshen();
    expect(times('resting')).toHaveLength(1);
    await clock.run(1.5 * hour);
    expect(times('resting')).toHaveLength(2);
    expect(times('resting')[1]).toBeGreaterThanOrEqual(2 * hour);
  });

  it('ask at once, and once, for a digest what was not asked for half an hour', async () => {
    const { clock, start, times } = await openRounds({ one: quiet });
    const rounds = start(() => 0);
    await clock.run(minute);
    await rounds.freshen();
    expect(times('one')).toHaveLength(1);
    await clock.run(35 * minute);
    await Promise.all([rounds.freshen(), rounds.freshen()]);
    expect(times('one')).toHaveLength(2);
  });

  it('ask for a digest too where the clock was put back since', async () => {
    const { clock, start, times } = await openRounds({ one: quiet });
    const rounds = start(() => 0);
    await clock.run(minute);
    await clock.run(-20 * minute);
    await rounds.freshen();
    expect(times('one')).toHaveLength(2);
  });

  it('end while a round is under way, and not before it has', async () => {
    let over = false;
    const { clock, start, times } = await openRounds({
      async one(signal) {
        try {
          return await mute(signal);
        } finally {
          await sleep(20);
          over = true;
        }
      },
    });
    const rounds = start(() => 0);
    await clock.run(minute);
    expect(times('one')).toHaveLength(1);
    await rounds.stop();
    expect(over).toBe(true);
  });
});

describe('a source that fails', () => {
  it('is asked again later each time, and within eight hours', async () => {
    const { clock, tools, fetchers, store } = await openRounds({
      one: () => Promise.reject(new RequestFailure('the host refuses connections')),
    });
    const [fetcher] = fetchers;
    if (fetcher === undefined) throw new Error('There is one.');
    const pauses: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { nextTry, state, problem } = await runRound(fetcher, tools);
      expect([state, problem]).toEqual(['broken', 'The host refuses connections.']);
      pauses.push(((nextTry?.getTime() ?? 0) - clock.now().getTime()) / minute);
    }
    expect(pauses.slice(0, 3)).toEqual([5, 10, 20]);
    expect(pauses.at(-1)).toBe(8 * 60);
    expect(await store.sourceStatuses.get('one')).toMatchObject({ failures: 12, illSince: clock.now() });
  });

  it('is broken, and takes nobody with it, by an answer that no reader was made for', async () => {
    const { tools, fetchers } = await openRounds({
      one: () => Promise.reject(new TypeError("Cannot read properties of undefined (reading 'trim')")),
    });
    const [fetcher] = fetchers;
    if (fetcher === undefined) throw new Error('There is one.');
    const report = await runRound(fetcher, tools);
    expect(report).toMatchObject({
      state: 'broken',
      problem: 'The answer has a form that cannot be read.',
    });
  });

  it('keeps what another process learnt meanwhile', async () => {
    const { tools, fetchers, store, clock } = await openRounds({
      one: async () => {
        const askedAt = clock.now();
        await store.sourceStatuses.put('one', {
          ...{ state: 'fresh', askedAt, succeededAt: askedAt, failures: 0, memo: { day: 'today' } },
        });
        throw new RequestFailure('the connection was lost');
      },
    });
    const [fetcher] = fetchers;
    if (fetcher === undefined) throw new Error('There is one.');
    await runRound(fetcher, tools);
    expect(await store.sourceStatuses.get('one')).toMatchObject({
      memo: { day: 'today' },
      succeededAt: clock.now(),
    });
  });
});

it('asks a source once for all processes: one that finds another at it waits, and asks no more', async () => {
  const { clock, store, fetchers, tools, times } = await openRounds({
    slow: async () => ({ state: 'quiet' }),
  });
  const [fetcher] = fetchers;
  let end = () => {};
  const answered = new Promise<void>((resolve) => {
    end = resolve;
  });
  const slow = fetcher && {
    ...fetcher,
    fetch: async (round: Parameters<Fetcher['fetch']>[0]) => {
      const result = await fetcher.fetch(round);
      await answered;
      return result;
    },
  };
  const reports: string[] = [];
  const running = [1, 2, 3].map((process) =>
    startRounds({
      fetchers: slow === undefined ? [] : [slow],
      tools: { ...tools, exclusive: createExclusive(store.leases, wait) },
      onRound: () => reports.push(`process ${process}`),
      onFailure() {},
      random: () => 0.5,
    }),
  );
  onTestFinished(async () => void (await Promise.all(running.map((rounds) => rounds.stop()))));
  const fresh = running.map((rounds) => rounds.freshen());
  await expect.poll(() => times('slow')).toHaveLength(1);
  await clock.run(5_000);
  end();
  await clock.run(10_000);
  await Promise.all(fresh);
  expect([times('slow').length, reports.length]).toEqual([1, 1]);
});
