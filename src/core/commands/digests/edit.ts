import type { Card } from '../../chat/card.ts';
import type { Option } from '../../chat/command.ts';
import { type Parts, writeOptions } from '../../chat/options.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { confirmDigest } from './add.ts';
import { digestArgument, explainGone, findOwnDigest, homeOf } from './named-digest.ts';
import { askForDigest, digestOptions, planFields, suggestTimes } from './options.ts';
import { asksFirst, type ReadPlan, readPlan } from './plan.ts';
import { findPostObstacle } from './post-obstacle.ts';
import { askWhatIsMeant, asTopic } from './readings.ts';
import { findUsualPlan } from './usual-plan.ts';

const editOptions: readonly Option[] = [
  { name: 'topic', description: 'What to search for, as in /paper; none for all papers' },
  ...digestOptions,
];

/** `/digest edit [number]`: the same digest otherwise; takes effect at once. */
export const digestEdit = {
  name: 'digest',
  verb: 'edit',
  description: 'Change the topic, the time or the layout of a digest',
  argument: digestArgument,
  options: editOptions,
  asks: true,
  managers: true,
  private: true,
  examples: () => ['1 at:8:30', '1 topic:"deep ensembles" papers:3'],
  suggest: suggestTimes,
  async form(request, services) {
    const { digest, read } = await readEdit(request, services);
    if (digest === undefined || !asksFirst(request.line, read, saysSomething(read))) return undefined;
    return askForDigest(`Digest ${digest.id}`, 'Change', digest, read.given.options, read.problems);
  },
  async withoutForm(request, services) {
    const { digest, read } = await readEdit(request, services);
    if (digest === undefined || read.problems.length > 0) return edit(request, services);
    return [explainOptions(digest, services)];
  },
  run: edit,
} satisfies Command;

async function edit(request: Request, services: Services): Promise<readonly Card[]> {
  const { digest, card, read } = await readEdit(request, services);
  if (digest === undefined) return [card];
  const title = `Digest ${digest.id} was not changed`;
  if (read.problems.length > 0)
    return [askWhatIsMeant(title, request.line, read.given, read.problems, planFields)];
  return [await changeDigest(digest, read, title, request, services)];
}

type ReadEdit =
  | { readonly digest: Digest; readonly card?: undefined; readonly read: ReadPlan }
  | { readonly digest?: undefined; readonly card: Card; readonly read?: undefined };

/** The digest that a line names, and what it says of it: `2 fri 8:30`. */
async function readEdit(request: Request, services: Services): Promise<ReadEdit> {
  const { text, options, line } = request;
  const form = line.form && { form: line.form };
  // What is read of a line does not depend on the digest, but what it leaves as it was does.
  const { given } = readPlan({ text, options, ...form }, await findUsualPlan(request, services), editOptions);
  const named = await findOwnDigest(request, given.text, services);
  if (named.digest === undefined) return (await askForTopic(given, request, services)) ?? named;
  const { topic } = options;
  const told = topic === undefined ? {} : { topic: /^none$/iu.test(topic.trim()) ? '' : topic };
  const before = { topic: named.digest.topic, ...told };
  const read = readPlan({ text, options: { ...options, ...before }, ...form }, named.digest, editOptions);
  // The topic is what the option says; the words of the line are no part of it.
  const problems = read.problems.map((problem) => ({
    ...problem,
    readings: problem.readings.filter(({ label }) => label !== asTopic),
  }));
  const { topic: _, ...others } = read.given.options;
  const kept = { ...read.given, options: { ...others, ...told } };
  return { digest: named.digest, read: { ...read, problems, given: kept } };
}

/** `2 deep ensembles`: words after the number of a digest may be its new topic, and are none of themselves. */
async function askForTopic(
  { text, options }: Parts,
  request: Request,
  services: Services,
): Promise<{ readonly card: Card } | undefined> {
  const [, number = '', topic = ''] = /^#?(\d+)\s+(\S.*)$/su.exec(text.trim()) ?? [];
  const { digest } = number === '' ? {} : await findOwnDigest(request, number, services);
  if (digest === undefined) return undefined;
  const line = writeOptions({ text: number, options: { ...options, topic } });
  return {
    card: {
      title: `Digest ${digest.id} was not changed`,
      text: `Is ${quote(topic)} to be its topic? Then type ${services.typed('digest', 'edit', line)}.`,
      buttons: [{ label: 'Change the topic', command: { name: 'digest', verb: 'edit', text: line } }],
    },
  };
}

function saysSomething({ given }: ReadPlan): boolean {
  return Object.keys(given.options).length > 0;
}

async function changeDigest(
  digest: Digest,
  { plan: wanted, remarks }: ReadPlan,
  refusal: string,
  request: Request,
  services: Services,
): Promise<Card> {
  const { schedule, zone, topic, count, layout, thread, pings, taste } = wanted;
  const plan = {
    destination: digest.destination,
    schedule,
    zone,
    topic,
    count,
    layout,
    thread,
    ...(pings === undefined ? {} : { pings }),
    ...(taste === undefined ? {} : { taste }),
  };
  const asksMore = (thread && !digest.thread) || (pings !== undefined && pings !== digest.pings);
  const obstacle = asksMore ? await findPostObstacle(plan, services) : undefined;
  if (obstacle !== undefined) return { title: refusal, text: obstacle };
  // What has become due is not lost by a change of something else.
  const isOnTime = schedule === digest.schedule && zone === digest.zone;
  const due = isOnTime ? digest.nextDue : nextDue(schedule, zone, services.now());
  const changed = await services.store.digests.change(homeOf(request.channel), digest.id, plan, due);
  return changed === undefined
    ? explainGone(digest.id)
    : confirmDigest(`Digest ${changed.id} is changed`, changed, request, services, remarks);
}

function explainOptions({ id }: Digest, { typed }: Services): Card {
  return {
    title: 'What should change?',
    text: [
      'Say what to change; the rest stays as it is:',
      typed('digest', 'edit', `${id} 8:30`),
      typed('digest', 'edit', `${id} mon thu Europe/Berlin`),
      typed('digest', 'edit', `${id} topic:"deep ensembles" papers:3 layout:compact`),
    ].join('\n'),
  };
}
