import type { Paper } from '../../papers/paper.ts';

/** `2023`, `2023-06` or `2023-06-30` as the number of its first day, `YYYYMMDD`; undefined where it is no date. */
export function parseDay(text: string): number | undefined {
  const parts = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? year * 10_000 + month * 100 + day : undefined;
}

/** `2023`, `2020-2023`, `2020-`, `-2020`, with `..` as well: the first day to include, the first to leave out. */
export function parseYears(text: string): { from?: number; until?: number } | undefined {
  const parts = /^(\d{4})?(-|\.\.|–)?(\d{4})?$/.exec(text);
  if (!parts || (parts[1] === undefined && parts[3] === undefined)) return undefined;
  const [, first, dash, last] = parts;
  if (first !== undefined && dash === undefined) return years(Number(first), Number(first));
  const low = first === undefined ? undefined : Number(first);
  const high = last === undefined ? undefined : Number(last);
  return low !== undefined && high !== undefined && low > high ? years(high, low) : years(low, high);
}

function years(first: number | undefined, last: number | undefined): { from?: number; until?: number } {
  return {
    ...(first !== undefined && { from: first * 10_000 + 101 }),
    ...(last !== undefined && { until: (last + 1) * 10_000 + 101 }),
  };
}

/** Whether a paper appeared on or after `from` and before `until`, `YYYYMMDD`; one of no known date only where neither is set. */
export function isPublishedWithin(
  paper: Paper,
  from: number | undefined,
  until: number | undefined,
): boolean {
  if (from === undefined && until === undefined) return true;
  const day = publishedDay(paper);
  return day !== 0 && day >= (from ?? 0) && day < (until ?? Number.POSITIVE_INFINITY);
}

/** The first day a paper may have appeared, `YYYYMMDD`; 0 where no date is known. */
export function publishedDay(paper: Paper): number {
  return paper.published === undefined ? 0 : (parseDay(paper.published) ?? 0);
}
