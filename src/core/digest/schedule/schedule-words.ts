import { months, writeDate, writeOrdinal } from '../../cards/plain-words.ts';
import { dateIn } from '../../papers/calendar.ts';
import { capitalise } from '../../text/capitalise.ts';
import { listed } from '../../text/listed.ts';
import type { Cron } from './cron.ts';
import { writeTime } from './times.ts';
import { isZone } from './zones.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const nth = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** The schedule in words: `on weekdays at 09:00`, `on Fridays that are the 13th at 09:00`. */
export function describeSchedule(cron: Cron): string {
  const days = describeDays(cron);
  const always = cron.hours.length === 24 && days === 'every day';
  return `${always ? '' : days}${describeMonths(cron)} ${describeHours(cron)}`.trim();
}

/** The same as a label: `Weekdays 09:00`, `Fridays that are the 13th, 09:00`. */
export function labelSchedule(cron: Cron): string {
  const days = `${describeDays(cron)}${describeMonths(cron)}`.replace(/^on /u, '');
  const joint = days.split(' ').length > 3 ? ', ' : ' ';
  return capitalise(`${days}${joint}${describeHours(cron).replace(/^at /u, '')}`);
}

/** `Monday, 20 March 2023`: the day it is in a zone. */
export function writeDay(at: Date, zone: string): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long' }).format(at);
  return `${weekday}, ${writeDate(dateIn(zone, at))}`;
}

/** `Monday 20 March`: the same without the year. */
export function writeShortDay(at: Date, zone: string): string {
  const told = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(at);
  return told.replace(',', '');
}

/** `Monday 20 March 09:00`. */
export function writeShortMoment(at: Date, zone: string): string {
  return `${writeShortDay(at, zone)} ${writeClock(at, zone)}`;
}

/** `Monday, 20 March 2023 at 09:00 (Europe/Berlin)`; in UTC for a zone that is not known here. */
export function writeMoment(at: Date, named: string): string {
  const zone = isZone(named) ? named : 'UTC';
  return `${writeDay(at, zone)} at ${writeClock(at, zone)} (${zone})`;
}

/** `09:00`: what clocks in the zone show. */
function writeClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

function describeMonths({ months: ofYear }: Cron): string {
  return ofYear.length === 12 ? '' : ` in ${listed(ofYear.map((month) => months[month - 1] ?? ''))}`;
}

function describeHours({ hours, minute }: Cron): string {
  if (hours.length === 24) return `every hour at ${String(minute).padStart(2, '0')} minutes past`;
  const times = hours.map((hour) => writeTime({ hour, minute }));
  const step = findStep(hours);
  if (hours.length < 5 || step === undefined) return `at ${listed(times)}`;
  return `every ${step === 1 ? 'hour' : `${step} hours`} from ${times[0]} to ${times.at(-1)}`;
}

/** Both kinds of days must be met, as node-cron has it; other crons take either. */
function describeDays({ daysOfMonth, daysOfWeek }: Cron): string {
  const ofMonth = new Set(daysOfMonth).size >= 31 ? undefined : describeDaysOfMonth(daysOfMonth);
  const weekdays = describeDaysOfWeek(daysOfWeek);
  if (ofMonth === undefined) return weekdays?.words ?? 'every day';
  if (weekdays === undefined) return `on ${ofMonth}`;
  return weekdays.arePlain
    ? `${weekdays.words} that are ${ofMonth}`
    : `${weekdays.words}, if it is ${ofMonth},`;
}

/** `the 1st or the 15th`, `the 1st to the 7th`, `every 2nd day of the month from the 1st`. */
function describeDaysOfMonth(all: Cron['daysOfMonth']): string {
  const days = [...new Set(all)];
  const numbers = days.filter((day) => typeof day === 'number').sort((one, other) => one - other);
  const [first, last] = [numbers[0], numbers.at(-1)];
  const step = numbers.length === days.length && days.length > 3 ? findStep(numbers) : undefined;
  if (step === undefined || first === undefined || last === undefined)
    return listed(
      [...numbers, ...days.filter((day) => typeof day === 'string')].map(describeDayOfMonth),
      'or',
    );
  if (step === 1) return `the ${writeOrdinal(first)} to the ${writeOrdinal(last)}`;
  return `every ${writeOrdinal(step)} day of the month from the ${writeOrdinal(first)}`;
}

/** By how much each number is more than the one before; undefined where that is not the same. */
function findStep([first = 0, second = 0, ...others]: readonly number[]): number | undefined {
  const step = second - first;
  const all = [second, ...others];
  return all.every((number, at) => at === 0 || number - (all[at - 1] ?? 0) === step) ? step : undefined;
}

function describeDayOfMonth(day: number | string): string {
  if (typeof day === 'number') return `the ${writeOrdinal(day)}`;
  if (day === 'L') return 'the last day of the month';
  if (day === 'LW') return 'the last weekday of the month';
  if (day.startsWith('L-'))
    return `the ${writeOrdinal(Number(day.slice(2)))} day before the last of the month`;
  return `the weekday nearest to the ${writeOrdinal(Number.parseInt(day, 10))}`;
}

/** Days that come every week, from Monday on, and others after them; undefined for all of them. */
function describeDaysOfWeek(
  days: Cron['daysOfWeek'],
): { readonly words: string; readonly arePlain: boolean } | undefined {
  const plain = [...new Set(days)]
    .filter((day) => typeof day === 'number')
    .sort((one, other) => ((one + 6) % 7) - ((other + 6) % 7));
  if (plain.length === 7) return undefined;
  const special = days.filter((day) => typeof day === 'string').map(describeSpecialDay);
  const text = plain.join();
  const arePlain = special.length === 0;
  if (arePlain && text === '1,2,3,4,5') return { words: 'on weekdays', arePlain };
  if (arePlain && text === '6,0') return { words: 'on weekends', arePlain };
  return { words: `on ${listed([...plain.map((day) => `${weekdays[day]}s`), ...special])}`, arePlain };
}

/** `1#2`: the second Monday; `5L`: the last Friday. */
function describeSpecialDay(day: string): string {
  const name = weekdays[Number.parseInt(day, 10)];
  if (day.endsWith('L')) return `the last ${name} of the month`;
  return `the ${nth[Number(day.slice(2))]} ${name} of the month`;
}
