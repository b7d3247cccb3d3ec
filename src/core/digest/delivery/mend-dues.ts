import { createBreather } from '../../async/time-slices.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { entry, nobodyTyped } from '../../text/log-entry.ts';
import { nextDue } from '../schedule/next-due.ts';
import { writeMoment } from '../schedule/schedule-words.ts';
import { type DigestContext, nameDigest } from './context.ts';

/** Before this no clock is right: machines that keep no time start in 1970 or on the day they were made. */
const firstCredible = Date.UTC(2020, 0);

/** Digests read in one go. */
const readAtOnce = 500;

/** Whether the clock says what it can: until it is set, nothing is computed by it. */
export function isCredible(now: Date): boolean {
  return now.getTime() >= firstCredible;
}

/**
 * Sees to it that no digest is due later than its schedule says from now: a clock that was put back, other rules of a zone, a
 * backup or a wrong start leave such times behind. It comes at the first time after `since`, and `why` is kept with it. Rejects
 * with a StoreFailure alone.
 */
export async function mendDues(
  why: string,
  since: Date,
  { store, clock, log, grace }: Pick<DigestContext, 'store' | 'clock' | 'log' | 'grace'>,
): Promise<void> {
  const now = clock.now();
  const breathe = createBreather();
  // Nothing waits for longer than the grace period lasts.
  await store.dueTimes.release(now, new Date(now.getTime() + grace));
  for await (const digest of laterDigests()) {
    await breathe();
    const next = await findNext(digest);
    if (next === undefined || next >= digest.nextDue) continue;
    const moved = await store.dueTimes.move(digest.id, digest.nextDue, next, { at: now, since, why });
    if (moved)
      log.warn(
        entry`${nameDigest(digest)} was due on ${nobodyTyped(writeMoment(digest.nextDue, digest.zone))}, later than its schedule says: ${nobodyTyped(why)}. It comes on ${nobodyTyped(writeMoment(next, digest.zone))}.`,
      );
  }

  async function* laterDigests(): AsyncGenerator<Digest> {
    for (let last = 0; ; ) {
      const some = await store.dueTimes.later(now, last, readAtOnce);
      yield* some;
      const final = some.at(-1);
      if (final === undefined) return;
      last = final.id;
    }
  }

  /** The next time that the digest has not come at yet; undefined where its schedule or its zone cannot be told any more. */
  async function findNext({ id, schedule, zone, nextDue: stored }: Digest): Promise<Date | undefined> {
    try {
      let next = nextDue(schedule, zone, since);
      if (next >= stored) return next;
      const delivered = new Set((await store.dueTimes.delivered(id, since)).map((due) => due.getTime()));
      while (delivered.has(next.getTime())) next = nextDue(schedule, zone, next);
      return next;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}
