import type { Button, Card, CardSection } from '../../chat/card.ts';
import { labelCron } from '../../digest/schedule/schedule.ts';
import { writeShortDay } from '../../digest/schedule/schedule-words.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { counted } from '../../text/counted.ts';
import type { Services } from '../command.ts';
import { changeButton, nameWay, sendNowLine } from '../subscriptions/words.ts';

/** So many subscriptions leave room on one page for the rest of it. */
const shown = 10;

/** What is sent to somebody, a part each, and what else there is of their own. */
export function showFollowed(own: readonly Digest[], { typed }: Services): Card {
  const all: Button = {
    label: `All ${counted(own.length, 'subscription')}`,
    command: { name: 'papers', verb: 'subscriptions', text: '' },
    replaces: true,
  };
  return {
    title: 'You follow',
    ...(own.length === 0 && {
      text: `Nothing yet. ${typed('papers', 'subscribe', 'uncertainty weekly')} sends new papers on a topic to you alone.`,
    }),
    sections: own.slice(0, shown).map(describeFollowed),
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
