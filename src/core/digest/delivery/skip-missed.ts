import { createBreather } from '../../async/time-slices.ts';
import type { Due } from '../../store/digests/delivery.ts';
import { describeSpan } from '../digest-words.ts';
import { nextDue } from '../schedule/next-due.ts';
import { type DigestContext, nameDigest } from './context.ts';

/** Due times recorded in one go. */
const portion = 500;

/**
 * Records the due times that have passed while nobody was there, but for the latest one where that may still be delivered.
 * Yields what is left to do, if anything.
 */
export async function skipMissed(due: Due, context: DigestContext): Promise<Due | undefined> {
  if (due.delivery !== undefined) return due;
  const { digest } = due;
  const { store, clock, log, grace } = context;
  const now = clock.now();
  const breathe = createBreather();
  let missed = 0;
  for (let current = due.due; ; ) {
    const dues = [current];
    let next = nextDue(digest.schedule, digest.zone, current);
    while (next <= now && dues.length < portion) {
      dues.push(next);
      next = nextDue(digest.schedule, digest.zone, next);
      await breathe();
    }
    const last = dues.at(-1) ?? current;
    const isLatest = next > now;
    const stays = isLatest && !(due.ended && last === due.due) && now.getTime() - last.getTime() <= grace;
    const gone = stays ? dues.slice(0, -1) : dues;
    if (gone.length > 0) {
      const remark = `The bot was away for ${describeSpan(now.getTime() - current.getTime())}.`;
      const moved = await store.deliveryQueue.skip(digest.id, gone, now, remark, stays ? last : next);
      if (!moved) return undefined;
    }
    missed += gone.length - (due.ended && current === due.due ? 1 : 0);
    if (isLatest) {
      if (missed > 0)
        log.warn(
          `${nameDigest(digest)} was missed ${missed === 1 ? 'once' : `${missed} times`} since ${due.due.toISOString()}.`,
        );
      return stays ? { ...due, due: last, ended: false } : undefined;
    }
    current = next;
  }
}
