import type { Button, CardItem } from '../chat/card.ts';
import { daysBetween } from '../papers/calendar.ts';
import type { Paper } from '../papers/paper.ts';
import type { Hit } from '../search/engine.ts';
import { clipText } from '../text/clip-text.ts';
import { itemOfHit, itemOfPaper } from './paper-item.ts';
import { writeAge } from './plain-words.ts';

const noteInList = 200;

/** A paper and what somebody made of it. */
export type SavedCopy = {
  readonly paper: Paper;
  readonly savedAt: Date;
  readonly readAt?: Date;
  readonly note: string;
  readonly tags: readonly string[];
};

/** A saved paper as item `number` of its owner's list, with what they made of it; its matched words marked. */
export function itemOfSaved(
  saved: SavedCopy,
  number: number,
  now: Date,
  buttons: readonly Button[],
  hit?: Hit,
): CardItem {
  const item = hit === undefined ? itemOfPaper(saved.paper, number) : itemOfHit(hit, number);
  return { ...item, why: describeSave(saved, now), buttons };
}

/** `saved 3 days ago · read · tags: physics · note: ask Ada`. */
function describeSave({ savedAt, readAt, tags, note }: SavedCopy, now: Date): string {
  const age = Math.floor(daysBetween(savedAt, now));
  return [
    `saved ${writeAge(age)}`,
    readAt === undefined ? 'unread' : 'read',
    tags.length === 0 ? '' : `tags: ${tags.join(', ')}`,
    note === '' ? '' : `note: ${clipText(note.replace(/\s+/gu, ' ').trim(), noteInList)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
