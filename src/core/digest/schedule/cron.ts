import { createTask, validateDetailed } from 'node-cron';
import { cutText } from '../../text/clip-text.ts';

/** A cron expression of five fields as node-cron understands it, told on a calendar without a time zone. */
export type Cron = {
  /** Fields with single spaces. */
  readonly expression: string;
  readonly minute: number;
  /** In ascending order. */
  readonly hours: readonly number[];
  /** Numbers from 1; node-cron's `L`, `LW`, `15W` and `L-3` as they are. */
  readonly daysOfMonth: readonly (number | string)[];
  /** In ascending order, from 1. */
  readonly months: readonly number[];
  /** 0 is Sunday; node-cron's `1#2` (the second Monday) and `5L` (the last Friday) as they are. */
  readonly daysOfWeek: readonly (number | string)[];
  /** Whether it comes on that day of the calendar. Days of the month and of the week must both match. */
  isOn(day: CalendarDay): boolean;
};

/** A day without a time zone; `month` from 1. */
export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

const fields: Readonly<Record<string, string>> = {
  minute: 'minute (0 to 59)',
  hour: 'hour (0 to 23)',
  dayOfMonth: 'day of the month (1 to 31)',
  month: 'month (1 to 12)',
  dayOfWeek: 'day of the week (0 to 7, Sunday is 0 and 7)',
};

/** Reads a cron expression; what is wrong with it otherwise, in words. */
export function readCron(typed: string): Cron | { readonly problem: string } {
  const parts = typed.trim().split(/\s+/u);
  if (parts.length !== 5)
    return {
      problem: `A cron expression has five fields (minute, hour, day of the month, month, day of the week), but this has ${parts.length}. Example: 0 9 * * 1-5`,
    };
  const expression = parts.join(' ').toUpperCase();
  // node-cron writes a range out before it looks at its ends.
  const long = parts.find((part) => /\d{3}/u.test(part));
  if (long !== undefined)
    return {
      problem: `${cutText(long, 20)} is too long for a field of a cron expression. Example: 0 9 * * 1-5`,
    };
  const read = validateDetailed(expression);
  if (!read.valid || read.fields === undefined) {
    const [first] = read.errors;
    const field = fields[first?.field ?? ''];
    if (first?.field === 'dayOfMonth' && first.message.includes('impossible'))
      return { problem: `${expression} never happens: there is no such day in these months.` };
    return {
      problem: `${first?.value ?? expression} is not understood as ${field === undefined ? 'a cron expression' : `the ${field}`}. Example: 0 9 * * 1-5`,
    };
  }
  const { minute, hour, dayOfMonth, month, dayOfWeek } = read.fields;
  const [onlyMinute, ...more] = [...new Set(minute)];
  if (onlyMinute === undefined || more.length > 0)
    return {
      problem: `${expression} comes more often than once an hour: the first field must be one minute. Example: 0 9 * * 1-5`,
    };
  const calendar = createTask(expression, () => {}, { timezone: 'UTC' });
  void calendar.destroy();
  const hours = ascending(hour);
  const months = ascending(month);
  return {
    expression,
    minute: onlyMinute,
    hours,
    daysOfMonth: dayOfMonth,
    months,
    daysOfWeek: dayOfWeek,
    isOn: ({ year, month: monthOfDay, day }) =>
      calendar.match(new Date(Date.UTC(year, monthOfDay - 1, day, hours[0], onlyMinute))),
  };
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}
