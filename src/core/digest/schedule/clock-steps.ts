import { describeSpan } from '../digest-words.ts';
import type { Clock } from './clock.ts';

/** A clock on the wall that did not go on evenly: what it would have said, and what it says. */
export type ClockStep = {
  readonly from: Date;
  readonly to: Date;
  /** The earliest that it can have said since: the step is noticed some time after it was made. */
  readonly earliest: Date;
};

/** Smaller steps (ms) are none: clocks are put right by moments all the time. */
const smallest = 2 * 60_000;

/** Yields how to ask whether the clock made a step since it was asked last. */
export function watchClock({ now, elapsed }: Pick<Clock, 'now' | 'elapsed'>): () => ClockStep | undefined {
  let last = { now: now().getTime(), elapsed: elapsed() };
  return () => {
    const current = { now: now().getTime(), elapsed: elapsed() };
    const expected = last.now + current.elapsed - last.elapsed;
    const earliest = new Date(current.now - (current.elapsed - last.elapsed));
    last = current;
    if (Math.abs(current.now - expected) <= smallest) return undefined;
    return { from: new Date(expected), to: new Date(current.now), earliest };
  };
}

/** `the clock was put back by 60 minutes`. A machine that sleeps does not count the time either. */
export function describeStep({ from, to }: Pick<ClockStep, 'from' | 'to'>): string {
  const span = to.getTime() - from.getTime();
  if (span < 0) return `the clock was put back by ${describeSpan(-span)}`;
  return `the clock jumped ahead by ${describeSpan(span)}, or the machine slept`;
}
