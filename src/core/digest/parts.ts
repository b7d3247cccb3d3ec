import type { DigestPlan } from '../store/digests.ts';

/** The part (message) of a digest that shows its paper number `index`, from 0; part 0 is the heading. */
export function partOf(
  { layout, destination }: Pick<DigestPlan, 'layout' | 'destination'>,
  index: number,
): number {
  return isInOnePart({ layout, destination }) ? 0 : index + 1;
}

/** Whether the whole digest is one message. */
export function isInOnePart({ layout, destination }: Pick<DigestPlan, 'layout' | 'destination'>): boolean {
  return layout !== 'cards' || destination.kind === 'mail';
}
