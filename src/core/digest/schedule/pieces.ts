import { quote } from '../../text/quote.ts';
import { readCron } from './cron.ts';
import { type Days, isWeekday, readDays } from './days.ts';
import { everComes } from './next-due.ts';
import { readTime, type Time } from './times.ts';
import { readZoneWords } from './zones.ts';

/** What a field of a plan says: the time, the days, or the zone. */
export type Aspect = 'at' | 'days' | 'zone';

/** A piece of a schedule, as it was typed. */
export type SchedulePiece = Meaning & {
  readonly typed: string;
  /** Whether it is one where nothing else beside it says when: `sun` and `boston` may be words of a topic. */
  readonly clear: boolean;
};

type Meaning =
  | { readonly kind: 'time'; readonly time: Time }
  | { readonly kind: 'days'; readonly days: Days }
  | { readonly kind: 'zone'; readonly zone: string; readonly remark?: string }
  | { readonly kind: 'cron'; readonly expression: string }
  /** Looks like one and cannot be read. `instead` is what may be meant. */
  | {
      readonly kind: 'unclear';
      readonly about: Aspect;
      readonly problem: string;
      readonly instead: readonly string[];
    };

/** So many words can be one piece: a cron expression, `last day of the month`. */
export const longestPiece = 6;

const short = new Set(['sun', 'mon', 'sat', 'wed', 'sunday']);

/** What cannot be had: a digest comes on days of the week or of the month, at most once an hour. */
const unfit =
  /^(?:(?:every|each) (?:other|second|two|\d+)(?: [a-z]+)?|twice (?:a|every|each) [a-z]+|fortnightly|bi-?weekly|bi-?monthly|once every .+|hourly|(?:every|each) (?:hour|year|quarter)|yearly|annually|quarterly)$/u;

const exception = /^(?:except|excluding|but not|not on)(?: on)? (.+)$/u;

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const number = '\\d{1,2}(?:st|nd|rd|th)?';
const singleDay = new RegExp(
  `^(?:today|tomorrow|${number}(?: of)? ${month}|${month}(?: the)? ${number})$`,
  'u',
);

/** Times of the day in words, with a time that may be meant. */
const partsOfDay: ReadonlyMap<string, string> = new Map(
  Object.entries({
    morning: '09:00',
    afternoon: '14:00',
    evening: '18:00',
    night: '21:00',
  }),
);

/** What these words say of a schedule; undefined where they are words of something else. */
export function readPiece(words: readonly string[]): SchedulePiece | undefined {
  const typed = words.join(' ').replace(/[,;]+$/u, '');
  const text = typed.normalize('NFKC').toLowerCase();
  const meaning = readMeaning(typed, text, words.length);
  return meaning && { ...meaning, typed };
}

type Read = Meaning & { readonly clear: boolean };

function readMeaning(typed: string, text: string, length: number): Read | undefined {
  if (length === 5 && looksLikeCron(text)) return readExpression(text);
  if (length <= 2) {
    const time = readTimeWords(text);
    if (time !== undefined) return time;
  }
  const days = readDays(text);
  if (days !== undefined) return { kind: 'days', days, clear: !short.has(text) };
  const wrong = readUnfit(text);
  if (wrong !== undefined) return wrong;
  if (length > 3) return undefined;
  const zone = readZoneWords(readClocks(typed));
  if (zone === undefined) return readMisspelt(text);
  if ('problem' in zone) return { kind: 'unclear', about: 'zone', ...zone };
  return { kind: 'zone', ...zone };
}

const usualClocks: ReadonlyMap<string, string> = new Map([
  ['eastern', 'EST'],
  ['central', 'CST'],
  ['mountain', 'MST'],
  ['pacific', 'PST'],
  ['central european', 'CET'],
]);

/** `Berlin time`, `pacific time`: whose clocks are meant. */
function readClocks(typed: string): string {
  const name = /^(.+) time$/iu.exec(typed)?.[1];
  if (name === undefined) return typed;
  return usualClocks.get(name.toLowerCase()) ?? name;
}

