import fc from 'fast-check';
import { createTask } from 'node-cron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextDue, nextDues } from '../../../../src/core/digest/schedule/next-due.ts';
import { zones } from '../../../../src/core/digest/schedule/zones.ts';

const day = 86_400_000;

/** The clock on the wall: `2026-03-29 02:30`. */
function wallClock(moment: Date, zone: string): string {
  return formatterOf(zone).format(moment).replace(', ', ' ');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  formatters.set(zone, formatter);
  return formatter;
}

function runsBetween(
  schedule: string,
  zone: string,
  from: string | Date,
  to: string | Date,
): readonly Date[] {
  const runs: Date[] = [];
  const end = new Date(to);
  for (let run = nextDue(schedule, zone, new Date(from)); run < end; run = nextDue(schedule, zone, run))
    runs.push(run);
  return runs;
}

/** Moments around which the clocks of the zone change that year, to the day. */
function changesOf(zone: string, year: number): readonly number[] {
  const offset = (moment: number) =>
    Date.parse(`${wallClock(new Date(moment), zone).replace(' ', 'T')}Z`) - moment;
  const days = Array.from({ length: 366 }, (_, index) => Date.UTC(year, 0, 1 + index));
  return days.filter((moment) => offset(moment) !== offset(moment + day));
}

afterEach(() => void vi.useRealTimers());

