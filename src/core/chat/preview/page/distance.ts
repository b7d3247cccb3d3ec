/** How far off a moment is, in the largest unit that is past: `in 23 hours`, `3 minutes ago`. */
export function writeDistance(at: Date): string {
  const minutes = (at.getTime() - Date.now()) / 60_000;
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(Math.round(minutes), 'minute');
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 60 / 24), 'day');
}
