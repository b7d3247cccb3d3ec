import { describe, expect, it } from 'vitest';
import { createSharedRates } from '../../../../src/core/async/sharing/shared-rates.ts';
import type { SharedTurns } from '../../../../src/core/async/sharing/shared-turns.ts';
import { wait as pause } from '../../../../src/core/async/wait.ts';

/** Time that passes only where somebody waits, turns of several processes in it, and what is asked of them. */
function setUp(reserved: { readonly fails?: boolean; readonly taken?: number } = {}) {
  let time = 0;
  let next = reserved.taken ?? 0;
  const asked: { readonly key: readonly string[]; readonly interval: number; readonly turns: number }[] = [];
  const turns: SharedTurns = {
    async reserve(key, interval, count) {
      asked.push({ key, interval, turns: count });
      await pause(0);
      if (reserved.fails) throw new Error('away');
      const first = Math.max(next, time);
      next = first + count * interval;
      return first - time;
    },
  };
  const wait = async (milliseconds: number, signal: AbortSignal) => {
    await pause(0);
    if (!signal.aborted) time += milliseconds;
  };
  return { rates: createSharedRates(turns, wait), asked, now: () => time };
}

const never = new AbortController().signal;

describe('rates of all processes together', () => {
  it('let begin so many a second, in the order of asking', async () => {
    const { rates, now } = setUp({ taken: 300 });
    const begun: (readonly [number, number])[] = [];
    await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        await rates.take(['a'], 10, never);
        begun.push([index, now()]);
      }),
    );
    expect(begun).toEqual([
      [0, 300],
      [1, 400],
      [2, 500],
      [3, 600],
      [4, 700],
    ]);
  });

  it('ask once for many who wait, but for a fifth of a second at most', async () => {
    const { rates, asked } = setUp();
    await Promise.all(Array.from({ length: 21 }, () => rates.take(['a'], 50, never)));
    expect(asked.map(({ turns }) => turns)).toEqual([1, 10, 10]);
    const slow = setUp();
    await Promise.all(Array.from({ length: 3 }, () => slow.rates.take(['a'], 1, never)));
    expect(slow.asked.map(({ turns }) => turns)).toEqual([1, 1, 1]);
  });

  it('tell those who wait how far ahead the turns are taken', async () => {
    const { rates } = setUp({ taken: 2_000 });
    const told: number[] = [];
    await rates.take(['a'], 1, never, (milliseconds) => told.push(milliseconds));
    expect(told).toEqual([2_000]);
  });

  it('hold up nothing where turns cannot be had', async () => {
    const { rates, now } = setUp({ fails: true });
    await rates.take(['a'], 1, never);
    await rates.take(['a'], 1, never);
    expect(now()).toBe(0);
  });

  it('keep nobody waiting who gives up, and give that turn to the next', async () => {
    const { rates, now } = setUp({ taken: 1_000 });
    const leaving = new AbortController();
    const left = rates.take(['a'], 10, leaving.signal);
    const staying = rates.take(['a'], 10, never);
    leaving.abort();
    await left;
    expect(now()).toBe(0);
    await staying;
    expect(now()).toBe(1_000);
    await rates.take(['a'], 10, leaving.signal);
    expect(now()).toBe(1_000);
  });
});
