import { nearestPage } from '../../cards/paper-list.ts';
import type { Button, Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import type { Command, Request, Services } from '../command.ts';
import { askFirst, readDecision } from '../confirmation.ts';
import { postNow } from '../digests/now.ts';
import { nameTopic, nameWay, showSubscription } from './words.ts';

const pageSize = 5;
const deliveriesLookedAt = 3;

/** `/papers subscriptions`: what is sent to the asker, and what became of it. */
export const subscriptions = {
  name: 'papers',
  verb: 'subscriptions',
  description: 'List your subscriptions and what they sent last',
  tellsTimes: true,
  private: true,
  // Not repeatable: one of its buttons sends.
  personal: true,
  readsButtons: true,
  examples: () => [''],
  async run({ member, line, zone }, services) {
    const number = /^now (\d{1,9})$/u.exec(line.text.trim())?.[1];
    if (number !== undefined) return [await sendNow(member, Number(number), services)];
    return showSubscriptions(member, line.page, services, zone);
  },
} satisfies Command;

/** A page of what is sent to somebody, a card each. */
export async function showSubscriptions(
  member: Member,
  asked: number | undefined,
  services: Services,
  readersZone?: string,
): Promise<readonly Card[]> {
  const own = await services.store.digests.listOf(member);
  if (own.length === 0) return [explainNone(services)];
  const page = nearestPage(asked, pageSize, own.length);
  const shown = own.slice((page - 1) * pageSize, page * pageSize);
  const cards = await Promise.all(
    shown.map(async (digest) =>
      showSubscription(
        digest,
        await services.store.deliveryHistory.list(digest.id, deliveriesLookedAt),
        readersZone,
      ),
    ),
  );
  const last = cards.at(-1);
  if (own.length <= page * pageSize || last === undefined) return cards;
  const next: Button = {
    label: 'Next',
    command: { name: 'papers', verb: 'subscriptions', text: '', page: page + 1 },
    replaces: true,
  };
  return [...cards.slice(0, -1), { ...last, buttons: [...(last.buttons ?? []), next] }];
}

/** Sends a subscription of the member's at once; its times stay the same. */
async function sendNow(member: Member, id: number, services: Services): Promise<Card> {
  const digest = (await services.store.digests.listOf(member)).find((one) => one.id === id);
  if (digest === undefined) return { title: 'This subscription has ended', text: 'Nothing was sent.' };
  if (digest.paused !== undefined)
    return { title: 'This subscription is paused', text: `Nothing was sent: ${digest.paused.reason}` };
  const topic = nameTopic(digest);
  const outcome = await postNow(digest, services);
  switch (outcome.kind) {
    case 'nothing':
      return { title: `Nothing on ${topic} to send at the moment`, text: outcome.why };
    case 'gone':
      return { title: 'This subscription has ended', text: 'Nothing was sent.' };
    case 'sent':
      return { title: `Papers on ${topic} are sent, by ${nameWay(digest)}`, tone: 'done' };
    case 'failed':
      return { title: `Papers on ${topic} could not be sent`, tone: 'failed', text: outcome.why };
    case 'under way':
      return { title: `Papers on ${topic} are on their way`, text: 'They arrive within a minute.' };
  }
}

/** `/papers unsubscribe [number]` */
export const unsubscribe = {
  name: 'papers',
  verb: 'unsubscribe',
  description: 'Stop a subscription of yours, or all of them, after asking once',
  argument: {
    name: 'number',
    description: 'Its number in your list of subscriptions, or all; not needed if there is only one',
    required: false,
    kind: 'text',
  },
  private: true,
  personal: true,
  examples: () => ['', '1', 'all'],
  async run(request, services) {
    const { member, text } = request;
    const own = await services.store.digests.listOf(member);
    if (own.length === 0) return [explainNone(services)];
    const { text: named, decision } = readDecision(text);
    const typed = named.replace(/^#/u, '').toLowerCase();
    const meant =
      typed === 'all' || (typed === '' && own.length === 1)
        ? own
        : own.filter(({ id }) => String(id) === typed);
    if (meant.length === 0) return [askWhich(request, own)];
    const told = meant.map((digest) => `${nameTopic(digest)} by ${nameWay(digest)}`).join('\n');
    if (decision === undefined) return [askWhether(meant, told, services)];
    if (decision === 'no')
      return [{ title: meant.length === 1 ? 'This subscription goes on' : 'They all go on', text: told }];
    for (const { id, home } of meant) await services.store.digests.remove(home, id);
    services.changed(member);
    return [
      {
        title:
          meant.length === 1 ? `Subscription ${meant[0]?.id} has ended` : 'All your subscriptions have ended',
        text: told,
      },
    ];
  },
} satisfies Command;

type Own = Awaited<ReturnType<Services['store']['digests']['listOf']>>;

function askWhether(meant: Own, told: string, { typed }: Services): Card {
  const [only] = meant;
  const text = meant.length === 1 && only !== undefined ? String(only.id) : 'all';
  const question = {
    title: meant.length === 1 ? 'Stop this subscription?' : `Stop all ${meant.length} subscriptions?`,
    text: told,
    footer: `or type ${typed('papers', 'unsubscribe', `${text} yes`)}`,
  };
  return askFirst(question, 'Stop', { name: 'papers', verb: 'unsubscribe', text });
}

function askWhich({ text }: Request, own: Own): Card {
  return {
    title: text.trim() === '' ? 'Which subscription?' : 'You have no subscription with that number',
    text: own.map((digest) => `${digest.id}: ${nameTopic(digest)} by ${nameWay(digest)}`).join('\n'),
    buttons: own.slice(0, 5).map(({ id }) => ({
      label: `Stop ${id}`,
      command: { name: 'papers', verb: 'unsubscribe', text: String(id) },
    })),
  };
}

function explainNone({ typed }: Services): Card {
  return {
    title: 'You have no subscriptions',
    text: `${typed('papers', 'subscribe', 'uncertainty weekly')} sends papers to you alone.`,
    buttons: [{ label: 'Subscribe', command: { name: 'papers', verb: 'subscribe', text: '' } }],
  };
}
