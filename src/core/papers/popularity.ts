import { daysBetween, daysSinceDate, millisecondsADay } from './calendar.ts';
import type { Paper, PaperId } from './paper.ts';

/** Upvotes that count as much as one save here: they come from thousands of readers elsewhere, a save from a colleague. */
const upvotesPerSave = 10;
/** After so many days a save or an upvote counts half. */
const halfLife = 7;
/** A save counts for so many days; after them it is worth less than a hundredth of an upvote. */
const countedDays = 12 * halfLife;

/** What `h` is, for whoever reads a formula with it. */
export const popularityFormula = `h counts the saves here and the upvotes divided by ${upvotesPerSave}, both halved every ${halfLife} days: a save since it was made and for ${countedDays} days at most, upvotes since the day of publication began (UTC)`;

/** When each paper was saved in one workspace. */
export type SaveTimes = ReadonlyMap<PaperId, readonly Date[]>;

/** The moments of saves by paper. */
export function groupSaves(saves: readonly { readonly paper: PaperId; readonly at: Date }[]): SaveTimes {
  const grouped = new Map<PaperId, Date[]>();
  for (const { paper, at } of saves) {
    const times = grouped.get(paper);
    if (times === undefined) grouped.set(paper, [at]);
    else times.push(at);
  }
  return grouped;
}

/** The moment since which saves count. */
export function countSavesSince(now: Date): Date {
  return new Date(now.getTime() - countedDays * millisecondsADay);
}

/**
 * The base-2 logarithm of a paper's `h`, which orders alike and does not vanish however old the paper is: `-Infinity` where
 * nothing counts, as for upvotes of a paper without a date. A month or a year counts from its first day, what is to come
 * as now. All fades at one rate, so that time alone changes no order.
 */
export function measurePopularity(
  { upvotes = 0, published }: Pick<Paper, 'upvotes' | 'published'>,
  saves: readonly Date[],
  now: Date,
): number {
  let sum = Number.NEGATIVE_INFINITY;
  if (upvotes > 0 && published !== undefined)
    sum = Math.log2(upvotes / upvotesPerSave) - daysSinceDate(published, now) / halfLife;
  for (const at of saves) {
    const age = Math.max(0, daysBetween(at, now));
    if (age <= countedDays) sum = addLogarithms(sum, -age / halfLife);
  }
  return sum;
}

/** `log2(2^a + 2^b)` without leaving the range of numbers. */
function addLogarithms(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log2(1 + 2 ** (low - high));
}
