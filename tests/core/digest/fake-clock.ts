import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/core/digest/schedule/clock.ts';

/** A clock that stands still until it is moved. */
export type FakeClock = Clock & {
  /** Lets time pass until then: what waits goes on in its order, and each minute ticks unless `ticks` is false. */
  run(until: Date | number, options?: { readonly ticks?: boolean }): Promise<void>;
  /** Lets all that needs no time happen. */
  settle(): Promise<void>;
  /** Puts the clock to another time, back or forward, without anything noticing. */
  jump(to: Date): void;
};

/** Turns of the event loop in which all that needs no time has happened: a delivery asks the store some twenty times. */
const enough = 50;
/** So few where it does not matter that something comes some seconds late. */
export const hasty = 4;

type Waiter = { readonly until: number; readonly resolve: () => void };

export function createFakeClock(start: Date, turns = enough): FakeClock {
  let now = start.getTime();
  let elapsed = 0;
  const advance = (to: number) => {
    elapsed += Math.max(0, to - now);
    now = Math.max(now, to);
  };
  const waiters = new Set<Waiter>();
  const ticks = new Set<() => void>();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
  }

  return {
    now: () => new Date(now),
    elapsed: () => elapsed,
    settle,
    jump: (to) => {
      now = to.getTime();
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const waiter = { until: now + milliseconds, resolve: finish };
        function finish(): void {
          waiters.delete(waiter);
          signal.removeEventListener('abort', finish);
          resolve();
        }
        waiters.add(waiter);
        signal.addEventListener('abort', finish);
      }),
    onTick(run) {
      ticks.add(run);
      return () => void ticks.delete(run);
    },
    async run(until, { ticks: ticking = true } = {}) {
      const end = until instanceof Date ? until.getTime() : now + until;
      await settle();
      for (;;) {
        const nextMinute = Math.floor(now / 60_000) * 60_000 + 60_000;
        const [first] = [...waiters].sort((one, other) => one.until - other.until);
        const next = Math.min(first?.until ?? Infinity, ticking && ticks.size > 0 ? nextMinute : Infinity);
        if (next > end) break;
        advance(next);
        for (const waiter of [...waiters].filter((one) => one.until <= now)) waiter.resolve();
        if (ticking && next === nextMinute) for (const tick of ticks) tick();
        await settle();
      }
      advance(end);
    },
  };
}
