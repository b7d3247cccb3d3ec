import { createHash } from 'node:crypto';
import type { Leases } from '../../../core/async/leases.ts';
import type { RateLimiterClock } from '../../../core/async/rate-limit.ts';
import { createExclusive } from '../../../core/async/sharing/exclusive.ts';

/** Held by whoever is about it. */
const BUSY = 'announcing discord commands';
/** Held by all processes with the same commands of the same application, which are announced so often (ms) at most. */
const DONE = 'discord commands ';
const DONE_FOR = 60 * 60_000;
/** Milliseconds between two looks. */
const LOOK = 1_000;

export type AnnouncingOnce = {
  readonly leases: Leases;
  readonly holder: string;
  readonly clock: RateLimiterClock;
  readonly signal: AbortSignal;
};

/**
 * Has one of all processes do the work, where none has just done it with the same commands; resolves once it is done. Rejects
 * where it fails here; another process tries it then.
 */
export async function announceOnce(
  commands: readonly object[],
  { leases, holder, clock, signal }: AnnouncingOnce,
  work: () => Promise<void>,
): Promise<void> {
  const name = `${DONE}${createHash('sha256').update(JSON.stringify(commands)).digest('hex').slice(0, 16)}`;
  const exclusive = createExclusive(leases, clock.wait);
  const announce = async () => {
    // Whatever comes of it, what was announced before need not stand any more.
    for (const held of await leases.list(DONE)) await leases.release(held.name, held.holder);
    await work();
    await leases.take(name, holder, DONE_FOR);
  };
  for (;;) {
    signal.throwIfAborted();
    if ((await leases.list(DONE)).some((held) => held.name === name)) return;
    if ((await exclusive(BUSY, announce)) !== undefined) return;
    await clock.wait(LOOK, signal);
  }
}
