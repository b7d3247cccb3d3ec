import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { createKeyedQueue } from '../../async/keyed-queue.ts';
import { createSharedRates } from '../../async/sharing/shared-rates.ts';
import type { SharedTurns } from '../../async/sharing/shared-turns.ts';
import { createBreather } from '../../async/time-slices.ts';
import { createEnding } from '../../async/wait.ts';
import type { Due } from '../../store/digests/delivery.ts';
import type { Destination, Digest } from '../../store/digests/digest.ts';
import { StoreFailure } from '../../store/store.ts';
import { entry, type LogEntry, nobodyTyped, traceOf } from '../../text/log-entry.ts';
import { explainUnreadable } from '../digest-words.ts';
import type { Occasion } from '../occasion.ts';
import { type Clock, systemClock } from '../schedule/clock.ts';
import { type ClockStep, describeStep, watchClock } from '../schedule/clock-steps.ts';
import { type DigestContext, nameDigest } from './context.ts';
import { deliverDigest } from './deliver-digest.ts';
import { createDueFinder, type WaitingName } from './find-due.ts';
import { holdLease, leaseOf, usualLease } from './lease.ts';
import { createLimiters } from './limiters.ts';
import { isCredible, mendDues } from './mend-dues.ts';
import { creatorOf, notifyCreator } from './notify-creator.ts';
import { findPlatform } from './post-parts.ts';
import { skipMissed } from './skip-missed.ts';
import { destinationKey, takeTurn } from './turns.ts';

export type DigestsOptions = Omit<DigestContext, 'clock' | 'limiterOf' | 'sharedRates' | 'prefix'> & {
  /** The time of this machine unless given. */
  readonly clock?: Clock;
  readonly prefix?: string;
  /** Resolves when a digest may be composed; at once unless told. Those that wait keep no other from being composed. */
  readonly ready?: (occasion: Occasion) => Promise<void>;
  /** What processes take turns by that deliver at the same time; absent where one does alone. */
  readonly turns?: SharedTurns;
  /** Milliseconds that a claim lasts which is not renewed; `usualLease` unless given. */
  readonly leaseTime?: number;
};

/** Digests being delivered as they become due. */
export type RunningDigests = {
  /** Looks now for what is due: after a plan changed, after a platform connected. */
  kick(): void;
  /** Resolves when nothing that is due is left to this process. */
  idle(): Promise<void>;
  /** Milliseconds since it last looked, with success, for what is due; and what is due here and waits or is under way. */
  state(): { readonly sinceLook: number; readonly underWay: number };
  /** Finishes the message under way, gives the rest back and resolves. */
  stop(): Promise<void>;
};

/** Why due times may be wrong, and the moment from which the right ones count. */
type Suspicion = { readonly why: string; readonly since: Date };

/** Digests composed at the same time, and mails on their way to the one server. Posts wait for their own places alone. */
const [composedAtOnce, mailsAtOnce] = [4, 8];
/** Paused digests, whose creators are to be told, asked of the store in one go. */
const creators = 200;

/**
 * Delivers what is due, beginning now, until it is stopped. Any number of processes may do so on one database. What goes
 * wrong is said in the log and tried again. Each place is by itself: what is due there waits, unclaimed, until the place has
 * its turn, and one that is slow or dead holds up no other.
 */
