import type { Card } from '../../chat/card.ts';
import { describePlan, tellMoment } from '../../digest/digest-words.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import { SearchFailure } from '../../search/engine.ts';
import type { Digest, DigestPlan } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { pickQueries } from '../examples.ts';
import { homeOf, listDigestsOf } from './named-digest.ts';
import { askForPlan, digestOptions, suggestZones } from './options.ts';
import { readPlan } from './plan.ts';
import { findPostObstacle } from './post-obstacle.ts';
import { findUsualPlan, needsZone } from './usual-plan.ts';

/** So many digests can be in one channel. */
const mostInChannel = 20;

/** `/digest add [topic]`: papers in this channel, again and again. */
export const digestAdd = {
  name: 'digest',
  verb: 'add',
  description: 'Post papers on a topic in this channel, every day or as you say',
  argument: {
    name: 'topic',
    description: 'What to search for, as in /paper; nothing for all papers',
    required: false,
    kind: 'query',
  },
  options: digestOptions,
  asks: true,
  managers: true,
  private: true,
  examples: async (services) =>
    (await pickQueries(services))
      .slice(0, 2)
      .map(
        (query, index) =>
          `${query} ${['09:00 weekdays Europe/Berlin', 'at:8:30 days:mon,thu papers:3'][index]}`,
      ),
  suggest: suggestZones,
  async form(request, services) {
    const { text, options } = request;
    if ((options.at || options.days) && !(await needsZone(request, services))) return undefined;
    const usual = await findUsualPlan(request, services);
    return askForPlan('Digest for this channel', 'Add', 'topic', { ...usual, topic: text }, options);
  },
  async run(request, services) {
    const usual = await findUsualPlan(request, services);
    const read = readPlan({ ...request.options, topic: request.text }, usual);
    if (read.plan === undefined)
      return [{ title: 'Not quite: the digest was not added', text: read.problem }];
    const { channel, channelName, member } = request;
    const plan: DigestPlan = {
      ...read.plan,
      destination: { kind: 'channel', channel, ...(channelName === undefined ? {} : { name: channelName }) },
    };
    const refusal = await findRefusal(request, plan, services);
    if (refusal !== undefined) return [refusal];
    const createdAt = services.now();
    const digest = await services.store.digests.add(plan, {
      home: homeOf(channel),
      createdBy: member,
      createdAt,
      nextDue: nextDue(plan.schedule, plan.zone, createdAt),
    });
    return [await confirmDigest(`Digest ${digest.id} is set up`, digest, services)];
  },
} satisfies Command;

/** Why there can be no digest in the channel, and what to do. */
async function findRefusal(
  { channel, line }: Request,
  plan: DigestPlan,
  services: Services,
): Promise<Card | undefined> {
  const here = await listDigestsOf(channel, services);
  if (here.length >= mostInChannel) {
    return {
      title: `This channel has ${here.length} digests already`,
      text: `More than that nobody reads. ${services.typed('digest', 'remove')} takes one away.`,
    };
  }
  const obstacle = await findPostObstacle(plan, services);
  if (obstacle === undefined) return undefined;
  return {
    title: 'No digest can be posted here yet',
    text: `${obstacle}\nThen try again; nothing was added.`,
    buttons: [{ label: 'Try again', command: line }],
  };
}

/** What a digest will do from now on, and when it comes first. */
export async function confirmDigest(title: string, digest: Digest, services: Services): Promise<Card> {
  const { id, topic, zone, paused } = digest;
  const isEmpty = topic !== '' && (await findsNothing(topic, services));
  return {
    title,
    text: [
      `${describePlan(digest)}.`,
      ...(isEmpty ? [`No paper here matches ${quote(topic)} yet.`] : []),
      ...(paused === undefined ? [] : [`It is paused: ${paused.reason}`]),
    ].join('\n'),
    ...(paused === undefined ? { moments: [tellMoment('First post', digest.nextDue, zone)] } : {}),
    buttons: [
      { label: 'Preview', command: { name: 'digest', verb: 'preview', text: String(id) } },
      { label: 'Change', command: { name: 'digest', verb: 'edit', text: String(id) } },
    ],
    footer: `${services.typed('digest', 'list')} tells what becomes of it`,
  };
}

/** Whether no paper is on the topic; where the search cannot be reached nobody knows, and what was done is told all the same. */
async function findsNothing(topic: string, { search }: Services): Promise<boolean> {
  try {
    return (await search.rank(topic, { limit: 1 })).length === 0;
  } catch (error) {
    if (error instanceof SearchFailure) return false;
    throw error;
  }
}
