import type { Button, Card, CardSection } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { labelCron } from '../../digest/schedule/schedule.ts';
import { writeShortDay } from '../../digest/schedule/schedule-words.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Follow } from '../../store/follows/follow.ts';
import type { Store } from '../../store/store.ts';
import { counted } from '../../text/counted.ts';
import type { Services } from '../command.ts';
import { changeButton, nameWay, sendNowLine } from '../subscriptions/words.ts';

/** So many subscriptions leave room on one page for the rest of it. */
const shown = 10;
/** So many people, venues and the like are named; the list has them all. */
const named = 5;

/** The people, venues, categories and citations that somebody follows, and the one message that tells of them. */
export type Watched = { readonly follows: readonly Follow[]; readonly message?: Digest };

export async function readWatched(member: Member, { follows }: Pick<Store, 'follows'>): Promise<Watched> {
  const place = { kind: 'direct', member } as const;
  const [all, message] = await Promise.all([follows.list(place), follows.message(place)]);
  // What becomes of saved papers nobody has asked for.
  return {
    follows: all.filter(({ kind }) => kind !== 'saved'),
    ...(message === undefined ? {} : { message }),
  };
}

/** What is sent to somebody, a part each, and what else there is of their own. */
export function showFollowed(own: readonly Digest[], watched: Watched, { typed }: Services): Card {
  const all: Button = {
    label: `All ${counted(own.length, 'subscription')}`,
    command: { name: 'papers', verb: 'subscriptions', text: '' },
    replaces: true,
  };
  return {
    title: 'You follow',
    ...(own.length + watched.follows.length === 0 && {
      text: `Nothing yet. ${typed('papers', 'subscribe', 'uncertainty weekly')} sends new papers on a topic to you alone.`,
    }),
    sections: [...own.slice(0, shown).map(describeFollowed), ...describeWatched(watched)],
    buttons: [
      ...(own.length > shown ? [all] : []),
      {
        label: '📬 Follow a topic …',
        command: { name: 'papers', verb: 'subscribe', text: '', form: 'asked' },
      },
      { label: 'What is stored about me', command: { name: 'papers', verb: 'forget-me', text: '' } },
    ],
    footer: 'Your list is yours alone: others see only how many people saved a paper.',
  };
}

/** `Jane Smith, ICML`: `New papers come in one message, weekdays 08:30.` */
function describeWatched({ follows, message }: Watched): readonly CardSection[] {
  if (follows.length === 0 || message === undefined) return [];
  const { schedule, paused } = message;
  const more = follows.length - named;
  const labels = follows.slice(0, named).map(({ label }) => label);
  const when =
    paused === undefined
      ? `New papers come in one message, ${labelCron(schedule)}, if there are any.`
      : `Paused: ${paused.reason}`;
  return [
    {
      heading: `${labels.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      text: when,
      buttons: [{ label: 'What is followed', command: { name: 'follow', verb: 'list', text: '' } }],
    },
  ];
}

/** `ensemble diversity`: `Mondays 08:30, by direct message. Next: Monday 9 March.` */
function describeFollowed(digest: Digest): CardSection {
  const { id, topic, schedule, zone, nextDue, paused } = digest;
  const next = paused === undefined ? `Next: ${writeShortDay(nextDue, zone)}.` : `Paused: ${paused.reason}`;
  return {
    heading: topic === '' ? 'all papers' : topic,
    text: `${labelCron(schedule)}, by ${nameWay(digest)}. ${next}`,
    buttons: [
      ...(paused === undefined ? [{ label: 'Send one now', command: sendNowLine(id) }] : []),
      changeButton(digest),
      { label: 'Stop', command: { name: 'papers', verb: 'unsubscribe', text: String(id) } },
    ],
  };
}
