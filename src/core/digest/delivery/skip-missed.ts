import type { Due } from '../../store/digests/delivery.ts';
import { capitalise } from '../../text/capitalise.ts';
import { entry, nobodyTyped } from '../../text/log-entry.ts';
import { describeSpan } from '../digest-words.ts';
import { type ClockStep, describeStep } from '../schedule/clock-steps.ts';
import { nextDue } from '../schedule/next-due.ts';
import { type DigestContext, nameDigest } from './context.ts';

/**
 * Records the first due time that has passed while nobody was there, and passes over those after it, but for the latest one where
 * that may still be delivered. Yields what is left to do, if anything. `step`: the last one that the clock made.
 */
export async function skipMissed(
  due: Due,
  context: DigestContext,
  step: ClockStep | undefined,
): Promise<Due | undefined> {
  if (due.delivery !== undefined) return due;
  const { digest, due: first } = due;
  const { store, clock, log, grace } = context;
  const now = clock.now();
  const comesAfter = (moment: Date) => nextDue(digest.schedule, digest.zone, moment);
  let last = first;
  // Earlier ones come too late whatever they are: only those within the grace period are gone through.
  let next = comesAfter(new Date(Math.max(first.getTime(), now.getTime() - grace - 1)));
  while (next <= now) {
    last = next;
    next = comesAfter(last);
  }
  const isLate = now.getTime() - last.getTime() > grace;
  const stays = !isLate && !(due.ended && last === first);
  if (stays && last === first) return due;
  const then = stays ? last : next;
  // Some may have had their delivery by a clock that was put back since.
  const delivered = await store.dueTimes.delivered(digest.id, new Date(first.getTime() - 1));
  const had = new Set(delivered.map((moment) => moment.getTime()));
  let missed = due.ended ? comesAfter(first) : first;
  while (missed < then && had.has(missed.getTime())) missed = comesAfter(missed);
  const isOnly = comesAfter(missed) >= then;
  const away = describeAbsence(missed, now, step);
  const remark = isOnly ? `${away}.` : `${away}; everything due in that time was missed.`;
  const record = missed < then ? { due: missed, at: now, remark } : undefined;
  if (!(await store.deliveryQueue.skip(digest.id, first, then, record))) return undefined;
  if (record !== undefined) {
    const late = now.getTime() - missed.getTime();
    context.meter?.({ kind: 'delivery', platform: digest.home.platform, outcome: 'missed', late });
    log.warn(
      entry`${nameDigest(digest)} was missed ${isOnly ? entry`once` : entry`more than once`} since ${nobodyTyped(missed.toISOString())}.`,
    );
  }
  return stays ? { ...due, due: last, ended: false } : undefined;
}

function describeAbsence(since: Date, now: Date, step: ClockStep | undefined): string {
  if (step !== undefined && step.from <= since && since <= step.to) {
    return capitalise(describeStep(step));
  }
  return `The bot was away for ${describeSpan(now.getTime() - since.getTime())}`;
}
