import { describe, expect, it } from 'vitest';
import { countPapers, writeAge, writeDate, writeOrdinal } from '../../../src/core/cards/plain-words.ts';

describe('words on cards', () => {
  it.each([
    ['2023-03-14', '14 March 2023'],
    ['2023-03', 'March 2023'],
    ['2023', '2023'],
  ])('writes the date %s as far as it is known', (published, words) => {
    expect(writeDate(published)).toBe(words);
  });

  it.each([
    [0, 'no papers'],
    [1, '1 paper'],
    [88, '88 papers'],
    [100_000, '100,000 papers'],
  ])('counts %d', (count, words) => {
    expect(countPapers(count)).toBe(words);
  });

  it.each([
    [0, 'today'],
    [1, 'yesterday'],
    [13, '13 days ago'],
    [14, '2 weeks ago'],
    [65, '2 months ago'],
    [729, '23 months ago'],
    [731, '2 years ago'],
  ])('writes an age of %d days as %s', (days, words) => {
    expect(writeAge(days)).toBe(words);
  });

  it('writes places', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(writeOrdinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th',
    );
  });
});
