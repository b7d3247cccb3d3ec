import type { Paper, PaperId } from '../papers/paper.ts';

/** All that decides which papers a digest shows; the same situation gives the same papers. */
export type Situation = {
  /** The papers on the topic. */
  readonly candidates: readonly Candidate[];
  /** When each paper was last shown in this place. */
  readonly shownAt: ReadonlyMap<PaperId, Date>;
  /** When the people of this workspace saved each. */
  readonly saves: ReadonlyMap<PaperId, readonly Date[]>;
  /** The last digest in this place; absent before the first. */
  readonly lastDigest?: Date;
  readonly now: Date;
  /** The IANA time zone that says which day it is. */
  readonly zone: string;
};

/** A paper, and how well it matches the topic beside the best match: 0 to 1. */
export type Candidate = { readonly paper: Paper; readonly match: number };

const millisecondsADay = 24 * 60 * 60 * 1000;

/** The date it is in a time zone: `2023-03-20`. */
export function dateIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

const dayNumbers = new Map<string, number>();

/** The days since 1970 of a date; a month or a year counts from its first day. */
export function dayNumber(date: string): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const number = Math.floor(Date.parse(date) / millisecondsADay);
  if (dayNumbers.size > 50_000) dayNumbers.clear();
  dayNumbers.set(date, number);
  return number;
}

/** Days between two moments, with fractions. */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / millisecondsADay;
}
