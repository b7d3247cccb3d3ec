import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import { type Cron, readCron } from './cron.ts';

/** Within this many years every date meets every day of the week, 29 February in `leapHorizon`, over 2100 too. */
const horizon = 12;
const leapHorizon = 41;

const read = new LRUCache<string, Cron>({ max: 1_000 });

/**
 * The first moment after `after` at which the schedule comes in the zone, to the minute.
 *
 * node-cron reads the expression and says on which days it comes. The step from the clock on the wall to a moment is
 * not left to it: it passes over times that a change of the clocks skips (02:30 in spring), and of a doubled hour it
 * takes the first or the second by the zone's side of Greenwich. Here each wall-clock time comes once on every day: one
 * that is skipped, later by as much as the clocks were put forward (02:30 becomes 03:30), one that is doubled, the first
 * time (RFC 5545, section 3.3.5). Throws a RangeError where the schedule cannot be read or never comes.
 */
export function nextDue(schedule: string, zone: string, after: Date): Date {
  const cron = openCron(schedule);
  const today = Temporal.Instant.fromEpochMilliseconds(after.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  for (const day of daysOf(cron, today.subtract({ days: 1 }))) {
    const moments = cron.hours.map((hour) => momentOf(day, hour, cron.minute, zone));
    const next = moments.filter((moment) => moment > after.getTime());
    if (next.length > 0) return new Date(Math.min(...next));
  }
  throw new RangeError(`${schedule} never comes`);
}

/** The next so many moments after `after`, the first first. Throws as `nextDue` does. */
export function nextDues(schedule: string, zone: string, after: Date, count: number): readonly Date[] {
  const found: Date[] = [];
  while (found.length < count) found.push(nextDue(schedule, zone, found.at(-1) ?? after));
  return found;
}

/** Whether the schedule comes at all; `L`, `W` and `#` can make one that never does. */
export function everComes(cron: Cron): boolean {
  const [first] = daysOf(cron, Temporal.PlainDate.from('2024-01-01'));
  return first !== undefined;
}

function* daysOf(cron: Cron, from: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const years = cron.months.every((month) => month === 2) ? leapHorizon : horizon;
  const end = from.add({ years });
  for (let day = from; Temporal.PlainDate.compare(day, end) < 0; ) {
    if (!cron.months.includes(day.month)) {
      day = day.with({ day: 1 }).add({ months: 1 });
      continue;
    }
    if (cron.isOn(day)) yield day;
    day = day.add({ days: 1 });
  }
}

function momentOf(day: Temporal.PlainDate, hour: number, minute: number, zone: string): number {
  const wall = day.toPlainDateTime({ hour, minute });
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function openCron(schedule: string): Cron {
  const known = read.get(schedule);
  if (known !== undefined) return known;
  const cron = readCron(schedule);
  if ('problem' in cron) throw new RangeError(cron.problem);
  read.set(schedule, cron);
  return cron;
}
