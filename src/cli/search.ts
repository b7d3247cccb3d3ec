import { renderCards } from '../adapters/terminal/render.ts';
import type { Screen } from '../adapters/terminal/screen.ts';
import { itemOfHit } from '../core/cards/paper-item.ts';
import { countPapers, quote } from '../core/cards/plain-words.ts';
import { displayTitle } from '../core/papers/paper.ts';
import type { Hit, SearchResult } from '../core/search/hit.ts';

/** The answer to a query as text for people. */
export function writeAnswer(query: string, { total, hits, hints }: SearchResult, screen: Screen): string {
  const card = {
    title: `${countPapers(total)} for ${quote(query)}`,
    items: hits.map((hit, index) => itemOfHit(hit, index + 1)),
    ...(hints.length === 0 ? {} : { footer: hints.join(' ') }),
  };
  return renderCards([card], { ...screen, buttons: 'none' }).text;
}

/** The answer to a query as one JSON object. */
export function writeJson(query: string, { total, hits, hints }: SearchResult): string {
  const hint = hints.length === 0 ? {} : { hint: hints.join(' ') };
  return `${JSON.stringify({ query, total, ...hint, hits: hits.map(describeHit) }, null, 2)}\n`;
}

function describeHit({ paper, score, snippet, why }: Hit): object {
  const { id, url, authors, published, venue, code } = paper;
  return {
    id,
    title: displayTitle(paper),
    url,
    score,
    snippet: snippet.text,
    why,
    authors,
    published,
    venue,
    code,
  };
}
