import { createDayReader, dateIn, dayNumber } from '../papers/calendar.ts';
import type { Paper } from '../papers/paper.ts';

/** Whether a paper is new, and its age in days: absent where no date is known. */
export type PaperAge = { readonly isNew: 0 | 1; readonly age?: number };

/** What came in the days before the first digest is new to a place. */
const newBeforeTheFirst = 7;

/** Reads how old papers are for a place, and whether they came since its last digest: since the week before the first. */
export function createAgeReader({
  now,
  zone,
  lastDigest,
}: {
  readonly now: Date;
  readonly zone: string;
  readonly lastDigest?: Date;
}): (paper: Paper) => PaperAge {
  const readDay = createDayReader(zone);
  const today = dayNumber(dateIn(zone, now));
  const newSince = lastDigest === undefined ? today - newBeforeTheFirst : dayNumber(dateIn(zone, lastDigest));
  return ({ came, published }) => {
    const since = came === undefined ? undefined : readDay(came);
    const day = since ?? (published === undefined ? undefined : dayNumber(published));
    if (day === undefined) return { isNew: 0 };
    return { isNew: day >= newSince ? 1 : 0, age: Math.max(0, today - day) };
  };
}