export function startDigests(options: DigestsOptions): RunningDigests {
  const { clock = systemClock, prefix = '', leaseTime = usualLease, store, log } = options;
  const composing = pLimit(composedAtOnce);
  const mailing = pLimit(mailsAtOnce);
  const context: DigestContext = {
    ...options,
    clock,
    prefix,
    limiterOf: createLimiters(clock),
    ...(options.turns === undefined ? {} : { sharedRates: createSharedRates(options.turns, clock.wait) }),
    async compose(digest, occasion) {
      await options.ready?.(occasion);
      return composing(() => options.compose(digest, occasion));
    },
  };
  const breathe = createBreather();
  const holder = randomUUID();
  const ending = createEnding();
  const inTurn = createKeyedQueue();
  const underWay = new Map<string, Promise<void>>();
  const findStep = watchClock(clock);
  const finder = createDueFinder(context);
  /** So much has been done since it was looked for what is due, and after so much it is looked again. */
  let doneSince = 0;
  let enough = 0;
  let looking: Promise<void> | undefined;
  let again = false;
  let lastStep: ClockStep | undefined;
  let lookedAt = clock.elapsed();
  /** Why due times may be wrong that have not been looked at since. */
  let suspicion: Suspicion | undefined = {
    why: 'the clock had been wrong, or a backup was restored',
    since: clock.now(),
  };
  let toldIncredible = false;

  function kick(): void {
    if (ending.signal.aborted) return;
    again = true;
    looking ??= look().finally(() => {
      looking = undefined;
      if (again) kick();
    });
  }

  async function look(): Promise<void> {
    while (again && !ending.signal.aborted) {
      again = false;
      try {
        await mindTheClock();
        await findDue();
        for (const digest of await store.digests.untold(creators)) {
          const creator = creatorOf(digest);
          // Another process may be on their platform.
          if (creator !== undefined && findPlatform(creator, context.platforms()) === undefined) continue;
          begin(entry`creator of ${digest.id}`, creator ?? digest.destination, () => claimAndNotify(digest));
        }
        lookedAt = clock.elapsed();
      } catch (error) {
        complain(error, entry`Digests could not be delivered`);
        again = false;
      }
    }
  }

  /** Notices what was done to the clock, and puts right what that has done to due times. */
  async function mindTheClock(): Promise<void> {
    const now = clock.now();
    const step = findStep();
    if (step !== undefined) {
      lastStep = step;
      suspicion = { why: describeStep(step), since: step.earliest };
      log.warn(entry`Digests: ${nobodyTyped(suspicion.why)}; it now says ${nobodyTyped(now.toISOString())}.`);
    }
    if (!isCredible(now)) {
      if (!toldIncredible)
        log.error(
          entry`The clock says ${nobodyTyped(now.toISOString())}: set it. Digests come once it is right.`,
        );
      toldIncredible = true;
      return;
    }
    if (suspicion === undefined) return;
    await mendDues(suspicion.why, suspicion.since, context);
    suspicion = undefined;
  }

  /** Begins what is due and not under way. */
  async function findDue(): Promise<void> {
    doneSince = 0;
    for await (const due of finder.find((waiting) => underWay.has(nameWaiting(waiting)))) {
      if (ending.signal.aborted) return;
      begin(nameWaiting({ ...due, digest: due.digest.id }), due.digest.destination, () => takeUp(due));
      await breathe();
    }
    enough = underWay.size / 2;
  }

  /** Looks for more of what is due, where it was too much, once half of what was under way is done. */
  function goOn(): void {
    doneSince += 1;
    if (finder.isMore() && doneSince >= enough) kick();
  }

  function begin(name: LogEntry, destination: Destination, work: () => Promise<void>): void {
    if (underWay.has(name) || ending.signal.aborted) return;
    const done = inTurn(destinationKey(destination), work)
      .catch((error: unknown) => complain(error, name))
      .finally(() => underWay.delete(name));
    underWay.set(name, done);
  }

  /** The store says itself in the log what is wrong with it; the next minute looks again. */
  function complain(error: unknown, what: LogEntry): void {
    if (!(error instanceof StoreFailure)) log.error(entry`${what}: ${traceOf(error)}`, error);
  }

  async function takeUp(found: Due): Promise<void> {
    const { signal } = ending;
    if (signal.aborted) return;
    try {
      const due = await skipMissed(found, context, lastStep);
      if (due === undefined) return goOn();
      const { digest } = due;
      const platform = findPlatform(digest.destination, context.platforms());
      const waited = platform && (await takeTurn(digest, platform, context, signal));
      const deliver = () => claimAndDeliver(due, waited ?? 0);
      await (digest.destination.kind === 'mail' ? mailing(deliver) : deliver());
      goOn();
    } catch (error) {
      const { digest } = found;
      complain(error, entry`${nameDigest(digest)} could not be delivered`);
      // A schedule or a zone that cannot be told any more would fail every minute.
      if (!(error instanceof RangeError)) return;
      await store.digests.pause(digest.home, digest.id, explainUnreadable(digest), clock.now(), 'untold');
    }
  }

  async function claimAndDeliver(due: Due, waited: number): Promise<void> {
    if (ending.signal.aborted) return;
    const taken = leaseOf(holder, clock.now(), leaseTime);
    const claim = await store.deliveryQueue.claim(due, taken);
    if (claim === undefined) return;
    const lease = holdLease(claim.delivery.id, taken, store.deliveries.renew, clock);
    try {
      await deliverDigest(claim, lease, context, waited, ending.signal);
    } finally {
      lease.letGo();
    }
  }

  async function claimAndNotify(digest: Digest): Promise<void> {
    if (ending.signal.aborted) return;
    const taken = leaseOf(holder, clock.now(), leaseTime);
    const { claimTelling } = store.digests;
    if (!(await claimTelling(digest.id, taken))) return;
    const lease = holdLease(digest.id, taken, claimTelling, clock);
    try {
      await notifyCreator(digest, lease, context, ending.signal);
    } finally {
      lease.letGo();
    }
  }

  async function idle(): Promise<void> {
    while (looking !== undefined || underWay.size > 0) await Promise.all([looking, ...underWay.values()]);
  }

  const endTicks = clock.onTick(kick);
  kick();
  return {
    kick,
    idle,
    state: () => ({ sinceLook: clock.elapsed() - lookedAt, underWay: underWay.size }),
    async stop() {
      endTicks();
      ending.abort();
      await idle();
    },
  };
}

function nameWaiting({ digest, due, delivery }: WaitingName): LogEntry {
  return entry`delivery ${delivery ?? 0} of digest ${digest}, due ${due.getTime()},`;
}
