const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The date it is in New York. */
export function newYorkDate(at: Date): string {
  return parts.format(at);
}

/** 0 is a Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

/** The days from so many after one to so many after it, both included. */
export function datesOf(day: string, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    new Date(Date.parse(day) + (from + index) * 86_400_000).toISOString().slice(0, 10),
  );
}

/** Midnight of that day in New York as a feed writes it. */
export function eastern(day: string): string {
  const [weekday, date, month, year] = new Date(day).toUTCString().replace(',', '').split(' ');
  const isSummer = newYorkDate(new Date(`${day}T04:30:00Z`)) === day;
  return `${weekday}, ${date} ${month} ${year} 00:00:00 ${isSummer ? '-0400' : '-0500'}`;
}
