import { within } from '../async/within.ts';
import { addSaves, tellSavers, tellsSavers } from '../cards/facts.ts';
import { savedButton } from '../cards/paper-item.ts';
import type { Card, CardItem } from '../chat/card.ts';
import type { Member, Workspace } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import type { PaperId } from '../papers/paper.ts';
import type { SaveCounts, Saves } from '../store/lists/saved-paper.ts';
import { StoreFailure } from '../store/store.ts';
import { entry, traceOf } from '../text/log-entry.ts';
import { markBetween } from '../text/marked-text.ts';

/** Milliseconds that an answer waits for what is told of saves. */
const patience = 500;

/**
 * The cards with how many people of the workspace saved each paper, from two on, and for the eyes of one `member` alone with
 * `✓ Saved` on what they have; without what does not come in time. Direct messages of a platform where they belong to no
 * workspace are no place where people meet.
 */
export async function tellSaves(
  cards: readonly Card[],
  place: Workspace,
  member: Member | undefined,
  {
    saveCounts,
    saves,
  }: { readonly saveCounts: Pick<SaveCounts, 'count'>; readonly saves: Pick<Saves, 'find'> },
  log: Log,
): Promise<readonly Card[]> {
  const papers = [...new Set(cards.flatMap(namePapers))];
  if (papers.length === 0) return cards;
  const [counts, own] = await Promise.all([
    place.workspace === '' ? undefined : askInTime(() => saveCounts.count(place, papers), log),
    member === undefined
      ? undefined
      : askInTime(() => findOwn(papers.slice(0, mostAsked), member, saves), log),
  ]);
  const change = (item: CardItem, { subtitle }: Card): CardItem => {
    const shown = own?.has(item.paper) === true ? showSaved(item) : item;
    // Why it is shown may tell the number already.
    const isTold = tellsSavers(item.reason ?? subtitle?.text ?? '');
    return isTold ? shown : tellCount(shown, counts?.get(item.paper) ?? 0);
  };
  return cards.map(({ retold, ...card }) => ({
    ...card,
    ...(card.items && { items: card.items.map((item) => change(item, card)) }),
    // What is not known is not said anew either: the line would lose the number that it has.
    ...(retold && counts && { retold: recount(retold, counts.get(retold.paper) ?? 0) }),
  }));
}

function namePapers({ items = [], retold }: Card): readonly PaperId[] {
  return [...items, ...(retold === undefined ? [] : [retold])].map(({ paper }) => paper);
}

async function findOwn(
  papers: readonly PaperId[],
  member: Member,
  saves: Pick<Saves, 'find'>,
): Promise<ReadonlySet<PaperId>> {
  const found = await Promise.all(papers.map((paper) => saves.find(member, paper)));
  return new Set(papers.filter((_, at) => found[at] !== undefined));
}

const mostAsked = 20;

function showSaved(item: CardItem): CardItem {
  return item.action?.command.verb === 'save' ? { ...item, action: savedButton(item.paper) } : item;
}

function tellCount(item: CardItem, count: number): CardItem {
  if (count < 2) return item;
  const { endnote } = item;
  if (endnote === undefined) return { ...item, facts: addSaves(item.facts, count) };
  return { ...item, ...recount({ paper: item.paper, endnote }, count) };
}

function recount(
  { paper, endnote }: NonNullable<Card['retold']>,
  count: number,
): NonNullable<Card['retold']> {
  if (count < 2) return { paper, endnote };
  const [people = '', rest = ''] = tellSavers(count).split(/(?= here)/u);
  const id = endnote.text === '' ? '' : `  ·  ${endnote.text}`;
  return { paper, endnote: markBetween('', people, `${rest}${id}`) };
}

async function askInTime<Answer>(ask: () => Promise<Answer>, log: Log): Promise<Answer | undefined> {
  const asking = ask().catch((error: unknown) => {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure)) log.warn(entry`Saves could not be read: ${traceOf(error)}`);
    return undefined;
  });
  return within(patience, asking, undefined);
}
