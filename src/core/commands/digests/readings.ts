import type { Button, Card, CommandLine } from '../../chat/card.ts';
import { type Parts, writeOptions } from '../../chat/options.ts';
import type { Order } from '../../digest/schedule/order.ts';
import type { Misreading } from '../../digest/schedule/said.ts';
import { describeCron, readSchedule, usualSchedule } from '../../digest/schedule/schedule.ts';
import { capitalise } from '../../text/capitalise.ts';

/** What is wrong with one field, in words, and what may be meant. */
export type Mistake = {
  /** The name of the argument or of an option. */
  readonly field: string;
  readonly text: string;
  readonly readings: readonly Reading[];
};

/** One way to understand a line, as the line that says it without a doubt. */
export type Reading = { readonly label: string; readonly line: Parts };

/** The label of the reading that keeps words in the topic. */
export const asTopic = 'Part of the topic';

/** What is wrong with when it comes, with the ways in which the whole line may be meant. */
export function offerReadings(trouble: Misreading, order: Order, given: Parts): Mistake {
  const { about, problem, instead, typed, field = about } = trouble;
  const isOfLine = field === 'line' && typed !== undefined;
  // What else was not understood is asked about next, and not lost.
  const others = order.troubles.flatMap((one) =>
    one !== trouble && one.field === 'line' && one.typed !== undefined && !holds(given.text, one.typed)
      ? [one.typed]
      : [],
  );
  const without = isOfLine ? takeOut(given.text, typed) : given.text;
  const readings = instead.map((value) => ({
    label: nameReading(about, value),
    line: { text: joinWords(without, ...others), options: { ...given.options, [about]: value } },
  }));
  const kept = {
    label: asTopic,
    line: { ...given, text: joinWords(isOfLine ? putInQuotes(given.text, typed) : given.text, ...others) },
  };
  return {
    field: field === 'line' || field === 'cron' ? about : field,
    text: problem,
    readings: [...readings, ...(isOfLine ? [kept] : [])],
  };
}

/** Says all that is wrong with a line, and asks what is meant, with buttons; the last one shows the form, filled in. */
export function askWhatIsMeant(
  title: string,
  line: CommandLine,
  given: Parts,
  problems: readonly Mistake[],
  fields: readonly string[],
): Card {
  const { name, verb } = line;
  const command = (parts: Parts): CommandLine => ({
    name,
    ...(verb === undefined ? {} : { verb }),
    text: writeOptions(parts),
  });
  const wrong = problems.map(({ field }) => field).filter((field) => !fields.includes(field));
  const options = Object.entries(given.options).filter(([field]) => !wrong.includes(field));
  const change: Button = {
    label: 'Change …',
    command: { ...command({ ...given, options: Object.fromEntries(options) }), form: 'asked' },
  };
  const readings = problems.flatMap((problem) => problem.readings).slice(0, 4);
  return {
    title,
    text: problems.map(({ text }) => text).join('\n'),
    buttons: [...readings.map(({ label, line: parts }) => ({ label, command: command(parts) })), change],
  };
}

/** `On Sundays at 09:00`, `At 21:30`, `America/New_York`. */
function nameReading(about: Misreading['about'], value: string): string {
  if (about === 'zone') return value;
  const { when, troubles } = readSchedule({ [about]: value }, { schedule: usualSchedule, zone: 'UTC' });
  if (troubles.length > 0) return value;
  const words = describeCron(when.schedule).replace(about === 'at' ? /^every day /u : / at 09:00$/u, '');
  return capitalise(words);
}

function holds(text: string, typed: string): boolean {
  return findWords(text, typed) !== undefined;
}

function takeOut(text: string, typed: string): string {
  const at = findWords(text, typed);
  return at === undefined ? text : joinWords(text.slice(0, at), text.slice(at + typed.length));
}

function putInQuotes(text: string, typed: string): string {
  const at = findWords(text, typed);
  const quoted = `"${typed.replaceAll('"', '')}"`;
  if (at === undefined) return joinWords(text, quoted);
  return joinWords(text.slice(0, at), quoted, text.slice(at + typed.length));
}

/** Where these words stand last in a text. */
function findWords(text: string, typed: string): number | undefined {
  const at = ` ${text} `.lastIndexOf(` ${typed} `);
  return at < 0 ? undefined : at;
}

function joinWords(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
