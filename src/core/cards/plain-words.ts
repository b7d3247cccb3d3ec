import { displayTitle, type Paper } from '../papers/paper.ts';
import { clipText } from '../text/clip-text.ts';
import { counted } from '../text/counted.ts';
/** `3 papers`, `1 paper`, `no papers`. */
export function countPapers(count: number): string {
  if (count === 0) return 'no papers';
  return counted(count, 'paper');
}

/** By their number less one. */
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A date as far as it is known, in words: `14 March 2023`, `March 2023`, `2023`. */
export function writeDate(published: string): string {
  const [year, month, day] = published.split('-');
  const monthName = months[Number(month) - 1];
  return [day && monthName ? Number(day) : undefined, monthName, year]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** How long ago, the longer the rougher: `today`, `3 days ago`, `5 weeks ago`, `2 years ago`. */
export function writeAge(days: number): string {
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}

/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `22nd`. */
export function writeOrdinal(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

/** A name before the colon of a title that stands for the paper. */
const longestName = 60;

/** What a paper is called in passing: the name before the colon of its title, else the title, clipped. */
export function shortTitle(paper: Paper): string {
  const title = displayTitle(paper);
  return clipText(/^([^:]+):/u.exec(title)?.[1] ?? title, longestName);
}
