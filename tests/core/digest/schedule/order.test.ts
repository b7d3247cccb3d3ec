import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOrder } from '../../../../src/core/digest/schedule/order.ts';
import { describeCron } from '../../../../src/core/digest/schedule/schedule.ts';
import { LINEAR, measureGrowth } from '../../../growth.ts';

/** What somebody has who says nothing of when: every day at 09:00 by the clocks of Zurich. */
const before = { schedule: '0 9 * * *', zone: 'Europe/Zurich' };
const ny = 'America/New_York';

/** Orders as people type them: the topic, the expression, and the zone where one is said. */
const understood: readonly (readonly [line: string, topic: string, expression: string, zone?: string])[] = [
  ['ensembles 9:30 pm weekdays', 'ensembles', '30 21 * * 1-5'],
  ['ensembles 9pm daily', 'ensembles', '0 21 * * *'],
  ['9pm daily', '', '0 21 * * *'],
  ['ensembles 17:00 every monday', 'ensembles', '0 17 * * 1'],
  ['ensembles fri 8:30', 'ensembles', '30 8 * * 5'],
  ['ensembles 8am', 'ensembles', '0 8 * * *'],
  ['ensembles 8 am', 'ensembles', '0 8 * * *'],
  ['ensembles at 8:30 on fridays', 'ensembles', '30 8 * * 5'],
  ['ensembles on fridays at 8:30', 'ensembles', '30 8 * * 5'],
  ['ensembles mon fri', 'ensembles', '0 9 * * 1,5'],
  ['ensembles mon-fri', 'ensembles', '0 9 * * 1-5'],
  ['ensembles mon - fri 9:30', 'ensembles', '30 9 * * 1-5'],
  ['ensembles Monday to Friday 8.15', 'ensembles', '15 8 * * 1-5'],
  ['ensembles Mon/Wed/Fri 7:45', 'ensembles', '45 7 * * 1,3,5'],
  ['ensembles mon, wed and fri at noon', 'ensembles', '0 12 * * 1,3,5'],
  ['ensembles sat sun', 'ensembles', '0 9 * * 0,6'],
  ['ensembles 17:00 fri UTC', 'ensembles', '0 17 * * 5', 'UTC'],
  ['ensembles 5pm UTC', 'ensembles', '0 17 * * *', 'UTC'],
  ['gan 17:00 UTC every friday', 'gan', '0 17 * * 5', 'UTC'],
  ['gan UTC fri 17:00', 'gan', '0 17 * * 5', 'UTC'],
  ['uncertainty 09:00', 'uncertainty', '0 9 * * *'],
  ['uncertainty 09:00 weekdays Europe/Berlin', 'uncertainty', '0 9 * * 1-5', 'Europe/Berlin'],
  ['uncertainty weekdays 9:00 berlin', 'uncertainty', '0 9 * * 1-5', 'Europe/Berlin'],
  ['uncertainty berlin weekdays 9:00', 'uncertainty', '0 9 * * 1-5', 'Europe/Berlin'],
  ['uncertainty 9:00 London', 'uncertainty', '0 9 * * *', 'Europe/London'],
  ['uncertainty 9:00 CET', 'uncertainty', '0 9 * * *', 'Europe/Berlin'],
  ['uncertainty 9 am ET', 'uncertainty', '0 9 * * *', ny],
  ['uncertainty 9am in New York', 'uncertainty', '0 9 * * *', ny],
  ['uncertainty 9am Pacific time', 'uncertainty', '0 9 * * *', 'America/Los_Angeles'],
  ['uncertainty 9am boston', 'uncertainty', '0 9 * * *', ny],
  ['uncertainty boston fridays', 'uncertainty', '0 9 * * 5', ny],
  ['uncertainty 21:30', 'uncertainty', '30 21 * * *'],
  ['uncertainty 9.30 fri', 'uncertainty', '30 9 * * 5'],
  ['uncertainty 17h30', 'uncertainty', '30 17 * * *'],
  ['uncertainty at 9', 'uncertainty', '0 9 * * *'],
  ['uncertainty fri 9', 'uncertainty', '0 9 * * 5'],
  ['uncertainty 9 o’clock'.replace('’', "'"), 'uncertainty', '0 9 * * *'],
  ['uncertainty noon', 'uncertainty', '0 12 * * *'],
  ['uncertainty midnight weekends', 'uncertainty', '0 0 * * 0,6'],
  ['uncertainty 9:00 and 17:00', 'uncertainty', '0 9,17 * * *'],
  ['uncertainty 9:00,17:00 mon,thu', 'uncertainty', '0 9,17 * * 1,4'],
  ['uncertainty fridays', 'uncertainty', '0 9 * * 5'],
  ['uncertainty every sun', 'uncertainty', '0 9 * * 0'],
  ['uncertainty weekly', 'uncertainty', '0 9 * * 1'],
  ['uncertainty weekly on fridays', 'uncertainty', '0 9 * * 5'],
  ['uncertainty once a week', 'uncertainty', '0 9 * * 1'],
  ['uncertainty monthly', 'uncertainty', '0 9 1 * *'],
  ['uncertainty monthly on the 15th', 'uncertainty', '0 9 15 * *'],
  ['uncertainty first monday', 'uncertainty', '0 9 * * 1#1'],
  ['uncertainty 9.30 on the first monday of the month', 'uncertainty', '30 9 * * 1#1'],
  ['uncertainty last friday 17:00', 'uncertainty', '0 17 * * 5L'],
  ['uncertainty last day of the month', 'uncertainty', '0 9 L * *'],
  ['uncertainty 30 8 * * 1-5', 'uncertainty', '30 8 * * 1-5'],
  ['uncertainty 0 9 LW * *', 'uncertainty', '0 9 LW * *'],
  ['top 10 30 8 * * mon-fri UTC', 'top 10', '30 8 * * MON-FRI', 'UTC'],
  ['30 8 * * 1-5', '', '30 8 * * 1-5'],
  ['uncertainty, 9am, Berlin', 'uncertainty', '0 9 * * *', 'Europe/Berlin'],
  ['title:uncertainty 9:00', 'title:uncertainty', '0 9 * * *'],
  // Of the topic: only the end is read, and words in quotation marks never are.
  ['friday night lights dataset', 'friday night lights dataset', '0 9 * * *'],
  ['friday night lights dataset 9:00', 'friday night lights dataset', '0 9 * * *'],
  ['monthly rainfall', 'monthly rainfall', '0 9 * * *'],
  ['boston housing', 'boston housing', '0 9 * * *'],
  ['boston housing fridays', 'boston housing', '0 9 * * 5'],
  ['may', 'may', '0 9 * * *'],
  ['gan', 'gan', '0 9 * * *'],
  ['Sat solvers', 'Sat solvers', '0 9 * * *'],
  ['sun tracking weekdays', 'sun tracking', '0 9 * * 1-5'],
  ['segmentation of CT', 'segmentation of CT', '0 9 * * *'],
  ['web science @ 10', 'web science @ 10', '0 9 * * *'],
  ['TU Wien @', 'TU Wien @', '0 9 * * *'],
  ['covid 19', 'covid 19', '0 9 * * *'],
  ['first order methods', 'first order methods', '0 9 * * *'],
  ['real time', 'real time', '0 9 * * *'],
  ['gpt 3.5', 'gpt 3.5', '0 9 * * *'],
  ['top 5 weekdays', 'top 5', '0 9 * * 1-5'],
  ['covid-19', 'covid-19', '0 9 * * *'],
  ['vision/language 9:00', 'vision/language', '0 9 * * *'],
  ['a 1:1 mapping', 'a 1:1 mapping', '0 9 * * *'],
  ['uncertainty "sun"', 'uncertainty "sun"', '0 9 * * *'],
  ['"9:00" 10:00', '"9:00"', '0 10 * * *'],
  ['', '', '0 9 * * *'],
];

