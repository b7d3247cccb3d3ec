import { describe, expect, it } from 'vitest';
import { growingPause, retry } from '../../../src/core/async/retry.ts';
import { wait } from '../../../src/core/async/wait.ts';
import { within } from '../../../src/core/async/within.ts';

/** Work that fails so many times, then yields how often it was tried; and a clock that notes what is waited. */
function setUp(failures: number) {
  const waited: number[] = [];
  return {
    waited,
    work: async (tries: number) => {
      if (tries <= failures) throw new Error(`failure ${tries}`);
      return tries;
    },
    clock: { wait: async (milliseconds: number) => void waited.push(milliseconds) },
  };
}

describe('work that is tried again', () => {
  it('yields what it yields at last, after the pauses asked for', async () => {
    const { work, waited, clock } = setUp(3);
    const pauseAfter = (_: unknown, tries: number) => growingPause(tries, 100, 3, 500);
    expect(await retry(work, { ...clock, pauseAfter })).toBe(4);
    expect(waited).toEqual([100, 300, 500]);
  });

  it('is given up with its last failure after so many tries, where it is no use, and before too long a pause', async () => {
    const { work, waited, clock } = setUp(9);
    await expect(retry(work, { ...clock, pauseAfter: () => 5, tries: 3 })).rejects.toThrow('failure 3');
    expect(waited).toEqual([5, 5]);
    await expect(retry(work, { ...clock, pauseAfter: () => undefined })).rejects.toThrow('failure 1');
    await expect(retry(work, { ...clock, pauseAfter: () => 60, longest: 59 })).rejects.toThrow('failure 1');
    expect(waited).toHaveLength(2);
  });

  it('waits longer than asked by some part of it at most, never shorter', async () => {
    const { work, waited, clock } = setUp(50);
    await retry(work, { ...clock, pauseAfter: () => 1_000, jitter: 0.5 });
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...waited)).toBeLessThanOrEqual(1_500);
    expect(new Set(waited).size).toBeGreaterThan(1);
  });

  it('is not tried again once it is called off, however long the pause still is', async () => {
    const { work } = setUp(9);
    const end = new AbortController();
    const told: string[] = [];
    const tried = retry(work, {
      pauseAfter: () => 3_600_000,
      signal: end.signal,
      onRetry: (error) => {
        told.push(String(error));
        end.abort();
      },
    });
    await expect(tried).rejects.toThrow('failure 1');
    expect(told).toEqual(['Error: failure 1']);
  });
});

describe('what is waited for within a time', () => {
  const never = new Promise<string>(() => {});

  it('yields or rejects in time, and yields something else when it is late', async () => {
    expect(await within(3_600_000, Promise.resolve('here'), 'late')).toBe('here');
    await expect(within(3_600_000, Promise.reject(new Error('broken')), 'late')).rejects.toThrow('broken');
    expect(await within(1, never, 'late')).toBe('late');
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    await within(3_600_000, Promise.resolve(), undefined);
    const end = new AbortController();
    const waiting = wait(3_600_000, end.signal);
    expect(timers()).toBe(before + 1);
    end.abort();
    await waiting;
    expect(timers()).toBe(before);
  });
});
