import { randomUUID } from 'node:crypto';
import { writeTrace } from '../../chat/log.ts';
import type { Due } from '../../store/digests/delivery.ts';
import { StoreFailure } from '../../store/store.ts';
import { type DigestContext, nameDigest } from '../context.ts';
import { type Clock, systemClock } from '../schedule/clock.ts';
import { deliverDigest } from './deliver-digest.ts';
import { holdLease, leaseOf } from './lease.ts';
import { notifyCreators } from './notify-creators.ts';
import { createPace, type Rates, steadyRates } from './pace.ts';
import { createDueQueue } from './queue.ts';
import { skipMissed } from './skip-missed.ts';

export type DigestsOptions = Omit<DigestContext, 'clock' | 'pace' | 'prefix'> & {
  /** The time of this machine unless given. */
  readonly clock?: Clock;
  readonly rates?: Rates;
  readonly prefix?: string;
};

/** Digests being delivered as they become due. */
export type RunningDigests = {
  /** Looks now for what is due: after a plan changed, after a platform connected. */
  kick(): void;
  /** Resolves when nothing that is due is left to this process. */
  idle(): Promise<void>;
  /** Finishes the message under way, gives the rest back and resolves. */
  stop(): Promise<void>;
};

/** Digests delivered at the same time. */
const atOnce = 8;
/** Due digests asked of the store in one go. */
const batch = 50;

/**
 * Delivers what is due, beginning now, until it is stopped. Any number of processes may do so on one database. What goes
 * wrong is said in the log and tried again.
 */
export function startDigests(options: DigestsOptions): RunningDigests {
  const { clock = systemClock, rates = steadyRates, prefix = '', store, log } = options;
  const context: DigestContext = { ...options, clock, prefix, pace: createPace(clock, rates) };
  const holder = randomUUID();
  const ending = new AbortController();
  let working: Promise<void> | undefined;
  let again = false;

  function kick(): void {
    if (ending.signal.aborted) return;
    again = true;
    working ??= work().finally(() => {
      working = undefined;
      if (again) kick();
    });
  }

  async function work(): Promise<void> {
    while (again && !ending.signal.aborted) {
      again = false;
      try {
        await deliverDue();
        await notifyCreators(context, ending.signal);
      } catch (error) {
        // The store says itself in the log what is wrong with it; the next minute looks again.
        if (!(error instanceof StoreFailure))
          log.error(`Digests could not be delivered: ${writeTrace(error)}`);
        again = false;
        return;
      }
    }
  }

  async function deliverDue(): Promise<void> {
    const turns = createDueQueue({
      // What is posted elsewhere waits for its platform, or for another process that has it.
      more: () =>
        store.deliveryQueue.due(
          clock.now(),
          batch,
          context.platforms().map(({ name }) => name),
        ),
      atOnce,
      signal: ending.signal,
    });
    await turns.workThrough(takeUp);
  }

  async function takeUp(found: Due): Promise<void> {
    try {
      const due = await skipMissed(found, context);
      if (due === undefined || ending.signal.aborted) return;
      const taken = leaseOf(holder, clock.now());
      const claim = await store.deliveryQueue.claim(due, taken);
      if (claim === undefined) return;
      const lease = holdLease(claim.delivery.id, taken, store.deliveries, clock);
      try {
        await deliverDigest(claim, lease, context, ending.signal);
      } finally {
        lease.letGo();
      }
    } catch (error) {
      if (error instanceof StoreFailure) throw error;
      const { digest } = found;
      log.error(`${nameDigest(digest)} could not be delivered: ${writeTrace(error)}`);
      // A schedule or a zone that cannot be told any more would fail every minute.
      if (error instanceof RangeError)
        await store.digests.pause(digest.home, digest.id, error.message, clock.now());
    }
  }

  const endTicks = clock.eachMinute(kick);
  kick();
  return {
    kick,
    async idle() {
      while (working !== undefined) await working;
    },
    async stop() {
      endTicks();
      ending.abort();
      await working;
    },
  };
}
