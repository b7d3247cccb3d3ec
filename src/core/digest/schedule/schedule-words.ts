import { months, writeDate } from '../../cards/plain-words.ts';
import { dateIn } from '../../papers/calendar.ts';
import type { Cron } from './cron.ts';
import { writeTime } from './times.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const nth = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** The schedule in words: `on weekdays at 09:00`, `on the 1st, if it is a Monday, in January at 09:00`. */
export function describeSchedule(cron: Cron): string {
  const ofMonth = describeDaysOfMonth(cron.daysOfMonth);
  const ofWeek = describeDaysOfWeek(cron.daysOfWeek, ofMonth !== undefined);
  const days = ofMonth === undefined ? (ofWeek ?? 'every day') : `on ${ofMonth}${ofWeek ?? ''}`;
  const ofYear =
    cron.months.length === 12 ? '' : ` in ${list(cron.months.map((month) => months[month - 1] ?? ''))}`;
  const always = cron.hours.length === 24 && days === 'every day';
  return `${always ? '' : days}${ofYear} ${describeHours(cron)}`.trim();
}

/** `Monday, 20 March 2023`: the day it is in a zone. */
export function writeDay(at: Date, zone: string): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long' }).format(at);
  return `${weekday}, ${writeDate(dateIn(zone, at))}`;
}

/** `Monday, 20 March 2023 at 09:00 (Europe/Berlin)` */
export function writeMoment(at: Date, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${writeDay(at, zone)} at ${time} (${zone})`;
}

function describeHours({ hours, minute }: Cron): string {
  if (hours.length === 24) return `every hour at ${String(minute).padStart(2, '0')} minutes past`;
  return `at ${list(hours.map((hour) => writeTime({ hour, minute })))}`;
}

function describeDaysOfMonth(days: Cron['daysOfMonth']): string | undefined {
  if (new Set(days).size >= 31) return undefined;
  return list([...new Set(days)].map(describeDayOfMonth));
}

function describeDayOfMonth(day: number | string): string {
  if (typeof day === 'number') return `the ${ordinal(day)}`;
  if (day === 'L') return 'the last day of the month';
  if (day.startsWith('L-')) return `the ${ordinal(Number(day.slice(2)))} day before the last of the month`;
  return `the weekday nearest to the ${ordinal(Number.parseInt(day, 10))}`;
}

/** Days that come every week, from Monday on; in the form of a condition where days of the month are given too. */
function describeDaysOfWeek(days: Cron['daysOfWeek'], asCondition: boolean): string | undefined {
  const plain = days
    .filter((day) => typeof day === 'number')
    .sort((one, other) => ((one + 6) % 7) - ((other + 6) % 7));
  if (plain.length === 7) return undefined;
  const special = days.filter((day) => typeof day === 'string').map(describeSpecialDay);
  if (asCondition) {
    const names = plain.map((day) => `a ${weekdays[day]}`);
    return `, if it is ${list([...names, ...special], 'or')},`;
  }
  const text = plain.join();
  if (special.length === 0 && text === '1,2,3,4,5') return 'on weekdays';
  if (special.length === 0 && text === '6,0') return 'on weekends';
  return `on ${list([...plain.map((day) => `${weekdays[day]}s`), ...special])}`;
}

/** `1#2`: the second Monday; `5L`: the last Friday. */
function describeSpecialDay(day: string): string {
  const name = weekdays[Number.parseInt(day, 10)];
  if (day.endsWith('L')) return `the last ${name} of the month`;
  return `the ${nth[Number(day.slice(2))]} ${name} of the month`;
}

function ordinal(day: number): string {
  const ending = day > 10 && day < 20 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

function list(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
