import type { Card } from '../../../core/chat/card.ts';
import type { MessageRef, Posted } from '../../../core/chat/channel.ts';
import type { Key, Keys } from './keys.ts';
import type { Rendered } from './render.ts';

/** What keys and numbers typed at the terminal mean now: the buttons, and the messages of the papers in the last list. */
export type Numbered = {
  readonly keys: Keys;
  /** Those of the last list, which stay while its papers are looked at one by one. */
  readonly listKeys: Keys;
  readonly papers: ReadonlyMap<number, MessageRef>;
};

export const nothingNumbered: Numbered = { keys: new Map(), listKeys: new Map(), papers: new Map() };

/** The number under which the only paper of a message goes. */
export const alone = 0;

/** What is meant after cards were shown. A card that `continues` the list before it adds its keys and numbers to those there. */
export function numberShown(
  before: Numbered,
  cards: readonly Card[],
  posted: readonly Posted[],
  { keys }: Rendered,
  continues: boolean,
): Numbered {
  const items = cards.flatMap((card) => card.items ?? []);
  const isList = items.some(({ number }) => number !== undefined);
  const beginsList = isList && !continues;
  const papers = new Map(beginsList ? [] : before.papers);
  for (const [index, { message }] of posted.entries()) papers.set(items[index]?.number ?? alone, message);
  const turnsPage = isList && continues;
  const earlier = turnsPage ? keysOfPapers(before.listKeys) : before.listKeys;
  const listKeys = new Map([...(beginsList ? [] : earlier), ...(isList ? keys : [])]);
  const kept = keys.size === 0 || (continues && !isList) ? before.keys : listKeys;
  return { papers, listKeys, keys: new Map([...kept, ...keys]) };
}

/** Without those that turn the page: another page has its own. */
function keysOfPapers(keys: Keys): Keys {
  return new Map([...keys].filter(([, { paper }]) => paper !== undefined));
}

/** The same with another button at a key, as after a press that turned it. */
export function changeKey(before: Numbered, key: string, changed: Key): Numbered {
  const { keys, listKeys } = before;
  const isOfList = listKeys.get(key) === keys.get(key);
  return {
    ...before,
    keys: new Map(keys).set(key, changed),
    ...(isOfList && { listKeys: new Map(listKeys).set(key, changed) }),
  };
}

/** The card with a number for each paper, from `first` on where it has none, so that all can be reacted to. */
export function numberItems(card: Card, first: number): Card {
  if (card.items === undefined) return card;
  return {
    ...card,
    items: card.items.map((item, index) => ({ number: item.ordinal ?? first + index, ...item })),
  };
}
