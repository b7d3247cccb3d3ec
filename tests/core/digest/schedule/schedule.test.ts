import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCron, readSchedule } from '../../../../src/core/digest/schedule/schedule.ts';

const understood: readonly (readonly [typed: string, expression: string, words: string])[] = [
  ['', '0 9 * * *', 'every day at 09:00'],
  ['09:00', '0 9 * * *', 'every day at 09:00'],
  ['9am', '0 9 * * *', 'every day at 09:00'],
  ['12 AM', '0 0 * * *', 'every day at 00:00'],
  ['12pm', '0 12 * * *', 'every day at 12:00'],
  ['9:30 pm', '30 21 * * *', 'every day at 21:30'],
  ['8 a.m. on weekdays', '0 8 * * 1-5', 'on weekdays at 08:00'],
  ['17h30', '30 17 * * *', 'every day at 17:30'],
  ['at 9', '0 9 * * *', 'every day at 09:00'],
  ['weekdays', '0 9 * * 1-5', 'on weekdays at 09:00'],
  ['Every Weekday at 7', '0 7 * * 1-5', 'on weekdays at 07:00'],
  ['weekends 10', '0 10 * * 0,6', 'on weekends at 10:00'],
  ['every day', '0 9 * * *', 'every day at 09:00'],
  ['mon, wed, fri', '0 9 * * 1,3,5', 'on Mondays, Wednesdays and Fridays at 09:00'],
  ['mondays', '0 9 * * 1', 'on Mondays at 09:00'],
  ['weekly 8:15', '15 8 * * 1', 'on Mondays at 08:15'],
  ['Monday to Friday 8.15', '15 8 * * 1-5', 'on weekdays at 08:15'],
  ['sat - mon noon', '0 12 * * 0,1,6', 'on Mondays, Saturdays and Sundays at 12:00'],
  ['tue and thu at 9am and 5pm', '0 9,17 * * 2,4', 'on Tuesdays and Thursdays at 09:00 and 17:00'],
  ['0 9 * * 1-5', '0 9 * * 1-5', 'on weekdays at 09:00'],
  ['30 * * * *', '30 * * * *', 'every hour at 30 minutes past'],
  ['0 9 13 * 5', '0 9 13 * 5', 'on the 13th, if it is a Friday, at 09:00'],
  ['0 9 1,15 * *', '0 9 1,15 * *', 'on the 1st and the 15th at 09:00'],
  ['0 9 * * mon#1', '0 9 * * MON#1', 'on the first Monday of the month at 09:00'],
  ['0 9 * * 5l', '0 9 * * 5L', 'on the last Friday of the month at 09:00'],
  ['0 9 l * *', '0 9 L * *', 'on the last day of the month at 09:00'],
  ['0 9 29 2 *', '0 9 29 2 *', 'on the 29th in February at 09:00'],
];

const refused: readonly (readonly [typed: string, reason: RegExp])[] = [
  ['25:00', /“25:00” is no time of day.*“09:00”/u],
  ['13pm', /“13pm” is no time of day/u],
  ['9:75', /“9:75” is no time of day/u],
  ['fortnightly 9', /“fortnightly” is not understood.*Examples/u],
  ['every 2 days', /“2” is not understood/u],
  ['9am and 5:30pm', /must share their minutes/u],
  ['*/5 * * * *', /more often than once an hour.*0 9 \* \* 1-5/u],
  ['* 9 * * *', /more often than once an hour/u],
  ['0 0 9 * * *', /has five fields .* and this has 6/u],
  ['0 25 * * *', /25 is not understood as the hour \(0 to 23\)/u],
  ['0 9 * * 9', /9 is not understood as the day of the week/u],
  ['0 9 30 2 *', /never comes/u],
  ['0 9 1-7 * 1#2', /never comes/u],
  ['0 9 1-99999999 * *', /too long for a field/u],
  ['x'.repeat(5000), /too long/u],
];

describe('a schedule as people type it', () => {
  it.each(understood)('“%s” is %s: %s', (typed, expression, words) => {
    expect(readSchedule({ days: typed })).toEqual({ expression, words });
  });

  it.each(refused)('refuses “%.20s” and says why', (typed, reason) => {
    expect(readSchedule({ days: typed })).toEqual({ problem: expect.stringMatching(reason) });
  });

  it.each([
    [{ days: 'weekdays' }, '30 7 * * 1-5'],
    [{ days: 'weekdays noon' }, '0 12 * * 1-5'],
    [{ days: 'mon', at: '9 pm' }, '0 21 * * 1'],
    [{ at: '10:15' }, '15 10 1 * *'],
    [{ at: 'mon 10:15' }, '15 10 * * 1'],
    [{ at: '0 9 * * 2' }, '0 9 * * 2'],
    [{ days: '0 9 * * 2', at: '10:15' }, '0 9 * * 2'],
    [{ cron: '0 9 * * tue' }, '0 9 * * TUE'],
    [{}, '30 7 1 * *'],
  ])('%j changes what it says of a schedule, to %s, and leaves the rest', (written, expression) => {
    expect(readSchedule(written, '30 7 1 * *')).toMatchObject({ expression });
  });

  it.each([
    [{ cron: 'weekdays' }, /has five fields/u],
    [{ cron: '0 9 * * *', at: '9:00' }, /Leave out at and days, or cron/u],
    [{ cron: '0 9 * * *', days: 'mon' }, /Leave out at and days, or cron/u],
    [{ at: '9:15', days: 'mon 10:00' }, /must share their minutes/u],
  ])('%j is refused', (written, reason) => {
    expect(readSchedule(written)).toEqual({ problem: expect.stringMatching(reason) });
  });

  it('says a kept expression in words', () => {
    expect(describeCron('5 17 * * 1-5')).toBe('on weekdays at 17:05');
  });

  it('answers anything at once, and an expression it gives is read as itself', () => {
    const words = fc.constantFrom(
      'mon',
      'fri-sun',
      'every',
      'day',
      '9',
      '9:30',
      'pm',
      '*',
      '0',
      '1-5',
      ',',
      'L',
      '#',
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 7 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = readSchedule({ days: text });
        if ('problem' in read) expect(read.problem).not.toBe('');
        else expect(readSchedule({ days: read.expression })).toEqual(read);
      }),
    );
  });
});
