import type { Button, Card } from '../../chat/card.ts';
import { writeOptions } from '../../chat/options.ts';
import { tellMoment } from '../../digest/digest-words.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import { labelCron } from '../../digest/schedule/schedule.ts';
import type { Destination, Digest, DigestPlan } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { suggestTimes, timeOptions } from '../digests/options.ts';
import { readPlan } from '../digests/plan.ts';
import { explainNone, findPlaceFor, forOption, writePlace } from './place.ts';

/** `/follow when <time>`: when the message comes; one that is paused goes on. */
export const followWhen = {
  name: 'follow',
  verb: 'when',
  description: 'Say when the message about what you follow comes: weekdays 08:30',
  argument: {
    name: 'when',
    description: 'The time and the days: weekdays 08:30',
    required: false,
    kind: 'text',
  },
  options: [...timeOptions, forOption],
  private: true,
  personal: true,
  examples: () => ['weekdays 08:30', 'mon,thu 17:00'],
  suggest: suggestTimes,
  async run(request, services) {
    const place = await findPlaceFor(request, services);
    if (place.destination === undefined) return [place.card];
    const { destination } = place;
    const { store, now, typed } = services;
    const message = await store.follows.message(destination);
    if (message === undefined) return [explainNone(destination, services)];
    const { for: _, ...options } = request.options;
    const { plan, problems } = readPlan({ text: request.text, options }, message, timeOptions);
    const [problem] = problems;
    if (problem !== undefined || plan.topic !== '')
      return [
        {
          title: `Nothing was changed: ${problem?.text ?? `${quote(plan.topic, 60)} is no time`}`,
          text: `Write it like ${typed('follow', 'when', `weekdays 08:30${writePlace(destination)}`)}.`,
        },
      ];
    const due = nextDue(plan.schedule, plan.zone, now());
    const wanted: DigestPlan = { ...planOf(message), schedule: plan.schedule, zone: plan.zone };
    await store.digests.change(message.home, message.id, wanted, due);
    if (message.paused !== undefined) await store.digests.resume(message.home, message.id, due);
    const isSame = plan.schedule === message.schedule && plan.zone === message.zone;
    const changed = isSame
      ? 'The message comes at these times already'
      : 'The message comes at other times from now on';
    const title = message.paused === undefined ? changed : 'The message is no longer paused';
    return [confirm(title, { ...message, ...wanted, nextDue: due }, request.zone)];
  },
} satisfies Command;

/** Has a message that is paused go on, at the times it had. */
export function resumeButton({ schedule, zone }: Digest, destination: Destination): Button {
  const text = `${writeOptions({ text: '', options: { days: schedule, zone } })}${writePlace(destination)}`;
  return { label: 'Resume', command: { name: 'follow', verb: 'when', text } };
}

function confirm(title: string, message: Digest, readersZone: string | undefined): Card {
  const { schedule, zone, nextDue: due } = message;
  return {
    title,
    tone: 'done',
    details: [
      { label: 'When', words: `${labelCron(schedule)}, ${zone}, if there is anything` },
      tellMoment('Next look', due, zone, readersZone),
    ],
  };
}

function planOf({ destination, topic, count, layout, thread, schedule, zone }: Digest): DigestPlan {
  return { destination, topic, count, layout, thread, schedule, zone };
}
