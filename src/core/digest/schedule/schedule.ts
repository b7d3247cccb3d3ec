import { type Cron, readCron } from './cron.ts';
import { everComes } from './next-due.ts';
import { describeSchedule } from './schedule-words.ts';
import { readTimes } from './times.ts';

/** When a digest comes: a cron expression of five fields, and the same in words: `on weekdays at 09:00`. */
export type Schedule = { readonly expression: string; readonly words: string };

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
 * Reads what people type: times (`09:00`, `9:30 pm`, `noon`), days (`every day`, `weekdays`, `mon, wed`, `mon-fri`), both in
 * either order, or a cron expression of five fields. Without a time it is `time`, without days every day.
 */
export function readSchedule(typed: string, time = '09:00'): Schedule | Misread {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
  if (text.length > 200) return { problem: `That is too long for a schedule. ${examples}` };
  if (looksLikeCron(text)) return takeCron(text);
  const times = readTimes(text);
  if ('problem' in times) return { problem: `${times.problem} ${examples}` };
  const days = readDays(times.rest);
  if ('problem' in days) return days;
  const found = times.times.length > 0 ? times : readTimes(time);
  if ('problem' in found) return { problem: `${found.problem} ${examples}` };
  const minutes = new Set(found.times.map(({ minute }) => minute));
  if (minutes.size > 1)
    return {
      problem:
        'The times of one digest must share their minutes, like “9:30 and 17:30”; make two digests else.',
    };
  const hours = [...new Set(found.times.map(({ hour }) => hour))].sort((one, other) => one - other);
  const [minute = 0] = minutes;
  return takeCron(`${minute} ${hours.join(',')} * * ${writeDays(days.days)}`);
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

function readDays(text: string): { readonly days: readonly number[] } | Misread {
  const found = new Set<number>();
  const words = text.replace(/\s*(?:-|–|\bto\b|\bthrough\b)\s*/gu, '-').split(/[\s,;+]+/u);
  for (const word of words) {
    if (word === '' || fillers.has(word)) continue;
    const days = groups[word] ?? readDay(word) ?? readRange(word);
    if (days === undefined) return { problem: `“${word}” is not understood as a day or a time. ${examples}` };
    for (const day of days) found.add(day);
  }
  return { days: found.size === 0 ? [0, 1, 2, 3, 4, 5, 6] : [...found].sort((one, other) => one - other) };
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
