import type { Card } from '../../chat/card.ts';
import { tellMoment } from '../../digest/digest-words.ts';
import { findNews } from '../../digest/follows/all-news.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import { labelCron } from '../../digest/schedule/schedule.ts';
import type { Destination, Digest, DigestPlan } from '../../store/digests/digest.ts';
import type { Follow, NewFollow, Told } from '../../store/follows/follow.ts';
import type { Request, Services } from '../command.ts';
import { homeOf } from '../digests/named-digest.ts';
import { findPostObstacle } from '../digests/post-obstacle.ts';
import { findUsualPlan } from '../digests/usual-plan.ts';
import { writePlace } from './place.ts';

/** So much can be followed in one place. */
const mostFollowed = 100;
/** So many papers in one message. */
export const mostPapers = 10;

/** What is to be followed, and the papers that are known of it by now. */
export type Wanted = NewFollow & { readonly known: readonly Omit<Told, 'follow'>[] };

/** The papers here that would be news of it, had it been followed: they are not told. */
export async function knownOf(
  wanted: NewFollow,
  { corpus, works, now }: Pick<Services, 'corpus' | 'works' | 'now'>,
): Promise<Wanted['known']> {
  const pretended = { ...wanted, id: 0, digest: 0, createdAt: now() };
  const news = await findNews([pretended], [], {
    corpus,
    now: now(),
    ...(works === undefined ? {} : { works }),
  });
  return news.map(({ paper, evidence }) => {
    return { paper: paper.id, kind: 'known' as const, ...(evidence === undefined ? {} : { evidence }) };
  });
}

/** Enters what is followed from now on in a place, and says when news of it come. */
export async function beginFollowing(
  wanted: Wanted,
  destination: Destination,
  request: Request,
  services: Services,
  more: Pick<Card, 'text' | 'items' | 'buttons'> = {},
): Promise<Card> {
  const { store, now, posting, changed, typed } = services;
  const { member, line } = request;
  const usual = await findUsualPlan(request, services);
  const plan: DigestPlan = { ...usual, destination, topic: '', layout: 'follows', count: mostPapers };
  const before = await store.follows.list(destination);
  if (before.length >= mostFollowed) return explainFull(before.length, destination, services);
  const obstacle = await findPostObstacle(plan, services);
  if (obstacle !== undefined) {
    const again = [{ label: 'Try again', command: line }];
    return {
      title: 'Nothing can be posted here yet',
      text: `${obstacle}\nNothing was changed.`,
      buttons: again,
    };
  }
  const createdAt = now();
  const home = homeOf(destination.kind === 'channel' ? destination.channel : destination.member);
  const due = nextDue(plan.schedule, plan.zone, createdAt);
  const origin = { home, createdBy: member, createdAt, nextDue: due };
  const { known, ...fresh } = wanted;
  const { follow, message, isNew } = await store.follows.add(fresh, known, plan, origin);
  changed(member);
  const card = confirmFollow(follow, message, isNew, { typed, zone: request.zone }, more);
  if (before.length > 0 || destination.kind !== 'direct') return card;
  const closed = await posting.sendDirect(member, card, request.channel);
  if (closed === undefined) return card;
  await store.follows.remove(destination, follow.id);
  changed(member);
  return {
    title: 'You cannot receive direct messages from me, so nothing is followed',
    text: closed,
    buttons: [{ label: 'Try again', command: line }],
  };
}

function confirmFollow(
  follow: Follow,
  message: Digest,
  isNew: boolean,
  { typed, zone: readersZone }: Pick<Services, 'typed'> & { readonly zone: string | undefined },
  { text, items, buttons = [] }: Pick<Card, 'text' | 'items' | 'buttons'>,
): Card {
  const { destination, schedule, zone, nextDue: due, paused } = message;
  const isHere = destination.kind === 'channel';
  const said = [text ?? '', paused === undefined ? '' : `The message is paused: ${paused.reason}`]
    .filter((part) => part !== '')
    .join('\n');
  const whose = isHere ? 'This channel follows' : 'You follow';
  return {
    title: isNew ? `${whose} ${follow.label} from now on` : `${whose} ${follow.label} already`,
    ...(isNew ? { tone: 'done' as const } : {}),
    ...(said === '' ? {} : { text: said }),
    details: [
      { label: 'When', words: `${labelCron(schedule)}, ${zone}, if there is anything` },
      ...(paused === undefined ? [tellMoment('First look', due, zone, readersZone)] : []),
    ],
    ...(items === undefined ? {} : { items }),
    buttons: [
      ...buttons,
      {
        label: 'What is followed',
        command: { name: 'follow', verb: 'list', text: writePlace(destination).trim() },
      },
      stopButton(follow, destination),
    ],
    footer: `${typed('follow', 'list')} shows all of it`,
  };
}

/** Ends following it, in the place where it is followed. */
export function stopButton({ id }: Follow, destination: Destination) {
  const command = { name: 'follow', verb: 'stop', text: `${id}${writePlace(destination)}` };
  return { label: 'Stop', command };
}

function explainFull(count: number, destination: Destination, { typed }: Services): Card {
  return {
    title: `${count} are followed already, the most there can be in one place`,
    text: `${typed('follow', 'stop', `1${writePlace(destination)}`)} ends one; ${typed('follow', 'list')} has their numbers.`,
  };
}
