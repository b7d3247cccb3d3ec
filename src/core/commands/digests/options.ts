import type { Choice, Form, FormField, Option } from '../../chat/command.ts';
import { writeTimes } from '../../digest/schedule/schedule.ts';
import { findZones } from '../../digest/schedule/zones.ts';
import type { PlanOptions } from './plan.ts';
import type { Mistake } from './readings.ts';

/** When something comes: the options that digests and subscriptions share. */
export const timeOptions = [
  { name: 'at', description: 'The time of day: 09:00, or 9:30 pm; 09:00 by default' },
  {
    name: 'days',
    description: 'daily, weekdays, mon,wed,fri, first monday, or a cron expression; daily by default',
    completes: true,
  },
  {
    name: 'zone',
    description: 'The time zone: Europe/Berlin, America/New_York; yours or the last used here by default',
    completes: true,
  },
] as const satisfies readonly Option[];

export const papersOption = {
  name: 'papers',
  description: 'How many papers, from 1 to 10; 5 by default',
} as const satisfies Option;

/** All that can be said of a digest beside its topic. */
export const digestOptions: readonly Option[] = [
  ...timeOptions,
  papersOption,
  {
    name: 'layout',
    description: 'cards: a message a paper; compact: one message; recap: what was saved and what was not',
    choices: [
      { label: 'a message for each paper, to react to', value: 'cards' },
      { label: 'one message', value: 'compact' },
      { label: 'what was saved most, and what nobody saved', value: 'recap' },
    ],
  },
  {
    name: 'thread',
    description: 'Whether a thread for discussion opens on it, in Discord; none by default',
    choices: [
      { label: 'a thread for discussion', value: 'thread' },
      { label: 'no thread', value: 'no-thread' },
    ],
  },
  {
    name: 'taste',
    description: 'off: what is saved here does not decide which papers come first; on by default',
    completes: true,
  },
  { name: 'role', description: 'The one role or group to ping, as a mention or an id; none by default' },
];

/** Days that are often chosen. */
const usualDays: readonly Choice[] = [
  { label: 'Every day', value: 'daily' },
  { label: 'Weekdays, Monday to Friday', value: 'weekdays' },
  { label: 'Mondays', value: 'mon' },
  { label: 'Tuesdays', value: 'tue' },
  { label: 'Wednesdays', value: 'wed' },
  { label: 'Thursdays', value: 'thu' },
  { label: 'Fridays', value: 'fri' },
  { label: 'Mondays, Wednesdays and Fridays', value: 'mon,wed,fri' },
  { label: 'Tuesdays and Thursdays', value: 'tue,thu' },
  { label: 'The first Monday of the month', value: 'first monday' },
  { label: 'The last Friday of the month', value: 'last friday' },
];

const tastes: readonly Choice[] = [
  { label: 'on: papers like those saved here come first', value: 'on' },
  { label: 'off', value: 'off' },
];

/** Completes the options `zone`, `days` and `taste`. */
export function suggestTimes(option: string, typed: string, limit: number): readonly Choice[] {
  if (option === 'zone') return findZones(typed, limit).map((zone) => ({ label: zone, value: zone }));
  if (option === 'taste') return tastes.filter(({ value }) => value.startsWith(typed.trim().toLowerCase()));
  if (option !== 'days') return [];
  const wanted = typed.trim().toLowerCase();
  return usualDays
    .filter(({ label, value }) => [label, value].some((words) => words.toLowerCase().includes(wanted)))
    .slice(0, limit);
}

/** The names of the fields of `askForPlan`, beside that of the topic. */
export const planFields = ['topic', 'at', 'days', 'zone', 'papers'] as const;

/** The form that asks for a digest: what was said already with what is wrong with it, and the rest as in `plan`. */
export function askForPlan(
  title: string,
  submit: string,
  plan: PlanOptions,
  typed: Readonly<Record<string, string>>,
  problems: readonly Mistake[] = [],
): Form {
  const { at, days } = writeTimes(plan.schedule);
  const saysAll = typed.days !== undefined && typed.days !== '' && !typed.at;
  const fill = (name: string, value: string) => fillIn(name, typed[name] || value, problems);
  return {
    title,
    submit,
    fields: [
      {
        ...fill('topic', plan.topic),
        label: 'Topic',
        hint: 'What to search for; leave it empty for all papers',
        required: false,
      },
      {
        ...fill('at', saysAll && isExpression(typed.days) ? '' : at),
        label: 'Time of day',
        hint: '09:00, or 9:30 pm',
        required: false,
      },
      {
        ...fill('days', days),
        label: 'Days',
        hint: 'daily, weekdays, mon, wed, first monday, or a cron expression',
        required: false,
        completes: true,
      },
      {
        ...fill('zone', plan.zone),
        label: 'Time zone',
        hint: 'Europe/Berlin, America/New_York',
        required: true,
        completes: true,
      },
      { ...fill('papers', String(plan.count)), label: 'Papers, 1 to 10', required: false },
    ],
  };
}

/** The same for a digest in a channel, which has a layout and may ping. */
export function askForDigest(...asked: Parameters<typeof askForPlan>): Form {
  const [, , plan, typed, problems = []] = asked;
  const layouts = digestOptions.find(({ name }) => name === 'layout')?.choices ?? [];
  return {
    ...askForPlan(...asked),
    more: [
      {
        ...fillIn('layout', typed.layout || plan.layout, problems),
        label: 'Layout',
        required: false,
        choices: layouts,
      },
      {
        ...fillIn('role', typed.role || (plan.pings ?? ''), problems),
        label: 'Group to ping',
        hint: 'Its mention or its id',
        required: false,
        group: true,
        choices: [{ label: 'nobody', value: 'none' }],
      },
    ],
  };
}

/** A field with its answer and all that is wrong with it. */
function fillIn(
  name: string,
  value: string,
  problems: readonly Mistake[],
): Pick<FormField, 'name' | 'value' | 'problem'> {
  const wrong = problems.filter(({ field }) => field === name).map(({ text }) => text);
  return {
    name,
    ...(value === '' ? {} : { value }),
    ...(wrong.length === 0 ? {} : { problem: wrong.join(' ') }),
  };
}

/** An expression says the time as well. */
function isExpression(days: string | undefined): boolean {
  return /[*?]/u.test(days ?? '');
}
