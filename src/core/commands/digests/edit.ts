import type { Card } from '../../chat/card.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Request, Services } from '../command.ts';
import { confirmDigest } from './add.ts';
import { digestArgument, explainGone, findOwnDigest, homeOf } from './named-digest.ts';
import { askForPlan, digestOptions, suggestZones } from './options.ts';
import { readPlan } from './plan.ts';
import { findPostObstacle } from './post-obstacle.ts';

/** `/digest edit [number]`: the same digest otherwise; takes effect at once. */
export const digestEdit = {
  name: 'digest',
  verb: 'edit',
  description: 'Change the topic, the time or the layout of a digest',
  argument: digestArgument,
  options: [
    { name: 'topic', description: 'What to search for, as in /paper; none for all papers' },
    ...digestOptions,
  ],
  asks: true,
  managers: true,
  private: true,
  examples: () => ['1 at:8:30', '1 topic:"deep ensembles" papers:3'],
  suggest: suggestZones,
  async form(request, services) {
    if (Object.keys(request.options).length > 0) return undefined;
    const { digest } = await findOwnDigest(request, request.text, services);
    if (digest === undefined) return undefined;
    return askForPlan(`Digest ${digest.id}`, 'Change', 'topic', digest, {});
  },
  async run(request, services) {
    const { digest, card } = await findOwnDigest(request, request.text, services);
    if (digest === undefined) return [card];
    if (Object.keys(request.options).length === 0) return [explainOptions(digest, services)];
    return [await changeDigest(digest, request, services)];
  },
} satisfies Command;

async function changeDigest(
  digest: Digest,
  { channel, options }: Request,
  services: Services,
): Promise<Card> {
  const { topic } = options;
  const given =
    topic === undefined ? options : { ...options, topic: /^none$/iu.test(topic.trim()) ? '' : topic };
  const read = readPlan(given, digest);
  if (read.plan === undefined)
    return { title: `Not quite: digest ${digest.id} is as it was`, text: read.problem };
  const { schedule, zone, count, layout, thread, pings } = read.plan;
  const plan = {
    destination: digest.destination,
    schedule,
    zone,
    topic: read.plan.topic,
    count,
    layout,
    thread,
    ...(pings === undefined ? {} : { pings }),
  };
  const asksMore = (thread && !digest.thread) || (pings !== undefined && pings !== digest.pings);
  const obstacle = asksMore ? await findPostObstacle(plan, services) : undefined;
  if (obstacle !== undefined) return { title: `Not quite: digest ${digest.id} is as it was`, text: obstacle };
  // What has become due is not lost by a change of something else.
  const isOnTime = schedule === digest.schedule && zone === digest.zone;
  const due = isOnTime ? digest.nextDue : nextDue(schedule, zone, services.now());
  const changed = await services.store.digests.change(homeOf(channel), digest.id, plan, due);
  return changed === undefined
    ? explainGone(digest.id)
    : confirmDigest(`Digest ${changed.id} is changed`, changed, services);
}

function explainOptions({ id }: Digest, { typed }: Services): Card {
  return {
    title: 'What shall be changed?',
    text: [
      'Say what is to be otherwise; the rest stays:',
      typed('digest', 'edit', `${id} at:8:30`),
      typed('digest', 'edit', `${id} days:mon,thu zone:Europe/Berlin`),
      typed('digest', 'edit', `${id} topic:"deep ensembles" papers:3 layout:compact`),
    ].join('\n'),
  };
}
