import { buttonFor, buttonsFor } from '../../cards/paper-item.ts';
import { itemOfSaved } from '../../cards/saved-item.ts';
import type { Button, Card, CardItem } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { counted } from '../../text/counted.ts';
import type { Services } from '../command.ts';
import { explainEmptyList } from '../reading-list/saved-list.ts';

const shown = 3;

/** The beginning of what somebody has not read yet of their list, the newest save first, and the way to all of it. */
export async function showToRead(
  member: Member,
  saved: readonly SavedPaper[],
  services: Services,
): Promise<Card> {
  const { now } = services;
  if (saved.length === 0) return { ...explainEmptyList(member, services), title: 'To read' };
  const unread = saved.filter(({ readAt }) => readAt === undefined);
  const all: Button = {
    label: `All ${counted(saved.length, 'paper')}`,
    command: { name: 'papers', verb: 'saved', text: '' },
    replaces: true,
  };
  return {
    title: 'To read',
    ...(unread.length === 0 && { text: 'You have read all of your list.' }),
    items: unread.slice(0, shown).map((one, at) => drawUnread(one, at + 1, now())),
    buttons: [
      saved.length === 1 ? { ...all, label: 'Your list' } : all,
      { label: 'Export …', command: { name: 'papers', verb: 'export', text: '', form: 'asked' } },
    ],
  };
}

/** As in the list, but for what all here have in common, and without numbers, which one types after a list alone. */
function drawUnread(saved: SavedPaper, number: number, now: Date): CardItem {
  const { paper } = saved;
  const item = itemOfSaved(saved, number, now, {
    action: buttonFor('Mark as read', 'read', paper),
    open: buttonFor('Abstract', 'open', paper),
    buttons: [...buttonsFor(paper), buttonFor('Remove from list', 'unsave', paper)],
  });
  const [venue, ...others] = item.facts.slice(1);
  const facts =
    venue === undefined || venue.isTag
      ? item.facts.slice(1)
      : [{ ...venue, isBold: true as const }, ...others];
  return { ...item, sign: '', facts };
}
