import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeCron,
  labelCron,
  readSchedule,
  type WrittenSchedule,
  writeTimes,
} from '../../../../src/core/digest/schedule/schedule.ts';

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
  ['0 9 13 * 5', '0 9 13 * 5', 'on Fridays that are the 13th at 09:00'],
  ['0 9 1,15 * *', '0 9 1,15 * *', 'on the 1st or the 15th at 09:00'],
  ['0 9 * * mon#1', '0 9 * * MON#1', 'on the first Monday of the month at 09:00'],
  ['0 9 * * 5l', '0 9 * * 5L', 'on the last Friday of the month at 09:00'],
  ['0 9 l * *', '0 9 L * *', 'on the last day of the month at 09:00'],
  ['0 9 29 2 *', '0 9 29 2 *', 'on the 29th in February at 09:00'],
];

const refused: readonly (readonly [typed: string, reason: RegExp])[] = [
  ['25:00', /“25:00” is not a time of day.*“09:00”/u],
  ['13pm', /“13pm” is not a time of day/u],
  ['9:75', /“9:75” is not a time of day/u],
  ['fortnightly 9', /cannot come “fortnightly”/u],
  ['someday', /“someday” is not understood.*Examples/u],
  ['every 2 days', /cannot come “every 2 days”/u],
  ['9am and 5:30pm', /must share their minutes/u],
  ['*/5 * * * *', /more often than once an hour.*0 9 \* \* 1-5/u],
  ['* 9 * * *', /more often than once an hour/u],
  ['0 0 9 * * *', /has five fields .* and “0 0 9 \* \* \*” has 6/u],
  ['0 25 * * *', /25 is not understood as the hour \(0 to 23\)/u],
  ['0 9 * * 9', /9 is not understood as the day of the week/u],
  ['0 9 30 2 *', /never happens/u],
  ['0 9 1-7 * 1#2', /never happens/u],
  ['0 9 1-99999999 * *', /too long for a field/u],
  ['x'.repeat(5000), /too long/u],
];

/** What comes of it, in place of every day at 09:00 in UTC. */
function read(written: WrittenSchedule, schedule = '0 9 * * *') {
  const { when, troubles } = readSchedule(written, { schedule, zone: 'UTC' });
  const problems = troubles.map(({ problem }) => problem);
  return { expression: when.schedule, words: describeCron(when.schedule), problems };
}

