import type { CardItem } from '../chat/card.ts';
import type { SearchResult } from '../search/engine.ts';
import { quote } from '../text/quote.ts';
import { itemOfHit } from './paper-item.ts';
import { countPapers } from './plain-words.ts';

/** What a list of found papers says of itself. */
export type FoundPapers = {
  readonly title: string;
  /** The title tells how many papers are in the list. */
  readonly isCounted?: true;
  /** It counts some of them, and a heading among the papers the others. */
  readonly isParted?: true;
  readonly items: readonly CardItem[];
  readonly notes: readonly string[];
};

/** The papers found by a query, from place `offset` on; tells how many have all its words, and on each page where those begin that have some. */
export function listFound(query: string, result: SearchResult, offset = 0): FoundPapers {
  const { total, more, parted, hits, hints } = result;
  const items = hits.map((hit, index) => {
    const item = itemOfHit(hit, offset + index + 1);
    const beginsOthers = offset + index === total || (index === 0 && offset > total);
    return parted && beginsOthers ? { ...item, before: tellOthers(result) } : item;
  });
  if (more === 0)
    return { title: `${countPapers(total)} on ${quote(query)}`, isCounted: true, items, notes: hints };
  if (!parted) {
    const title = `${countPapers(total + more)} share words of ${quote(query)}`;
    return {
      title,
      isCounted: true,
      items,
      notes: total === 0 ? hints : [...hints, `${total} of them ${total === 1 ? 'has' : 'have'} all.`],
    };
  }
  return {
    title: total === 0 ? tellNone(query, result) : `${countPapers(total)} on ${quote(query)}`,
    isParted: true,
    items,
    notes: hints,
  };
}

function tellNone(query: string, { words }: SearchResult): string {
  return words === 1 ? `No papers on ${quote(query)}` : `No paper has all words of ${quote(query)}`;
}

function tellOthers({ total, more, words }: SearchResult): string {
  const others = total === 0 ? countPapers(more) : `${more} more`;
  if (words === 1) return `${others} ${more === 1 ? 'has' : 'have'} a related word`;
  return `${others} ${more === 1 ? 'shares' : 'share'} a word`;
}
