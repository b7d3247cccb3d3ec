import { within } from '../async/within.ts';
import type { Card } from '../chat/card.ts';
import type { Workspace } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import type { SaveCounts } from '../store/lists/saved-paper.ts';
import { StoreFailure } from '../store/store.ts';
import { entry, traceOf } from '../text/log-entry.ts';

/** Milliseconds that an answer waits for the counts. */
const patience = 500;

/**
 * The cards with "saved by 3 here" on every paper that people of the workspace saved; as they are where the counts do
 * not come in time. Direct messages of a platform where they belong to no workspace are no place where people meet.
 */
export async function tellSaves(
  cards: readonly Card[],
  place: Workspace,
  saves: Pick<SaveCounts, 'count'>,
  log: Log,
): Promise<readonly Card[]> {
  const papers = [...new Set(cards.flatMap(({ items = [] }) => items.map(({ paper }) => paper)))];
  if (papers.length === 0 || place.workspace === '') return cards;
  const counting = saves.count(place, papers).catch((error: unknown) => {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure)) log.warn(entry`Saves could not be counted: ${traceOf(error)}`);
    return undefined;
  });
  const counts = await within(patience, counting, undefined);
  if (counts === undefined || counts.size === 0) return cards;
  return cards.map((card) => {
    if (card.items === undefined) return card;
    const items = card.items.map((item) => {
      const count = counts.get(item.paper) ?? 0;
      if (count === 0) return item;
      return { ...item, meta: [item.meta, `saved by ${count} here`].filter(Boolean).join(' · ') };
    });
    return { ...card, items };
  });
}
