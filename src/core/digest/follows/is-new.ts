import { millisecondsADay } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Follow } from '../../store/follows/follow.ts';

/** What was published longer before (days) is told by nobody as new, however late it comes. */
const farthestBack = 90;
/** Files bring what was published so lately (days); a service says itself when a paper came. */
const filesLag = 7;

/** Whether a paper may be news to whoever began to follow then: it came or was published since, as far as can be told. */
export function isNewSince({ came, published }: Paper, { createdAt }: Pick<Follow, 'createdAt'>): boolean {
  const began = createdAt.toISOString();
  if (published !== undefined && published < dateBefore(createdAt, farthestBack, published.length))
    return false;
  if (came !== undefined) return came >= began;
  return published !== undefined && published >= dateBefore(createdAt, filesLag, published.length);
}

/** The date (a month or a year, by its length) so many days before. */
function dateBefore(at: Date, days: number, length: number): string {
  return new Date(at.getTime() - days * millisecondsADay).toISOString().slice(0, Math.min(length, 10));
}

/** When a paper came, else when it was published, to be compared: a month or a year as its end. */
export function ageOf({ came, published = '' }: Paper): string {
  return came ?? (published.length < 'YYYY-MM-DD'.length ? `${published}-99` : published);
}

/** The newest first, in one order whatever the order they come in. */
export function compareAges(one: Paper, two: Paper): number {
  const [first, second] = [ageOf(one), ageOf(two)];
  if (first === second) return one.id < two.id ? -1 : 1;
  return first < second ? 1 : -1;
}