/** Orders that are asked about: the problem, what may be meant, and what is left of the line. */
const asked: readonly (readonly [
  line: string,
  problem: RegExp,
  instead: readonly string[],
  topic: string,
])[] = [
  ['ensembles 25:00', /“25:00” is not a time of day/u, [], 'ensembles'],
  ['ensembles 13pm weekdays', /“13pm” is not a time of day/u, [], 'ensembles'],
  ['ensembles 9:75', /“9:75” is not a time of day/u, [], 'ensembles'],
  ['ensembles every morning', /“every morning” is not a time of day/u, ['09:00'], 'ensembles'],
  ['ensembles half past nine', /“half past nine” is not a time of day/u, [], 'ensembles'],
  ['ensembles wensday 9:00', /“wensday” is not a day. Did you mean wednesday/u, ['wednesday'], 'ensembles'],
  ['ensembles every other friday', /cannot come “every other friday”/u, ['friday'], 'ensembles'],
  ['ensembles fortnightly', /cannot come “fortnightly”/u, ['daily', 'weekly', 'monthly'], 'ensembles'],
  ['ensembles tomorrow', /“tomorrow” is a single day/u, ['daily', 'weekly'], 'ensembles'],
  ['ensembles Europe/Berlim 9:00', /Did you mean Europe\/Berlin/u, ['Europe/Berlin'], 'ensembles'],
  ['ensembles 9:00 UTC+2', /“UTC\+2” does not say whether it has summer time/u, [], 'ensembles'],
  ['ensembles 9:00 IST', /“IST” may be/u, ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'], 'ensembles'],
  ['ensembles 9:00 cambridge', /“cambridge” may be in/u, [ny, 'Europe/London'], 'ensembles'],
  [
    'ensembles boston',
    /Is “boston” part of the topic, or a time zone \(America\/New_York\)\?/u,
    [ny],
    'ensembles boston',
  ],
  ['ensembles sun', /Is “sun” part of the topic, or a day\?/u, ['sun'], 'ensembles sun'],
  ['ensembles 9.30', /Is “9.30” part of the topic, or a time\?/u, ['9.30'], 'ensembles 9.30'],
  ['sun', /Is “sun” part of the topic/u, ['sun'], 'sun'],
  ['08:30 ensembles', /Is “08:30” part of the topic/u, ['08:30'], '08:30 ensembles'],
  ['ensembles 9am japan', /Is “9am” part of the topic/u, ['9am'], 'ensembles 9am japan'],
  [
    'ensembles Europe/Berlin please',
    /Is “Europe\/Berlin” part/u,
    ['Europe/Berlin'],
    'ensembles Europe/Berlin please',
  ],
  ['ensembles 9:00 10:00 at 9:30', /must share their minutes/u, ['09:00', '10:00', '09:30'], 'ensembles'],
  ['ensembles 9:00 UTC London', /both UTC and Europe\/London/u, ['UTC', 'Europe/London'], 'ensembles'],
  ['ensembles 8:30 0 9 * * 5', /both 08:30 and 09:00/u, ['08:30', '09:00'], 'ensembles'],
  ['ensembles fri 0 9 * * 1', /both fri and mon/u, ['fri', 'mon'], 'ensembles'],
  ['ensembles fridays on the 13th', /cannot be one digest/u, ['fri', '13th'], 'ensembles'],
  ['ai 9:00 mon tue 1st', /“mon, tue” and “1st” cannot be one digest/u, ['mon, tue', '1st'], 'ai'],
  ['ensembles 9:00 except fridays', /“except fridays” leaves days out/u, [], 'ensembles'],
  ['ensembles 9:00 every day but not on sun', /“but not on sun” leaves days out/u, [], 'ensembles'],
  ['ensembles 24 dec 9:00', /“24 dec” is a single day/u, ['daily', 'weekly'], 'ensembles'],
  ['ensembles 9:00 March 1st', /“march 1st” is a single day/u, ['daily', 'weekly'], 'ensembles'],
  ['ensembles */5 * * * *', /more often than once an hour/u, [], 'ensembles'],
  ['ensembles 0 30 8 * * 1-5', /“0 30 8 \* \* 1-5” has 6/u, ['30 8 * * 1-5'], 'ensembles'],
  ['ensembles 0 9 30 2 *', /never happens/u, [], 'ensembles'],
];

describe('an order as people type it', () => {
  const rows = understood.map(([line, topic, expression, zone]) => ({
    line,
    topic,
    when: { schedule: expression, zone: zone ?? before.zone },
  }));
  it.each(rows)('“$line” is $topic, $when.schedule $when.zone', ({ line, topic, when }) => {
    const order = readOrder(line, {}, before);
    expect(order.troubles).toEqual([]);
    expect(order).toMatchObject({ topic, when });
  });

  it.each(asked)('“%s” is asked about: %s', (line, problem, instead, topic) => {
    const order = readOrder(line, {}, before);
    expect(order.troubles).toMatchObject([{ problem: expect.stringMatching(problem), instead }]);
    expect(order.topic).toBe(topic);
  });

  it.each([
    ['ensembles 9:30 pm', { at: '10:00' }, 'both 21:30 and 10:00'],
    ['ensembles fri', { days: 'mon' }, 'both fri and mon'],
    ['ensembles 9:00 UTC', { zone: 'Asia/Tokyo' }, 'both UTC and Asia/Tokyo'],
    ['ensembles', { at: '10:00', days: '30 8 * * 1-5' }, 'both 10:00 and 08:30'],
  ])('“%s” with %j contradicts itself', (line, fields, problem) => {
    expect(readOrder(line, fields, before).troubles).toMatchObject([
      { problem: expect.stringContaining(problem) },
    ]);
  });

  it('leaves a word in the topic where a field says already what it would', () => {
    for (const [line, fields] of [
      ['solar sun', { days: 'fri' }],
      ['housing boston', { zone: 'UTC' }],
      ['python 3.10', { at: '9:00' }],
    ] as const) {
      const order = readOrder(line, fields, before);
      expect(order).toMatchObject({ topic: line, troubles: [] });
    }
  });

  it('takes an e-mail address out of the line, wherever it stands', () => {
    for (const line of [
      'uncertainty ada@lab.org 9am',
      'uncertainty 9am ada@lab.org',
      'ada@lab.org uncertainty 9am',
    ])
      expect(readOrder(line, {}, before)).toMatchObject({
        topic: 'uncertainty',
        address: 'ada@lab.org',
        when: { schedule: '0 9 * * *' },
        troubles: [],
      });
  });

  it('says what was understood where something else was not', () => {
    const order = readOrder('ensembles fri 25:00 UTC', {}, before);
    expect(order).toMatchObject({ topic: 'ensembles', when: { schedule: '0 9 * * 5', zone: 'UTC' } });
    expect(order.troubles).toHaveLength(1);
  });

  it('never loses a word: each is of the topic, was read, or is asked about', () => {
    const word = fc.constantFrom(
      ...[
        'ensembles',
        '9:30',
        'pm',
        '25:00',
        'fri',
        'sun',
        'every',
        'on',
        'UTC',
        'boston',
        'mon-fri',
        '*',
        '0',
        '1-5',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const order = readOrder(words.join(' '), {}, before);
        expect(describeCron(order.when.schedule)).not.toBe('');
        const isSilent = order.troubles.length === 0 && Object.keys(order.said).length === 0;
        if (isSilent) expect(order.topic).toBe(words.join(' '));
      }),
    );
  });

  it.each(['9:30 ', 'fri ', 'x ', '"', 'every ', '* ', 'new '])(
    'takes no more than linear time over a line of %j',
    async (unit) => {
      const growth = await measureGrowth((size) => readOrder(unit.repeat(size), {}, before), 500);
      expect(growth).toBeLessThan(LINEAR);
    },
  );
});
