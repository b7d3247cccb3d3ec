import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/core/digest/schedule/clock.ts';

/**
 * A clock that goes on as this process uses its processor, and leaps over the time in which nothing is to be done: what is late
 * by it is late on a machine that does nothing else.
 */
export type ProcessorClock = Clock & {
  /** Counts as something to be done until it is settled. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets time pass until then, and until nothing is to be done. */
  run(until: Date): Promise<void>;
};

/** Turns of the event loop without anything to be done, after which time leaps. */
const QUIET = 8;
const TICK = 10_000;
/** While there is something to be done, the time is looked at once in so many turns. */
const EACH = 16;

type Waiter = { readonly until: number; resolve: (() => void) | undefined };

export function createProcessorClock(start: Date): ProcessorClock {
  const begun = process.cpuUsage();
  let leapt = 0;
  let underWay = 0;
  const waiters: Waiter[] = [];
  const ticks = new Set<() => void>();
  const offset = start.getTime() % TICK;
  let nextTick = TICK - offset;

  const elapsed = (): number => {
    const { user, system } = process.cpuUsage(begun);
    return leapt + (user + system) / 1000;
  };

  /** Lets go on what waited until now. */
  function wake(): boolean {
    const now = elapsed();
    let woken = false;
    for (let first = waiters[0]; first !== undefined && first.until <= now; first = waiters[0]) {
      takeFirst(waiters);
      woken ||= first.resolve !== undefined;
      first.resolve?.();
    }
    if (now < nextTick) return woken;
    // At the beginning of each minute and between, as the clock of a machine ticks.
    nextTick = now - ((now + offset) % TICK) + TICK;
    for (const tick of ticks) tick();
    return true;
  }

  return {
    now: () => new Date(start.getTime() + elapsed()),
    elapsed,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const waiter: Waiter = { until: elapsed() + milliseconds, resolve: finish };
        function finish(): void {
          waiter.resolve = undefined;
          signal.removeEventListener('abort', finish);
          resolve();
        }
        signal.addEventListener('abort', finish);
        insert(waiters, waiter);
      }),
    onTick(run) {
      ticks.add(run);
      return () => void ticks.delete(run);
    },
    async during(work) {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
      }
    },
    async run(until) {
      const end = until.getTime() - start.getTime();
      let quiet = 0;
      for (let turn = 0; ; turn += 1) {
        await nextTurn();
        // To ask for the time costs time.
        if (underWay > 0 && turn % EACH !== 0) continue;
        quiet = wake() || underWay > 0 ? 0 : quiet + 1;
        if (quiet < QUIET) continue;
        while (waiters[0] !== undefined && waiters[0].resolve === undefined) takeFirst(waiters);
        if (waiters[0] === undefined && elapsed() >= end) return;
        leapt += Math.max(0, Math.min(waiters[0]?.until ?? Infinity, nextTick) - elapsed());
        quiet = 0;
      }
    },
  };
}

/** The waiters are a heap: none ends sooner than the one at half its place. */
function insert(heap: Waiter[], waiter: Waiter): void {
  let at = heap.length;
  for (let above = (at - 1) >> 1; at > 0 && heap[above].until > waiter.until; above = (at - 1) >> 1) {
    heap[at] = heap[above];
    at = above;
  }
  heap[at] = waiter;
}

function takeFirst(heap: Waiter[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1].until < heap[below].until) below += 1;
    if (heap[below].until >= last.until) break;
    heap[at] = heap[below];
    at = below;
  }
  heap[at] = last;
}
