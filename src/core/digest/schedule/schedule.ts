import { readCron } from './cron.ts';
import { readWholly } from './ending.ts';
import type { SchedulePiece } from './pieces.ts';
import {
  hasName,
  type Misreading,
  nameDays,
  type Said,
  sayPieces,
  splitExpression,
  unite,
  writeExpression,
  writeHours,
} from './said.ts';
import { describeSchedule, labelSchedule } from './schedule-words.ts';
import { readZone } from './zones.ts';

/** When a digest comes of which nothing is said. */
export const usualSchedule = '0 9 * * *';

/** When a digest comes as it is written, field by field; an empty one is one not written. `ending` was read off the end of a line. */
export type WrittenSchedule = {
  readonly at?: string;
  readonly days?: string;
  readonly zone?: string;
  readonly cron?: string;
  readonly ending?: readonly SchedulePiece[];
  /** The fields were filled in with what is there already: one left as it was gives way to one that says otherwise. */
  readonly isForm?: boolean;
};

/** A cron expression of five fields and an IANA time zone. */
export type When = { readonly schedule: string; readonly zone: string };

/** When it comes, as far as it can be read; what else there is to say of that; and what cannot be read. */
export type ReadSchedule = {
  readonly when: When;
  /** What was said of it, by whatever field. */
  readonly said: Said;
  /** `“CET” is read as the clocks of Europe/Berlin, summer time included.` */
  readonly remarks: readonly string[];
  readonly troubles: readonly Misreading[];
};

const longest = 200;

/**
 * Reads what people write, whether on a line, in a form or in the configuration file: times (`09:00`, `9:30 pm`, `noon`), days
 * (`every day`, `weekdays`, `mon, wed`, `first monday`), zones (`UTC`, `berlin`), each in any place, or a cron expression of five
 * fields. What is not written is as in `before`.
 */
export function readSchedule(written: WrittenSchedule, before: When): ReadSchedule {
  const { at = '', days = '', zone = '', cron = '', ending = [], isForm = false } = written;
  const pieces = [ending, ...[at, days].map((text) => (text.length > longest ? [] : readWholly(text)))];
  const texts = pieces.map(sayPieces);
  const places = ['line', 'at', 'days'] as const;
  const expression = readExpression(cron, at !== '' || days !== '');
  const named = zone.trim() === '' ? undefined : readZone(zone);
  const ofField = named === undefined || 'problem' in named ? undefined : named;
  const remarks = pieces.flat().flatMap((piece) => (piece.kind === 'zone' ? (piece.remark ?? []) : []));
  const all = [
    ...texts.map(({ said }) => said),
    expression.said,
    ofField === undefined ? {} : { zone: ofField.zone },
  ];
  const { said, troubles } = unite(
    all,
    isForm ? { ...splitExpression(before.schedule), zone: before.zone } : {},
  );
  const schedule = writeExpression(said, before.schedule);
  const isLong = at.length > longest || days.length > longest;
  return {
    when: {
      schedule: 'expression' in schedule ? schedule.expression : before.schedule,
      zone: said.zone ?? before.zone,
    },
    said,
    remarks: [...new Set([...remarks, ...(ofField?.remark === undefined ? [] : [ofField.remark])])],
    troubles: [
      ...texts.flatMap((text, place) => standIn(places[place] ?? 'line', text.troubles)),
      ...standIn('cron', expression.troubles),
      ...(named !== undefined && 'problem' in named ? standIn('zone', [{ about: 'zone', ...named }]) : []),
      ...(isLong ? [{ about: 'at' as const, problem: 'That schedule is too long.', instead: [] }] : []),
      ...troubles,
      ...('problem' in schedule ? [schedule] : []),
    ],
  };
}

function standIn(
  field: NonNullable<Misreading['field']>,
  troubles: readonly Misreading[],
): readonly Misreading[] {
  return troubles.map((trouble) => ({ ...trouble, field }));
}

function readExpression(
  typed: string,
  hasOthers: boolean,
): { readonly said: Said; readonly troubles: readonly Misreading[] } {
  const text = typed.trim();
  if (text === '') return { said: {}, troubles: [] };
  const cron = readCron(text);
  const problems = [
    ...('problem' in cron ? [cron.problem] : []),
    ...(hasOthers ? ['cron already says when it comes. Leave out either cron, or at and days.'] : []),
  ];
  return {
    said: 'problem' in cron ? {} : splitExpression(cron.expression),
    troubles: problems.map((problem) => ({ about: 'days', problem, instead: [] })),
  };
}

/** A schedule that was read before, in words: `on weekdays at 09:00`. */
export function describeCron(expression: string): string {
  const cron = readCron(expression);
  return 'problem' in cron ? expression : describeSchedule(cron);
}

/** The same as a label: `Weekdays 09:00`. */
export function labelCron(expression: string): string {
  const cron = readCron(expression);
  return 'problem' in cron ? expression : labelSchedule(cron);
}

/** Days and time of a schedule as `readSchedule` reads them; a schedule that is more than that stands whole among the days. */
export function writeTimes(schedule: string): { readonly at: string; readonly days: string } {
  const { time, days } = splitExpression(schedule);
  const at = writeHours(time);
  return hasName(days) && !at.includes('*') ? { at, days: nameDays(days) } : { at: '', days: schedule };
}

/** What was said as fields that say the same; the rest as in `before` where a field cannot do without. */
export function writeSaid({ time, days, zone }: Said, before: string): Readonly<Record<string, string>> {
  const zoned = zone === undefined ? {} : { zone };
  const whole = `${time ?? splitExpression(before).time} ${days ?? splitExpression(before).days}`;
  const written = writeTimes(whole);
  if (written.at === '' && (time !== undefined || days !== undefined)) return { days: whole, ...zoned };
  return {
    ...(time === undefined ? {} : { at: written.at }),
    ...(days === undefined ? {} : { days: written.days }),
    ...zoned,
  };
}
