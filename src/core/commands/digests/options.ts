import type { Choice, Form, FormField, Option } from '../../chat/command.ts';
import { writeTimes } from '../../digest/schedule/schedule.ts';
import { findZones } from '../../digest/schedule/zones.ts';
import type { PlanOptions } from './plan.ts';

/** When something comes: the options that digests and subscriptions share. */
export const timeOptions = [
  {
    name: 'at',
    description: 'The time of day: 09:00, or 9:30 pm; 09:00 unless told',
    accepts: /^(?:[01]?\d|2[0-3]):[0-5]\d$/u,
  },
  {
    name: 'days',
    description: 'daily, weekdays, weekly, mon,wed,fri, or a cron expression; daily unless told',
    accepts:
      /^(?:daily|weekly|weekdays|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|wed|thu|fri|sat|sun)(?:[,-](?:mon|tue|wed|thu|fri|sat|sun))+)$/iu,
  },
  {
    name: 'zone',
    description: 'The time zone: Europe/Berlin, America/New_York; yours or the last used here unless told',
    accepts: /^(?:UTC|[A-Z][A-Za-z_-]+(?:\/[A-Z][A-Za-z_-]+)+)$/u,
    completes: true,
  },
] as const satisfies readonly Option[];

export const papersOption = {
  name: 'papers',
  description: 'How many papers, from 1 to 10; 5 unless told',
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
      { label: 'what was saved most, and what by nobody', value: 'recap' },
    ],
  },
  {
    name: 'thread',
    description: 'Whether a thread for discussion opens on it, in Discord; none unless told',
    choices: [
      { label: 'a thread for discussion', value: 'thread' },
      { label: 'no thread', value: 'no-thread' },
    ],
  },
  { name: 'role', description: 'The one role or group to ping, as a mention or an id; none unless told' },
];

/** Completes the option `zone`. */
export function suggestZones(option: string, typed: string, limit: number): readonly Choice[] {
  return option === 'zone' ? findZones(typed, limit).map((zone) => ({ label: zone, value: zone })) : [];
}

/** The form that asks for a digest: what was typed already, and the rest as in `plan`. */
export function askForPlan(
  title: string,
  submit: string,
  topicName: string,
  plan: PlanOptions,
  typed: Readonly<Record<string, string>>,
): Form {
  const { at, days } = writeTimes(plan.schedule);
  const fill = (name: string, value: string): Pick<FormField, 'name' | 'value'> => {
    const given = typed[name] || value;
    return given === '' ? { name } : { name, value: given };
  };
  return {
    title,
    submit,
    fields: [
      {
        ...fill(topicName, plan.topic),
        label: 'Topic',
        hint: 'What one would search for; nothing for all papers',
        required: false,
      },
      { ...fill('at', at), label: 'Time of day', hint: '09:00, or 9:30 pm', required: false },
      {
        ...fill('days', days),
        label: 'Days',
        hint: 'daily, weekdays, mon, wed, or a cron expression',
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