describe('a schedule as people type it', () => {
  it.each(understood)('“%s” is %s: %s', (typed, expression, words) => {
    expect(read({ days: typed })).toEqual({ expression, words, problems: [] });
  });

  it.each(refused)('refuses “%.20s” and says why', (typed, reason) => {
    expect(read({ days: typed }).problems).toContainEqual(expect.stringMatching(reason));
  });

  it.each([
    [{ days: 'weekdays' }, '30 7 * * 1-5'],
    [{ days: 'weekdays noon' }, '0 12 * * 1-5'],
    [{ days: 'mon', at: '9 pm' }, '0 21 * * 1'],
    [{ at: '10:15' }, '15 10 1 * *'],
    [{ at: 'mon 10:15' }, '15 10 * * 1'],
    [{ at: 'weekdays 9:30' }, '30 9 * * 1-5'],
    [{ at: '0 9 * * 2' }, '0 9 * * 2'],
    [{ cron: '0 9 * * tue' }, '0 9 * * TUE'],
    [{}, '30 7 1 * *'],
  ])('%j changes what it says of a schedule, to %s, and leaves the rest', (written, expression) => {
    expect(read(written, '30 7 1 * *')).toMatchObject({ expression, problems: [] });
  });

  it.each([
    [{ at: 'weekdays 9:30', days: 'daily' }, '30 9 * * 1-5'],
    [{ at: '30 8 * * 1-5', days: 'daily' }, '30 8 * * 1-5'],
    [{ at: '09:00', days: '30 8 * * 1-5' }, '30 8 * * 1-5'],
    [{ at: '09:00', days: 'fri' }, '0 9 * * 5'],
  ])(
    '%j in a form: a field that was left as it was gives way to one that was changed, to %s',
    (written, expression) => {
      expect(read({ ...written, isForm: true })).toMatchObject({ expression, problems: [] });
    },
  );

  it.each([
    [{ cron: 'weekdays' }, /has five fields/u],
    [{ cron: '0 9 * * *', at: '9:00' }, /Leave out either cron, or at and days/u],
    [{ cron: '0 9 * * *', days: 'mon' }, /Leave out either cron, or at and days/u],
    [{ at: '9:15', days: 'mon 10:00' }, /^This says both 09:15 and 10:00\. Which is it\?/u],
    [{ at: '09:00', days: '30 8 * * 1-5' }, /^This says both 09:00 and 08:30/u],
    [{ at: '10:00', days: '30 8 * * 1-5' }, /^This says both 10:00 and 08:30\. Which is it\?/u],
    [{ at: 'fri 10:00', days: 'mon' }, /^This says both fri and mon\. Which is it\?/u],
    [{ at: '9:00 UTC', zone: 'Asia/Tokyo', days: 'berlin' }, /Europe\/Berlin and Asia\/Tokyo\. Which/u],
  ])('%j is refused', (written, reason) => {
    expect(read(written).problems).toContainEqual(expect.stringMatching(reason));
  });

  it.each([
    ['0 9 LW * *', 'on the last weekday of the month at 09:00'],
    ['0 9 L-3 * *', 'on the 3rd day before the last of the month at 09:00'],
    ['0 9 15W * *', 'on the weekday nearest to the 15th at 09:00'],
    ['0 9 1,L * *', 'on the 1st or the last day of the month at 09:00'],
    ['0 9 1W,LW * *', 'on the weekday nearest to the 1st or the last weekday of the month at 09:00'],
    ['0 9 */2 * *', 'on every 2nd day of the month from the 1st at 09:00'],
    ['0 9 1-7 * MON', 'on Mondays that are the 1st to the 7th at 09:00'],
    ['0 9 1,15 * 1-5', 'on weekdays that are the 1st or the 15th at 09:00'],
    ['0 9 8 * 1#2', 'on the second Monday of the month, if it is the 8th, at 09:00'],
    ['0 9 * * 7L', 'on the last Sunday of the month at 09:00'],
    ['0 9 * * 7#1', 'on the first Sunday of the month at 09:00'],
    ['0 9 * * MON-FRI/2', 'on Mondays, Wednesdays and Fridays at 09:00'],
    ['0 9 ? * 5', 'on Fridays at 09:00'],
    ['0 9 * JAN,MAR *', 'every day in January and March at 09:00'],
    ['0 */6 * * *', 'every day at 00:00, 06:00, 12:00 and 18:00'],
    ['0 9-17 * * 1-5', 'on weekdays every hour from 09:00 to 17:00'],
    ['0 8-18/2 * * *', 'every day every 2 hours from 08:00 to 18:00'],
    ['0 9 * * SUN-TUE', 'on Mondays, Tuesdays and Sundays at 09:00'],
  ])('tells all that node-cron takes: %s is %s', (expression, words) => {
    expect(read({ days: expression })).toMatchObject({ words, problems: [] });
  });

  it.each([
    ['30 8 * * 1-5', 'Weekdays 08:30', { at: '08:30', days: 'weekdays' }],
    ['30 8 * * 5', 'Fridays 08:30', { at: '08:30', days: 'fri' }],
    ['0 9,17 * * *', 'Every day 09:00 and 17:00', { at: '09:00, 17:00', days: 'daily' }],
    ['0 9 1 * *', 'The 1st 09:00', { at: '09:00', days: 'monthly' }],
    ['0 9 15 * *', 'The 15th 09:00', { at: '09:00', days: '15th' }],
    ['0 9 * * 1#1', 'The first Monday of the month, 09:00', { at: '09:00', days: 'first mon' }],
    ['0 9 * * 5L', 'The last Friday of the month, 09:00', { at: '09:00', days: 'last fri' }],
    [
      '0 9 LW * *',
      'The last weekday of the month, 09:00',
      { at: '09:00', days: 'last weekday of the month' },
    ],
    ['0 9 13 * 5', 'Fridays that are the 13th, 09:00', { at: '', days: '0 9 13 * 5' }],
  ])('%s is labelled %s, and is written as fields that say the same', (expression, label, fields) => {
    expect(labelCron(expression)).toBe(label);
    expect(writeTimes(expression)).toEqual(fields);
    expect(read(fields)).toMatchObject({ expression, problems: [] });
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
        const { expression, problems } = read({ days: text });
        if (problems.length > 0) expect(problems).not.toContain('');
        else expect(read({ days: expression })).toMatchObject({ expression, problems: [] });
      }),
    );
  });
});
