import type { RateLimiterClock } from '../../../src/core/async/rate-limit.ts';

/** The clock of a process, whose waits end only when they are ended. */
export type ProcessClock = RateLimiterClock & {
  /** Whether it waits now for so many milliseconds, at least and at most. */
  isWaiting(least: number, most?: number): boolean;
  /** Ends the waits that are over by now. */
  endWaits(): void;
};

export function createProcessClock(elapsed: () => number): ProcessClock {
  type Wait = { readonly at: number; readonly length: number; readonly end: () => void };
  const waits = new Set<Wait>();
  return {
    elapsed,
    wait: (length, signal) =>
      new Promise((resolve) => {
        const end = () => {
          waits.delete(wait);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const wait = { at: elapsed() + length, length, end };
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', end, { once: true });
        waits.add(wait);
      }),
    isWaiting: (least, most = least) => [...waits].some(({ length }) => length >= least && length <= most),
    endWaits() {
      for (const wait of [...waits].filter(({ at }) => at <= elapsed())) wait.end();
    },
  };
}
