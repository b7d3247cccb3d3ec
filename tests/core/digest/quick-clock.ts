import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../src/core/digest/schedule/clock.ts';

/** A clock that goes on in real time from `start`, ticks when told, and can be put forward. */
export type QuickClock = Clock & {
  tick(): void;
  skip(milliseconds: number): void;
};

export function createQuickClock(start: Date): QuickClock {
  const begun = performance.now();
  const ticks = new Set<() => void>();
  let skipped = 0;
  return {
    now: () => new Date(start.getTime() + skipped + performance.now() - begun),
    elapsed: () => performance.now(),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {}),
    onTick(run) {
      ticks.add(run);
      return () => void ticks.delete(run);
    },
    tick: () => {
      for (const run of ticks) run();
    },
    skip: (milliseconds) => {
      skipped += milliseconds;
    },
  };
}
