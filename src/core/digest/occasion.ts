import type { Delivery } from '../store/digests/delivery.ts';
import type { ShownPapers } from '../store/digests/place.ts';
import { describeSpan } from './digest-words.ts';
import type { Heading } from './selection/lay-out.ts';

/** When and for whom a digest is composed. */
export type Occasion = {
  readonly now: Date;
  /** Papers that the place has seen in digests. */
  readonly shown: ShownPapers;
  /**
   * Absent for a preview. With `picks` it was decided before: the same papers with the same reasons are laid out again,
   * whatever has happened since.
   */
  readonly delivery?: Delivery;
  /** Whether it comes so long after its time that the post should say so. */
  readonly late: boolean;
};

/** What stands at the head of a digest on that occasion. */
export function headingOn({ now, delivery, late }: Occasion, typed: Heading['typed']): Heading {
  return {
    date: delivery?.due ?? now,
    typed,
    ...(late && delivery !== undefined ? { late: describeSpan(now.getTime() - delivery.due.getTime()) } : {}),
  };
}
