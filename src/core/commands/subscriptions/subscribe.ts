import type { Card } from '../../chat/card.ts';
import type { Form, FormField } from '../../chat/command.ts';
import { describePlan } from '../../digest/digest-words.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Destination, Digest, DigestPlan } from '../../store/digests/digest.ts';
import type { Command, Request, Services } from '../command.ts';
import { homeOf } from '../digests/named-digest.ts';
import { askForPlan, papersOption, planFields, suggestTimes, timeOptions } from '../digests/options.ts';
import { asksFirst, type ReadPlan } from '../digests/plan.ts';
import { askWhatIsMeant } from '../digests/readings.ts';
import { pickQueries } from '../examples.ts';
import { describeOutlook } from '../outlook.ts';
import { explainNoMail, readAddress, sendCode } from './mail-code.ts';
import { insteadOption, readSubscription, ways } from './read-subscription.ts';
import { changeButton, changeLine, nameTopic, nameWay, waitsForCode } from './words.ts';

/** So many subscriptions can one person have. */
const mostOfPerson = 20;

/** `/papers subscribe [topic]`: papers for the asker alone. Without `mail` there is no choice of e-mail. */
export function declareSubscribe(mail: boolean): Command {
  return {
    name: 'papers',
    verb: 'subscribe',
    description: `Have papers on a topic sent to you by direct message${mail ? ' or e-mail' : ''}`,
    argument: {
      name: 'topic',
      description: 'What to search for, as in /paper; leave it out for all papers',
      required: false,
      kind: 'query',
    },
    options: [
      ...timeOptions,
      papersOption,
      ...(mail
        ? [
            { name: 'by', description: 'How to send it; by direct message by default', choices: ways },
            { name: 'address', description: 'Your e-mail address, for by:email' },
          ]
        : []),
      insteadOption,
    ],
    asks: true,
    private: true,
    personal: true,
    examples: async (services) =>
      (await pickQueries(services))
        .slice(0, 2)
        .map((query, index) => `${query} ${['weekly 08:30', mail ? 'daily by:email' : 'daily'][index]}`),
    suggest: suggestTimes,
    form: askForSubscription,
    async withoutForm(request, services) {
      const { read, options } = await readSubscription(request, services);
      if (read.problems.length > 0) return [ask(request, read)];
      const { card } = await findDestination({ ...request, options }, services);
      return card === undefined ? undefined : [card];
    },
    run: subscribe,
  };
}

async function askForSubscription(request: Request, services: Services): Promise<Form | undefined> {
  const { line, member } = request;
  const { usual, read, options } = await readSubscription(request, services);
  const { text } = read.given;
  if (options.by === 'email' && services.mail === undefined) return undefined;
  const lacksAddress =
    options.by === 'email' &&
    !options.address &&
    (await services.store.addresses.find(member))?.confirmedAt === undefined;
  const isWrong = line.form !== undefined && !!options.address && readAddress(options.address) === undefined;
  const isEnough = !lacksAddress && !isWrong && (text !== '' || read.saysWhen);
  if (!isWrong && !asksFirst(line, read, isEnough)) return undefined;
  const form = askForPlan('Papers for you', 'Subscribe', { ...usual, topic: text }, options, read.problems);
  if (!lacksAddress && !isWrong) return form;
  const address: FormField = {
    name: 'address',
    label: 'Your e-mail address',
    hint: 'A confirmation code is sent there first',
    required: true,
    ...(isWrong ? { value: options.address, problem: 'That is not an e-mail address.' } : {}),
  };
  return { ...form, fields: [address, ...form.fields.filter(({ name }) => name !== 'papers')] };
}