describe('when a digest is due', () => {
  it.each([
    [
      'in spring, when 02:30 does not exist',
      'Europe/Berlin',
      '2026-03-28',
      '2026-03-31',
      ['2026-03-28 02:30', '2026-03-29 03:30', '2026-03-30 02:30'],
    ],
    [
      'in autumn, when 02:30 comes twice',
      'Europe/Berlin',
      '2026-10-24',
      '2026-10-27',
      ['2026-10-24 02:30', '2026-10-25 02:30', '2026-10-26 02:30'],
    ],
    [
      'in New York in spring',
      'America/New_York',
      '2026-03-07T05:00Z',
      '2026-03-10',
      ['2026-03-07 02:30', '2026-03-08 03:30', '2026-03-09 02:30'],
    ],
    [
      'where clocks are put forward by half an hour',
      'Australia/Lord_Howe',
      '2026-10-02',
      '2026-10-04T18:00Z',
      ['2026-10-03 02:30', '2026-10-04 02:30', '2026-10-05 02:30'],
    ],
  ])('02:30 comes once a day %s', (_, zone, from, to, expected) => {
    expect(runsBetween('30 2 * * *', zone, from, to).map((run) => wallClock(run, zone))).toEqual(expected);
  });

  it('is one of several, in order', () => {
    expect(nextDues('30 8 * * 5', 'Europe/Berlin', new Date('2023-03-20T12:00:00Z'), 3)).toEqual([
      new Date('2023-03-24T07:30:00Z'),
      new Date('2023-03-31T06:30:00Z'),
      new Date('2023-04-07T06:30:00Z'),
    ]);
  });

  it('takes the first of two, wherever in the doubled hour one looks', () => {
    const first = new Date('2026-10-25T00:30:00Z');
    expect(nextDue('30 2 * * *', 'Europe/Berlin', new Date('2026-10-25T00:29:59Z'))).toEqual(first);
    expect(nextDue('30 2 * * *', 'Europe/Berlin', first)).toEqual(new Date('2026-10-26T01:30:00Z'));
    const between = new Date('2026-10-25T01:10:00Z');
    expect(nextDue('30 2 * * *', 'Europe/Berlin', between)).toEqual(new Date('2026-10-26T01:30:00Z'));
  });

  it('comes once on a change day of Lord Howe, by half an hour later where 02:15 is skipped', () => {
    const runs = runsBetween('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', '2026-10-04T00:00Z');
    expect(runs.map((run) => wallClock(run, 'Australia/Lord_Howe'))).toEqual(['2026-10-04 02:45']);
  });

  it('moves over a day that a zone left out', () => {
    const runs = runsBetween('0 9 * * 5', 'Pacific/Apia', '2011-12-24T00:00Z', '2012-01-08T00:00Z');
    expect(runs.map((run) => wallClock(run, 'Pacific/Apia'))).toEqual([
      '2011-12-31 09:00',
      '2012-01-06 09:00',
    ]);
  });

  it('is still to come on the day after one that a zone left out', () => {
    const midnight = new Date('2011-12-30T10:00Z');
    expect(wallClock(midnight, 'Pacific/Apia')).toBe('2011-12-31 00:00');
    expect(nextDue('0 9 30 12 *', 'Pacific/Apia', midnight)).toEqual(new Date('2011-12-30T19:00Z'));
  });

  it('takes the earlier of two hours whose order a jump of the clocks turns about', () => {
    // At the station Troll 01:00 becomes 03:00: 02:30 comes at 04:30, and 03:30 before it.
    const midnight = new Date('2023-03-26T00:00Z');
    expect(nextDue('30 2,3 * * *', 'Antarctica/Troll', midnight)).toEqual(new Date('2023-03-26T01:30Z'));
  });

  it('finds 29 February, over 2100 too', () => {
    expect(nextDue('0 9 29 2 *', 'UTC', new Date('2026-01-01'))).toEqual(new Date('2028-02-29T09:00Z'));
    expect(nextDue('0 9 29 2 *', 'UTC', new Date('2096-03-01'))).toEqual(new Date('2104-02-29T09:00Z'));
    expect(nextDue('0 9 29 2 1', 'UTC', new Date('2072-03-01'))).toEqual(new Date('2112-02-29T09:00Z'));
  });

  it.each([
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'America/Santiago',
  ])('comes once on each day of a leap year in %s', (zone) => {
    const runs = runsBetween('30 2 * * *', zone, '2028-01-01T11:00Z', '2029-01-01T11:00Z');
    expect(runs).toHaveLength(366);
    expect(new Set(runs.map((run) => wallClock(run, zone).slice(0, 10))).size).toBe(366);
  });

  it('comes once on every day around every change of the clocks, at its time wherever that exists', () => {
    const arbitrary = fc.record({
      zone: fc.constantFrom(...zones),
      year: fc.integer({ min: 2016, max: 2037 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.constantFrom(0, 1, 15, 30, 45, 59),
    });
    fc.assert(
      fc.property(arbitrary, ({ zone, year, hour, minute }) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        for (const change of changesOf(zone, year)) {
          const runs = runsBetween(
            `${minute} ${hour} * * *`,
            zone,
            new Date(change - 2 * day),
            new Date(change + 3 * day),
          );
          // In Nuuk the hour before midnight is skipped: what was to come in it comes early on the day after.
          const gaps = runs.slice(1).map((run, index) => run.getTime() - (runs[index]?.getTime() ?? 0));
          for (const gap of gaps) expect(gap).toBeGreaterThan(day / 2);
          expect(runs.length).toBeGreaterThanOrEqual(4);
          for (const run of runs) {
            if (wallClock(run, zone).endsWith(time)) continue;
            const wanted = `${wallClock(run, zone).slice(0, 10)} ${time}`;
            const minutes = Array.from(
              { length: 360 },
              (_, index) => new Date(run.getTime() + (index - 180) * 60_000),
            );
            expect(minutes.map((moment) => wallClock(moment, zone))).not.toContain(wanted);
          }
        }
      }),
      { numRuns: 60, examples: [[{ zone: 'America/Nuuk', year: 2025, hour: 23, minute: 15 }]] },
    );
  });

  it('agrees with node-cron’s own next time wherever no clock changes', () => {
    const arbitrary = fc.record({
      zone: fc.constantFrom(...zones),
      after: fc.date({ min: new Date('2026-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      schedule: fc.constantFrom(
        '0 9 * * *',
        '30 17 * * 1-5',
        '15 0 1 * *',
        '0 23 L * *',
        '45 6 * * 1#1',
        '5 8 15W * *',
      ),
    });
    vi.useFakeTimers({ toFake: ['Date'] });
    fc.assert(
      fc.property(arbitrary, ({ zone, after, schedule }) => {
        vi.setSystemTime(after);
        const task = createTask(schedule, () => {}, { timezone: zone });
        const [next] = task.getNextRuns(1);
        void task.destroy();
        const ours = nextDue(schedule, zone, after);
        const changes = changesOf(zone, ours.getUTCFullYear());
        fc.pre(changes.every((change) => Math.abs(change - ours.getTime()) > 2 * day));
        expect(ours).toEqual(next);
      }),
      { numRuns: 60 },
    );
  });
});
