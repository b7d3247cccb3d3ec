import { countPapers } from '../../cards/plain-words.ts';
import type { Card, CommandLine, Detail } from '../../chat/card.ts';
import { writeOptions } from '../../chat/options.ts';
import { tellPlan } from '../../digest/digest-words.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Digest, DigestPlan } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { pickQueries } from '../examples.ts';
import { describeOutlook } from '../outlook.ts';
import { homeOf, listDigestsOf } from './named-digest.ts';
import { askForDigest, digestOptions, planFields, suggestTimes } from './options.ts';
import { asksFirst, type PlanOptions, type ReadPlan, readPlan } from './plan.ts';
import { findPostObstacle } from './post-obstacle.ts';
import { askWhatIsMeant } from './readings.ts';
import { findUsualPlan } from './usual-plan.ts';

/** So many digests can be in one channel. */
const mostInChannel = 20;

/** `/digest add [topic]`: papers in this channel, again and again. */
export const digestAdd = {
  name: 'digest',
  verb: 'add',
  description: 'Post papers on a topic in this channel, every day or as you say',
  argument: {
    name: 'topic',
    description: 'What to search for, as in /paper; leave it out for all papers',
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
  suggest: suggestTimes,
  async form(request, services) {
    const { usual, read } = await readAdd(request, services);
    if (!asksFirst(request.line, read, read.saysWhen)) return undefined;
    const { text, options } = read.given;
    return askForDigest('Digest for this channel', 'Add', { ...usual, topic: text }, options, read.problems);
  },
  async withoutForm(request, services) {
    const { read } = await readAdd(request, services);
    return read.problems.length > 0 ? [ask(request, read)] : undefined;
  },
  async run(request, services) {
    const { read } = await readAdd(request, services);
    if (read.problems.length > 0) return [ask(request, read)];
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
    const title = `${nameDigest(digest)} is set up`;
    const card = await confirmDigest(title, digest, request, services, read.remarks);
    return [{ ...card, footer: `${tellLearning(digest, services)}${card.footer}` }];
  },
} satisfies Command;

/** What is to be known of a new digest that learns. */
function tellLearning({ taste, layout }: Digest, { digests }: Services): string {
  const learns = taste !== 'off' && layout !== 'recap' && digests.weights.taste > 0;
  return learns ? 'It learns after three saves. ' : '';
}

function ask({ line }: Request, { given, problems }: ReadPlan): Card {
  return askWhatIsMeant('No digest was added', line, given, problems, planFields);
}

/** What a line says of a new digest, and what it is without that. */
async function readAdd(
  request: Request,
  services: Services,
): Promise<{ readonly usual: PlanOptions; readonly read: ReadPlan }> {
  const { text, options, line } = request;
  const { form } = line;
  const usual = await findUsualPlan(request, services);
  const read = readPlan({ text, options, ...(form && { form }) }, usual, digestOptions);
  if (read.address === undefined) return { usual, read };
  const problem = `${quote(read.address)} is an e-mail address, and a digest is posted in this channel. ${
    services.mail === undefined
      ? 'No mail is sent from here: whoever runs this bot has not set SMTP_URL.'
      : `${services.typed('papers', 'subscribe', `${read.plan.topic} by:email`)} sends papers by mail.`
  }`;
  const problems = [...read.problems, { field: 'topic', text: problem, readings: [] }];
  return { usual, read: { ...read, problems } };
}

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
      text: `That is the most a channel can have. Remove one with ${services.typed('digest', 'remove')} first.`,
    };
  }
  const obstacle = await findPostObstacle(plan, services);
  if (obstacle === undefined) return undefined;
  return {
    title: 'Digests cannot be posted here yet',
    text: `${obstacle}\nNothing was added. Try again when that is done.`,
    buttons: [{ label: 'Try again', command: line }],
  };
}

/** What a digest will do from now on, and when it comes next. */
export async function confirmDigest(
  title: string,
  digest: Digest,
  request: Pick<Request, 'zone'>,
  services: Services,
  remarks: readonly string[] = [],
): Promise<Card & { readonly footer: string }> {
  const { id, paused } = digest;
  const press = (verb: string, text = ''): CommandLine => ({ name: 'digest', verb, text: `${id}${text}` });
  const changeTo = (topic: string) => press('edit', ` ${writeOptions({ text: '', options: { topic } })}`);
  const outlook = await describeOutlook(digest, changeTo, request, services);
  const { waiting } = outlook;
  return {
    title,
    tone: 'done',
    subtitle: { text: `Digest ${id}`, marks: [] },
    text: [
      ...remarks,
      ...outlook.lines,
      ...(paused === undefined ? [] : [`It is paused: ${paused.reason}`]),
    ].join('\n'),
    details: [...tellPlan(digest), ...outlook.details, ...tellWaiting(digest, waiting)],
    buttons: [
      ...outlook.buttons,
      { label: 'Preview', command: press('preview'), ...(waiting !== 0 && { isPrimary: true }) },
      { label: 'Post one now', command: press('now') },
      { label: 'Change …', command: press('edit'), ...(waiting === 0 && { isPrimary: true }) },
      { label: 'Remove', command: press('remove') },
    ],
    footer: `${services.typed('digest', 'list')} shows how it is doing`,
  };
}

function nameDigest({ topic }: Pick<Digest, 'topic'>): string {
  return topic === '' ? 'The digest of all papers' : `The digest on ${quote(topic)}`;
}

/** How many papers match and were not shown here yet, so that a topic that finds none shows at once. */
function tellWaiting({ topic }: Digest, waiting: number | undefined): readonly Detail[] {
  if (waiting === undefined) return [];
  const onTopic = topic === '' ? '' : ' on this topic';
  const words = `${countPapers(waiting)}${onTopic}`;
  return [{ label: 'Waiting now', words }];
}
