import type { CardItem, Fact } from '../chat/card.ts';
import { daysBetween } from '../papers/calendar.ts';
import { tellWithdrawal } from '../papers/news/withdrawal.ts';
import type { Paper } from '../papers/paper.ts';
import type { Hit } from '../search/engine.ts';
import { clipText } from '../text/clip-text.ts';
import { withoutPercents, writeVenue } from './facts.ts';
import { headOf } from './paper-item.ts';
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

/** A saved paper as item `number` of its owner's list, with what they made of it; the sentence in which a search found it. */
export function itemOfSaved(
  saved: SavedCopy,
  number: number,
  now: Date,
  buttons: Required<Pick<CardItem, 'action' | 'open' | 'buttons'>>,
  hit?: Hit,
): CardItem {
  const { paper, note } = saved;
  return {
    ...headOf(paper),
    number,
    facts: describeSave(saved, now),
    ...(note === '' ? {} : { note: clipText(note.replace(/\s+/gu, ' ').trim(), noteInList) }),
    ...(hit === undefined || hit.snippet.marks.length === 0 ? {} : { text: hit.snippet }),
    ...buttons,
  };
}

/** `○ unread · ICCV 2023 · physics · saved 3 days ago`; first that it was withdrawn, where it was. */
function describeSave({ paper, savedAt, readAt, tags }: SavedCopy, now: Date): readonly Fact[] {
  const { withdrawn } = paper;
  const venue = writeVenue(paper);
  return [
    ...(withdrawn === undefined ? [] : [{ text: `⚠ ${tellWithdrawal(withdrawn)}`, isBold: true } as const]),
    { text: readAt === undefined ? '○ unread' : '✓ read', ...(withdrawn === undefined && { isBold: true }) },
    ...(venue === '' ? [] : [{ text: venue }]),
    ...tags.map((text): Fact => ({ text, isTag: true })),
    { text: `saved ${writeAge(Math.floor(daysBetween(savedAt, now)))}` },
    ...(paper.urlIsSearch === true ? [{ text: 'Find on arXiv', url: withoutPercents(paper.url) }] : []),
  ];
}
