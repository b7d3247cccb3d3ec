import { readSchedule } from '../../digest/schedule/schedule.ts';
import { readZone } from '../../digest/schedule/zones.ts';
import type { DigestPlan } from '../../store/digests/digest.ts';

/** What of a plan the options decide. */
export type PlanOptions = Omit<DigestPlan, 'destination'>;

/** The plan that results, or what is wrong with the options, in words. */
export type ReadPlan =
  | { readonly plan: PlanOptions; readonly problem?: undefined }
  | { readonly plan?: undefined; readonly problem: string };

type Given = Readonly<Record<string, string>>;

const longestTopic = 200;

/** The plan `before` with the options given in place of its own; an empty option is one not given. */
export function readPlan(given: Given, before: PlanOptions): ReadPlan {
  const topic = (given.topic ?? before.topic).trim();
  if (topic.length > longestTopic)
    return { problem: `A topic has at most ${longestTopic} characters; this one has ${topic.length}.` };
  const zone = given.zone ? readZone(given.zone) : { zone: before.zone };
  if ('problem' in zone) return zone;
  const schedule = readSchedule(given, before.schedule);
  if ('problem' in schedule) return schedule;
  const count = given.papers ? Number(given.papers) : before.count;
  if (!Number.isInteger(count) || count < 1 || count > 10)
    return { problem: `papers must be a whole number from 1 to 10, not “${given.papers}”.` };
  const pings = given.role === undefined ? before.pings : readRole(given.role);
  if (given.role && pings === undefined && !isNone(given.role))
    return { problem: 'role must be a mention of a role or a group, its id, or none.' };
  const { pings: _, ...rest } = before;
  return {
    plan: {
      ...rest,
      topic,
      zone: zone.zone,
      schedule: schedule.expression,
      count,
      layout: readLayout(given.layout) ?? before.layout,
      thread: given.thread ? given.thread === 'thread' : before.thread,
      ...(pings === undefined ? {} : { pings }),
    },
  };
}

function readLayout(layout: string | undefined): PlanOptions['layout'] | undefined {
  return (['cards', 'compact', 'recap'] as const).find((one) => one === layout);
}

/** The id in a mention (`<@&123>`, `<!subteam^S123|name>`), or the id itself. */
function readRole(text: string): string | undefined {
  return /^(?:<@&|<!subteam\^)?(\d{17,20}|S[A-Z0-9]{2,})(?:\|[^>]*)?>?$/u.exec(text.trim())?.[1];
}

function isNone(text: string): boolean {
  return /^(?:none|no|-)$/iu.test(text.trim());
}