async function subscribe(request: Request, services: Services): Promise<readonly Card[]> {
  const { member } = request;
  const { read, options } = await readSubscription(request, services);
  if (options.by === 'email' && services.mail === undefined) return [explainNoMail()];
  if (read.problems.length > 0) return [ask(request, read)];
  const found = await findDestination({ ...request, options }, services);
  if (found.destination === undefined) return [found.card];
  const own = await services.store.digests.listOf(member);
  const { destination } = found;
  const replaced = own.find(({ id }) => String(id) === options.instead);
  if (options.instead && replaced === undefined) {
    return [
      {
        title: 'You have no subscription with that number',
        text: `${services.typed('papers', 'subscriptions')} lists yours.`,
      },
    ];
  }
  const before =
    replaced ?? own.find((one) => one.topic === read.plan.topic && one.destination.kind === destination.kind);
  const plan: DigestPlan = { ...read.plan, destination: keepPlace(destination, before) };
  if (before === undefined && own.length >= mostOfPerson) {
    return [
      {
        title: `You have ${own.length} subscriptions already`,
        text: `${services.typed('papers', 'unsubscribe')} ends one of them.`,
      },
    ];
  }
  const digest = await keep(plan, before, request, services);
  services.changed(member);
  if (found.unconfirmed !== undefined) return [await sendCode(found.unconfirmed, request, services)];
  const confirmation = await confirm(digest, read.remarks, request, services);
  if (before !== undefined || destination.kind !== 'direct') return [confirmation];
  const closed = await services.posting.sendDirect(member, confirmation, request.channel);
  return [closed === undefined ? confirmation : await giveUp(digest, closed, request, services)];

  async function keep(wanted: DigestPlan, known: Digest | undefined, by: Request, { store, now }: Services) {
    const home = known?.home ?? homeOf(by.member);
    const createdAt = now();
    const due = nextDue(wanted.schedule, wanted.zone, createdAt);
    const waits = found.unconfirmed !== undefined;
    // Paused before the address is there: nothing may be sent to one that is not confirmed.
    const paused = waits ? { paused: { reason: waitsForCode, since: createdAt } } : {};
    const origin = { home, createdBy: by.member, createdAt, nextDue: due, ...paused };
    if (waits && known !== undefined) await store.digests.pause(home, known.id, waitsForCode, createdAt);
    const kept =
      (known === undefined ? undefined : await store.digests.change(home, known.id, wanted, due)) ??
      (await store.digests.add(wanted, origin));
    if (waits || kept.paused === undefined) return kept;
    return (await store.digests.resume(home, kept.id, due)) ?? kept;
  }
}

/** Takes a subscription back that would come by direct message to somebody who takes none. */
async function giveUp(
  { home, id }: Digest,
  why: string,
  { line, member }: Request,
  services: Services,
): Promise<Card> {
  await services.store.digests.remove(home, id);
  services.changed(member);
  return {
    title: 'You cannot receive direct messages from me, so nothing was subscribed',
    text: why,
    buttons: [{ label: 'Try again', command: line }],
  };
}

function ask({ line }: Request, { given, problems }: ReadPlan): Card {
  return askWhatIsMeant('Nothing was changed', line, given, problems, planFields);
}

type Found =
  | { readonly destination: Destination; readonly unconfirmed?: string; readonly card?: undefined }
  | { readonly destination?: undefined; readonly unconfirmed?: undefined; readonly card: Card };

/** Where the papers go; `unconfirmed` is an address to which a code must go first. */
async function findDestination({ member, options, line }: Request, services: Services): Promise<Found> {
  if (options.by !== 'email') return { destination: { kind: 'direct', member } };
  if (services.mail === undefined) return { card: explainNoMail() };
  const known = await services.store.addresses.find(member);
  const typed = options.address ? readAddress(options.address) : known?.address;
  if (typed === undefined) {
    return {
      card: {
        title: options.address ? 'That is not an e-mail address' : 'To which address?',
        text: 'Write it like address:ada@lab.org; a confirmation code is sent there first.',
        buttons: [{ label: 'Give the address', command: { ...line, text: withoutAddress(line.text) } }],
      },
    };
  }
  const destination: Destination = { kind: 'mail', member, address: typed };
  const isConfirmed = known?.confirmedAt !== undefined && known.address === typed;
  return isConfirmed ? { destination } : { destination, unconfirmed: typed };
}

function withoutAddress(text: string): string {
  return text.replace(/\s*\baddress:\S+/giu, '');
}

/** A subscription that is changed from elsewhere stays where it was made, with what was shown there. */
function keepPlace(destination: Destination, before: Digest | undefined): Destination {
  if (before === undefined || before.destination.kind === 'channel' || destination.kind === 'channel')
    return destination;
  return { ...destination, member: before.destination.member };
}

async function confirm(
  digest: Digest,
  remarks: readonly string[],
  request: Request,
  services: Services,
): Promise<Card> {
  const changeTo = (topic: string) => changeLine({ ...digest, topic }, digest.id);
  const { lines, details, buttons } = await describeOutlook(digest, changeTo, request, services);
  return {
    title: `You follow ${nameTopic(digest)} by ${nameWay(digest)}`,
    tone: 'done',
    subtitle: { text: `Subscription ${digest.id}`, marks: [] },
    text: [describePlan(digest), ...remarks, ...lines].join('\n'),
    details,
    buttons: [
      ...buttons,
      changeButton(digest),
      { label: 'Stop', command: { name: 'papers', verb: 'unsubscribe', text: String(digest.id) } },
    ],
    footer: `${services.typed('papers', 'subscriptions')} lists yours`,
  };
}
