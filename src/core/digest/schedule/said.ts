import { writeOrdinal } from '../../cards/plain-words.ts';
import { quote } from '../../text/quote.ts';
import { readCron } from './cron.ts';
import { joinDays, writeDays } from './days.ts';
import { everComes } from './next-due.ts';
import { type Aspect, explainNever, type SchedulePiece } from './pieces.ts';
import { writeTime } from './times.ts';

/** What a text says of when a digest comes; what it does not say is absent. */
export type Said = {
  /** The first two fields of a cron expression. */
  readonly time?: string;
  /** The last three. */
  readonly days?: string;
  readonly zone?: string;
};

/** Something that cannot be read, or contradicts something else, and what may be meant, as one would type it. */
export type Misreading = {
  readonly about: Aspect;
  readonly problem: string;
  readonly instead: readonly string[];
  /** What was typed, where it is one word or phrase that may be of the topic. */
  readonly typed?: string;
  /** Where it stands: the field that says it, or the line beside them. */
  readonly field?: 'at' | 'days' | 'zone' | 'cron' | 'line';
};

const examples = 'Examples: “09:00”, “weekdays 9:30 am”, “mon, wed, fri 17:00”, “0 9 * * 1-5”.';

/** What the pieces of one text say together. */
export function sayPieces(pieces: readonly SchedulePiece[]): {
  readonly said: Said;
  readonly troubles: readonly Misreading[];
} {
  const unclear = pieces.flatMap((piece) => {
    if (piece.kind !== 'unclear') return [];
    const { about, instead, typed } = piece;
    const lacksExample =
      instead.length === 0 && !/Example|five fields|never/u.test(piece.problem) && about !== 'zone';
    return [
      { about, problem: lacksExample ? `${piece.problem} ${examples}` : piece.problem, instead, typed },
    ];
  });
  const crons = pieces.flatMap((piece) => (piece.kind === 'cron' ? [splitExpression(piece.expression)] : []));
  const zones = pieces.flatMap((piece) => (piece.kind === 'zone' ? [{ zone: piece.zone }] : []));
  const { said, troubles } = unite([...sayTimes(pieces), ...sayDays(pieces), ...crons, ...zones]);
  return { said, troubles: [...unclear, ...tellHours(pieces), ...tellDays(pieces), ...troubles] };
}

/** What several texts say together; what is as it was before does not count beside something else. */
export function unite(
  all: readonly Said[],
  before: Said = {},
): { readonly said: Said; readonly troubles: readonly Misreading[] } {
  const troubles: Misreading[] = [];
  const choose = (name: keyof Said, about: Aspect, tell: (value: string) => string): Said => {
    const values = [...new Set(all.flatMap((said) => said[name] ?? []))];
    const others = values.length > 1 ? values.filter((value) => value !== before[name]) : values;
    const [value] = others;
    if (value === undefined) return {};
    if (others.length > 1) {
      const instead = others.map(tell);
      troubles.push({ about, problem: `This says both ${instead.join(' and ')}. Which is it?`, instead });
    }
    return { [name]: value };
  };
  return {
    said: {
      ...choose('time', 'at', writeHours),
      ...choose('days', 'days', nameDays),
      ...choose('zone', 'zone', (zone) => zone),
    },
    troubles,
  };
}

/** The expression of what was said, with the rest as it was; why it cannot be, where the days never come. */
export function writeExpression(said: Said, before: string): { readonly expression: string } | Misreading {
  const { time = '', days = '' } = splitExpression(before);
  const expression = `${said.time ?? time} ${said.days ?? days}`;
  const cron = readCron(expression);
  const problem = 'problem' in cron ? cron.problem : everComes(cron) ? undefined : explainNever(expression);
  return problem === undefined ? { expression } : { about: 'days', problem, instead: [] };
}

/** The time and the days of a cron expression. */
export function splitExpression(expression: string): Required<Omit<Said, 'zone'>> {
  const [minute, hours, ...days] = expression.split(' ');
  return { time: `${minute} ${hours}`, days: days.join(' ') };
}

