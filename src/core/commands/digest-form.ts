import type { Field, Form } from '../chat/contract.ts';
import { type PlanOptions, writeTimes } from './digest-plan.ts';

/** The form that asks for a digest: what was typed already, and the rest as in `plan`. */
export function askForPlan(
  title: string,
  submit: string,
  topicName: string,
  plan: PlanOptions,
  typed: Readonly<Record<string, string>>,
): Form {
  const { at, days } = writeTimes(plan.schedule);
  const fill = (name: string, value: string): Pick<Field, 'name' | 'value'> => {
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
