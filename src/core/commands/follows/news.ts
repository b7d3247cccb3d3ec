import type { Button, CardSection } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import { noEvidence } from '../../papers/authors/match-author.ts';
import type { Follow, NewFollow } from '../../store/follows/follow.ts';
import type { Command, Request, Services } from '../command.ts';
import { homeOf } from '../digests/named-digest.ts';
import { findUsualPlan } from '../digests/usual-plan.ts';
import { mostPapers } from './begin-following.ts';

const newsOfSaved: NewFollow = {
  kind: 'saved',
  key: '',
  label: 'News of papers you saved',
  seed: noEvidence,
};

/** `/follow news on|off`: whether what becomes of saved papers is told to who saved them. */
export const followNews = {
  name: 'follow',
  verb: 'news',
  description: 'Hear when a paper you saved is withdrawn, published or revised, or be left in peace',
  argument: {
    name: 'on',
    description: 'on, as it is unless you say otherwise; or off',
    required: true,
    kind: 'text',
  },
  private: true,
  personal: true,
  examples: () => ['on', 'off'],
  async run(request, services) {
    const word = request.text.trim().toLowerCase();
    if (word !== 'on' && word !== 'off')
      return [
        {
          title: 'On or off?',
          text: 'On tells in one message a day what has become of papers you saved; off tells nothing of it.',
          buttons: [newsButton('on'), newsButton('off')],
        },
      ];
    await (word === 'on' ? switchOn(request, services) : switchOff(request, services));
    services.changed(request.member);
    return [
      word === 'on'
        ? {
            title: 'You hear from now on what becomes of papers you saved',
            tone: 'done',
            text: 'When one is withdrawn, retracted, published or revised, or gets code, a message of the day says so, once.',
            buttons: [newsButton('off')],
          }
        : {
            title: 'You hear no news of papers you saved any more',
            tone: 'done',
            text: 'Your list still shows which of them were withdrawn.',
            buttons: [newsButton('on')],
          },
    ];
  },
} satisfies Command;

/** Turns news of saved papers on or off. */
export function newsButton(word: 'on' | 'off'): Button {
  const label = word === 'on' ? 'Tell me news of saved papers' : 'No news of saved papers';
  return { label, command: { name: 'follow', verb: 'news', text: word } };
}

/** How a list says that news of saved papers come. */
export function describeNews({ label }: Pick<Follow, 'label'>): CardSection {
  return {
    heading: label,
    text: 'When one is withdrawn, retracted, published or revised, or gets code',
    action: { ...newsButton('off'), label: 'Stop' },
  };
}

/** Has what became of saved papers told to all who have such news and no message yet that tells them. */
export async function beginNews({ store, now }: Pick<Services, 'store' | 'now'>): Promise<void> {
  for (const { member, since } of await store.savedNews.waiting())
    await enter(member, since, undefined, { store, now });
}

async function switchOn({ member, zone }: Request, services: Pick<Services, 'store' | 'now'>): Promise<void> {
  await services.store.savedNews.switchOff(member, false);
  await enter(member, services.now(), zone, services);
}

async function switchOff({ member }: Request, { store }: Pick<Services, 'store'>): Promise<void> {
  await store.savedNews.switchOff(member, true);
  const destination = { kind: 'direct', member } as const;
  for (const { id, kind } of await store.follows.list(destination))
    if (kind === 'saved') await store.follows.remove(destination, id);
}

/** News from then on are told in the person's message of the day, which is made where there is none. */
async function enter(
  member: Member,
  since: Date,
  zone: string | undefined,
  { store, now }: Pick<Services, 'store' | 'now'>,
): Promise<void> {
  const asked = { member, channel: { ...member, id: '' }, ...(zone === undefined ? {} : { zone }) };
  const usual = await findUsualPlan(asked, { store });
  const destination = { kind: 'direct', member } as const;
  const plan = { ...usual, destination, topic: '', layout: 'follows', count: mostPapers } as const;
  const due = nextDue(plan.schedule, plan.zone, now());
  const origin = { home: homeOf(member), createdBy: member, createdAt: since, nextDue: due };
  await store.follows.add(newsOfSaved, [], plan, origin);
}