function timesOf(pieces: readonly SchedulePiece[]) {
  return pieces.flatMap((piece) => (piece.kind === 'time' ? [piece.time] : []));
}

function sayTimes(pieces: readonly SchedulePiece[]): readonly Said[] {
  const times = timesOf(pieces);
  const [first] = times;
  if (first === undefined) return [];
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((one, other) => one - other);
  return [{ time: `${first.minute} ${hours.join()}` }];
}

function tellHours(pieces: readonly SchedulePiece[]): readonly Misreading[] {
  const times = timesOf(pieces);
  if (new Set(times.map(({ minute }) => minute)).size < 2) return [];
  return [
    {
      about: 'at',
      problem:
        'The times of one digest must share their minutes, like “9:30 and 17:30”; make two digests otherwise.',
      instead: [...new Set(times.map(writeTime))],
    },
  ];
}

function daysOf(pieces: readonly SchedulePiece[]) {
  return pieces.flatMap((piece) => (piece.kind === 'days' ? [piece.days] : []));
}

function sayDays(pieces: readonly SchedulePiece[]): readonly Said[] {
  const joined = joinDays(daysOf(pieces));
  return joined === undefined ? [] : [{ days: writeDays(joined) }];
}

function tellDays(pieces: readonly SchedulePiece[]): readonly Misreading[] {
  const all = daysOf(pieces);
  if (all.length === 0 || joinDays(all) !== undefined) return [];
  const ofWeek = all.filter(({ daysOfWeek }) => daysOfWeek.length > 0);
  const instead = [ofWeek, all.filter((days) => !ofWeek.includes(days))].flatMap((days) => {
    const joined = joinDays(days);
    // `monthly` says how often; what was typed is a day.
    return joined === undefined ? [] : [nameDays(writeDays(joined)).replace(/^monthly$/u, '1st')];
  });
  return [
    {
      about: 'days',
      problem: `${instead.map((days) => quote(days)).join(' and ')} cannot be one digest: it has either days of the week or days of the month.`,
      instead,
    },
  ];
}

/** `08:30, 17:30`: the time fields of an expression as one would type them; as they are where they are more than that. */
export function writeHours(time: string): string {
  const [minute = '', hours = ''] = time.split(' ');
  if (!/^\d+$/u.test(minute) || !/^[\d,]+$/u.test(hours)) return `${time} * * *`;
  return hours
    .split(',')
    .map((hour) => writeTime({ hour: Number(hour), minute: Number(minute) }))
    .join(', ');
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const places = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** `mon, thu`: the day fields of an expression as one would type them; as they are where they are more than that. */
export function nameDays(days: string): string {
  const [ofMonth = '', month, ofWeek = ''] = days.split(' ');
  if (month === '*' && ofMonth === '*') {
    if (ofWeek === '*') return 'daily';
    if (ofWeek === '1-5') return 'weekdays';
    if (/^(?:[0-6](?:L|#[1-5])?,)*[0-6](?:L|#[1-5])?$/u.test(ofWeek))
      return ofWeek.split(',').map(nameDay).join(', ');
  }
  if (month === '*' && ofWeek === '*') {
    if (ofMonth === '1') return 'monthly';
    if (ofMonth === 'L') return 'last day of the month';
    if (ofMonth === 'LW') return 'last weekday of the month';
    if (/^[\d,]+$/u.test(ofMonth))
      return ofMonth
        .split(',')
        .map((day) => writeOrdinal(Number(day)))
        .join(', ');
  }
  return days;
}

/** Whether `nameDays` has words for them. */
export function hasName(days: string): boolean {
  return nameDays(days) !== days;
}

function nameDay(day: string): string {
  const name = weekdays[Number(day[0])] ?? '';
  if (day.endsWith('L')) return `last ${name}`;
  return day.includes('#') ? `${places[Number(day[2])]} ${name}` : name;
}
