/** The date it is in New York, by which arXiv announces: `2026-08-28`. */
export function newYorkDay(at: Date): string {
  return inNewYork.format(at);
}

const inNewYork = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Whether arXiv announces on some day after one and before the other: it does not on Saturdays and Sundays. */
export function isAnnouncedBetween(after: string, before: string): boolean {
  const dayLong = 24 * 60 * 60_000;
  for (let at = Date.parse(after) + dayLong; at < Date.parse(before); at += dayLong) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return true;
  }
  return false;
}
