import { renderCards } from '../adapters/terminal/render.ts';
import { plainScreen } from '../adapters/terminal/screen.ts';
import { itemOfHit } from '../core/cards/paper-item.ts';
import { countPapers, quote } from '../core/cards/plain-words.ts';
import { displayTitle } from '../core/papers/paper.ts';
import type { Hit, Search, SearchResult } from '../core/search/hit.ts';

/** The answer to a query as text for people. */
export function writeAnswer(query: string, { total, hits, hints }: SearchResult): string {
  const card = {
    title: `${countPapers(total)} for ${quote(query)}`,
    items: hits.map((hit, index) => itemOfHit(hit, index + 1)),
    ...(hints.length === 0 ? {} : { footer: hints.join(' ') }),
  };
  return renderCards([card], { ...plainScreen, buttons: 'none' }).text;
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

/** One line of a batch: the papers by the ids of their own file, and the time the search took. */
export function answerBatchLine(line: BatchLine, limit: number, search: Search): string {
  const start = performance.now();
  const ranked = search.rank(line.text, { limit });
  const ms = Math.round((performance.now() - start) * 1_000) / 1_000;
  const hits = ranked.map(({ paper, score }) => ({ id: paper.recordIds[0] ?? paper.id, score }));
  return `${JSON.stringify({ id: line.id, ms, hits })}\n`;
}

export type BatchLine = { readonly id: string | number; readonly text: string };

/** Reads one line of a batch file; yields what is wrong with it where it is no `{ "id", "text" }`. */
export function readBatchLine(line: string): BatchLine | string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return 'it must be an object { "id", "text" }';
    const { id, text } = value as { id?: unknown; text?: unknown };
    if (typeof id !== 'string' && typeof id !== 'number') return '"id" must be a string or a number';
    if (typeof text !== 'string') return '"text" must be a string';
    return { id, text };
  } catch {
    return 'it is no JSON';
  }
}
