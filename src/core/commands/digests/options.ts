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
  { name: 'role', description: 'The one role or group to ping, as a mention or an id; none by default' },
];

/** Completes the option `zone`. */
export function suggestZones(option: string, typed: string, limit: number): readonly Choice[] {
  return option === 'zone' ? findZones(typed, limit).map((zone) => ({ label: zone, value: zone })) : [];
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
  const fill = (name: string, value: string): Pick<FormField, 'name' | 'value' | 'problem'> => {
    const given = typed[name] || value;
    const wrong = problems.filter(({ field }) => field === name).map(({ text }) => text);
    return {
      name,
      ...(given === '' ? {} : { value: given }),
      ...(wrong.length === 0 ? {} : { problem: wrong.join(' ') }),
    };
  };
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

/** An expression says the time as well. */
function isExpression(days: string | undefined): boolean {
  return /[*?]/u.test(days ?? '');
}
