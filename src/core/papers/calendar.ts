import { LRUCache } from 'lru-cache';

export const millisecondsADay = 24 * 60 * 60 * 1000;

/** The date it is in an IANA time zone: `2023-03-20`. */
export function dateIn(zone: string, at: Date): string {
  const parts = formatterOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

const formatters = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(zone, formatter);
  return formatter;
}

const dayNumbers = new LRUCache<string, number>({ max: 50_000 });

/** The days since 1970 of a date; a month or a year counts from its first day. */
export function dayNumber(date: string): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const number = Math.floor(Date.parse(date) / millisecondsADay);
  dayNumbers.set(date, number);
  return number;
}

/** Days from one moment to a later one, with fractions; below zero to an earlier one. */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / millisecondsADay;
}

/** Days since a date began in UTC, with fractions; none where it is to come. */
export function daysSinceDate(date: string, now: Date): number {
  return Math.max(0, now.getTime() / millisecondsADay - dayNumber(date));
}

/** Reads the day that a moment (ISO 8601, in UTC) is in an IANA time zone, as a `dayNumber`. */
export function createDayReader(zone: string): (at: string) => number {
  const minutes = new Map<string, number>();
  return (at) => {
    // Papers come many in a minute, and zones differ by whole minutes.
    const minute = at.slice(0, 16);
    const known = minutes.get(minute);
    if (known !== undefined) return known;
    const day = dayNumber(dateIn(zone, new Date(at)));
    minutes.set(minute, day);
    return day;
  };
}
