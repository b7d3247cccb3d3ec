import { randomUUID } from 'node:crypto';
import type { Leases } from '../leases.ts';
import type { RateLimiterClock } from '../rate-limit.ts';

/**
 * Does work that one process at a time does, under a name; yields undefined where another is at it. Rejects with what the work
 * rejects with, and where the name cannot be asked for.
 */
export type Exclusive = <Result>(
  name: string,
  work: () => Promise<Result>,
) => Promise<{ readonly result: Result } | undefined>;

/** Milliseconds after which a name is free that a dead process had. */
const lasts = 18_000;

export function createExclusive(leases: Leases, wait: RateLimiterClock['wait']): Exclusive {
  return async (name, work) => {
    const holder = randomUUID();
    if (!(await leases.take(name, holder, lasts))) return undefined;
    const over = new AbortController();
    const keepHolding = async () => {
      for (;;) {
        await wait(lasts / 4, over.signal);
        if (over.signal.aborted) return;
        // The work goes on where it cannot be renewed: that others do the same then harms nothing.
        await leases.renew([name], holder, lasts).catch(() => {});
      }
    };
    void keepHolding();
    try {
      return { result: await work() };
    } finally {
      over.abort();
      await leases.release(name, holder).catch(() => {});
    }
  };
}