function readTimeWords(text: string): Read | undefined {
  const isHour = /^at \d{1,2}$/u.test(text);
  const found = readTime(text.replace(/^at /u, ''));
  if (found === undefined) return undefined;
  if ('problem' in found) return { kind: 'unclear', about: 'at', instead: [], clear: true, ...found };
  // A bare number is an hour where the line says so, and else a word like any other.
  if (/^\d+$/u.test(text)) return undefined;
  return { kind: 'time', time: found.time, clear: found.clear || isHour };
}

/** Five fields, one at least of what words are not made of. */
function looksLikeCron(text: string): boolean {
  return text.split(' ').every(isCronField) && /(?:^| )[*?]/u.test(text);
}

/** Whether it may be a field of a cron expression. */
export function isCronField(word: string): boolean {
  return /^(?:[\d*?]|l$|lw$|l-\d|(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[-,#/l]|$))[\da-z*?,/#-]*$/iu.test(
    word,
  );
}

function readExpression(text: string): Read {
  const cron = readCron(text);
  const problem =
    'problem' in cron ? cron.problem : everComes(cron) ? undefined : explainNever(cron.expression);
  if ('problem' in cron || problem !== undefined)
    return { kind: 'unclear', about: 'days', problem: problem ?? '', instead: [], clear: true };
  return { kind: 'cron', expression: cron.expression, clear: true };
}

/** Why an expression that can be read is refused. */
export function explainNever(expression: string): string {
  return `${expression} never happens: no day matches all of that.`;
}

function readUnfit(text: string): Read | undefined {
  if (unfit.test(text)) {
    const day = text.split(' ').at(-1) ?? '';
    return {
      kind: 'unclear',
      about: 'days',
      problem: `A digest cannot come ${quote(text)}: it comes on days of the week or of the month.`,
      instead: isWeekday(day) ? [day] : ['daily', 'weekly', 'monthly'],
      clear: true,
    };
  }
  const part = /^(?:(?:every|each|in the) (morning|afternoon|evening|night)|(tonight))$/u.exec(text);
  if (part !== null) return explainPart(text, part[1] ?? 'evening');
  if (
    /^(?:(?:half|quarter) (?:past|to) [a-z\d]+|half [a-z\d]+)$/u.test(text) &&
    /(?:past|to) |\d$/u.test(text)
  )
    return explainPart(text, '');
  const leftOut = exception.exec(text)?.[1];
  if (leftOut !== undefined && readDays(leftOut) !== undefined)
    return {
      kind: 'unclear',
      about: 'days',
      problem: `${quote(text)} leaves days out: name the days on which the digest comes.`,
      instead: [],
      clear: true,
    };
  if (singleDay.test(text))
    return {
      kind: 'unclear',
      about: 'days',
      problem: `${quote(text)} is a single day, and a digest repeats.`,
      instead: ['daily', 'weekly'],
      clear: true,
    };
  return undefined;
}

function explainPart(text: string, part: string): Read {
  const time = partsOfDay.get(part);
  return {
    kind: 'unclear',
    about: 'at',
    problem: `${quote(text)} is not a time of day. Use one like 09:00 or 9:30 pm.`,
    instead: time === undefined ? [] : [time],
    clear: true,
  };
}

const fullNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** `wensday`, `fridya`: the letters of a day in disorder. */
function readMisspelt(text: string): Read | undefined {
  if (!/^[a-z]{5,10}$/u.test(text) || !/[dy]/u.test(text) || isWeekday(text)) return undefined;
  const meant = fullNames.find((name) => name[0] === text[0] && isMisspelling(text.replace(/s$/u, ''), name));
  if (meant === undefined) return undefined;
  const problem = `${quote(text)} is not a day. Did you mean ${meant}?`;
  return { kind: 'unclear', about: 'days', problem, instead: [meant], clear: true };
}

/** Whether it ends like a day and has nearly the letters of this one. */
function isMisspelling(text: string, name: string): boolean {
  const ends = /(?:day|dya|ady|dy|dday|dai)$/u.test(text);
  const lacking = [...name].filter((letter) => !text.includes(letter)).length;
  return (
    ends && lacking <= 1 && Math.abs(text.length - name.length) <= 2 && text.slice(0, 2) === name.slice(0, 2)
  );
}
