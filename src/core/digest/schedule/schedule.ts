import { type Cron, readCron } from './cron.ts';
import { everComes } from './next-due.ts';
import { describeSchedule } from './schedule-words.ts';
import { readTimes } from './times.ts';

/** When a digest comes: a cron expression of five fields, and the same in words: `on weekdays at 09:00`. */
export type Schedule = { readonly expression: string; readonly words: string };

/** A schedule as it is written, field by field; an empty one is one not written. */
export type WrittenSchedule = { readonly at?: string; readonly days?: string; readonly cron?: string };

/** When a digest comes of which nothing is said. */
export const usualSchedule = '0 9 * * *';

/** Why something typed cannot be read, with an example of what can. */
export type Misread = { readonly problem: string };

const examples = 'Examples: “09:00”, “weekdays 9:30 am”, “mon, wed, fri 17:00”, “0 9 * * 1-5”.';

/** `mon` to `sunday`, in the plural too; 0 is Sunday. */
const weekdayNames: readonly RegExp[] = [
  /^sun(day)?s?$/u,
  /^mon(day)?s?$/u,
  /^tue(s|sday)?s?$/u,
  /^wed(nesday|nes)?s?$/u,
  /^thu(r|rs|rsday)?s?$/u,
  /^fri(day)?s?$/u,
  /^sat(urday)?s?$/u,
];

const groups: Readonly<Record<string, readonly number[]>> = {
  day: [0, 1, 2, 3, 4, 5, 6],
  days: [0, 1, 2, 3, 4, 5, 6],
  daily: [0, 1, 2, 3, 4, 5, 6],
  everyday: [0, 1, 2, 3, 4, 5, 6],
  weekday: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  workdays: [1, 2, 3, 4, 5],
  weekend: [0, 6],
  weekends: [0, 6],
  week: [1],
  weekly: [1],
};

/** Words that may stand anywhere and mean nothing of themselves. */
const fillers = new Set(['every', 'each', 'on', 'at', 'and', 'the', 'in', '&', "o'clock"]);

/**
 * Reads what people write, whether on a line, in a form or in the configuration file: times (`09:00`, `9:30 pm`, `noon`) and
 * days (`every day`, `weekdays`, `mon, wed`, `mon-fri`), either in either place, or a cron expression of five fields, which
 * says all. Time and days that are not written are those of `before`.
 */
export function readSchedule(
  { at = '', days = '', cron = '' }: WrittenSchedule,
  before = usualSchedule,
): Schedule | Misread {
  const text = simplify(`${days} ${at}`);
  const expression = simplify(cron);
  if (text.length + expression.length > 200)
    return { problem: `That is too long for a schedule. ${examples}` };
  if (expression !== '' && text !== '')
    return { problem: 'cron already says when it comes. Leave out at and days, or cron.' };
  if (expression !== '') return takeCron(expression);
  if (text === '') return { expression: before, words: describeCron(before) };
  for (const one of [simplify(days), text]) if (looksLikeCron(one)) return takeCron(one);
  const found = readTimes(text);
  if ('problem' in found) return { problem: `${found.problem} ${examples}` };
  const foundDays = readDays(found.rest);
  if ('problem' in foundDays) return foundDays;
  const minutes = new Set(found.times.map(({ minute }) => minute));
  if (minutes.size > 1)
    return {
      problem:
        'The times of one digest must share their minutes, like “9:30 and 17:30”; make two digests else.',
    };
  const [minute, hours, ...daysBefore] = before.split(' ');
  const newHours = [...new Set(found.times.map(({ hour }) => hour))].sort((one, other) => one - other);
  const time = newHours.length === 0 ? [minute, hours] : [[...minutes].join(), newHours.join()];
  const newDays = foundDays.days.length === 0 ? daysBefore : ['*', '*', writeDays(foundDays.days)];
  return takeCron([...time, ...newDays].join(' '));
}

function simplify(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
}

/** The schedule of a cron expression that was read before. */
export function describeCron(expression: string): string {
  const cron = readCron(expression);
  return 'problem' in cron ? expression : describeSchedule(cron);
}

/** Five fields or more of what cron expressions are made of, or a sign that only they have. */
function looksLikeCron(text: string): boolean {
  const parts = text.split(' ');
  const fields = parts.length >= 5 && parts.slice(0, 3).every((part) => /^[\dlw,/-]+$/u.test(part));
  return fields || /[*#?]/u.test(text);
}

function takeCron(text: string): Schedule | Misread {
  const cron: Cron | Misread = readCron(text);
  if ('problem' in cron) return cron;
  if (!everComes(cron)) return { problem: `${cron.expression} never comes: no day is all that at once.` };
  return { expression: cron.expression, words: describeSchedule(cron) };
}

/** None where none are named. */
function readDays(text: string): { readonly days: readonly number[] } | Misread {
  const found = new Set<number>();
  const words = text.replace(/\s*(?:-|–|\bto\b|\bthrough\b)\s*/gu, '-').split(/[\s,;+]+/u);
  for (const word of words) {
    if (word === '' || fillers.has(word)) continue;
    const days = groups[word] ?? readDay(word) ?? readRange(word);
    if (days === undefined) return { problem: `“${word}” is not understood as a day or a time. ${examples}` };
    for (const day of days) found.add(day);
  }
  return { days: [...found].sort((one, other) => one - other) };
}

function readDay(word: string): readonly number[] | undefined {
  const day = weekdayNames.findIndex((name) => name.test(word));
  return day < 0 ? undefined : [day];
}

/** `mon-fri`, and `sat-mon` over the week's end. */
function readRange(word: string): readonly number[] | undefined {
  const [from, to, ...more] = word.split('-').map(readDay);
  const first = from?.[0];
  const last = to?.[0];
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function writeDays(days: readonly number[]): string {
  const text = days.join(',');
  if (days.length === 7) return '*';
  return text === '1,2,3,4,5' ? '1-5' : text;
}

/** Days and time of a schedule as `readSchedule` reads them; a schedule that is more than that stands whole among the days. */
export function writeTimes(schedule: string): Required<Omit<WrittenSchedule, 'cron'>> {
  const [minute = '', hours = '', dayOfMonth, month, dayOfWeek = ''] = schedule.split(' ');
  const days = dayOfMonth === '*' && month === '*' ? nameDays(dayOfWeek) : undefined;
  if (days === undefined || !/^\d+$/u.test(minute) || !/^[\d,]+$/u.test(hours))
    return { at: '', days: schedule };
  return {
    at: hours
      .split(',')
      .map((hour) => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`)
      .join(', '),
    days,
  };
}

function nameDays(days: string): string | undefined {
  if (days === '*') return 'daily';
  if (days === '1-5') return 'weekdays';
  if (!/^[0-6](?:,[0-6])*$/u.test(days)) return undefined;
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  return days
    .split(',')
    .map((day) => names[Number(day)])
    .join(', ');
}
