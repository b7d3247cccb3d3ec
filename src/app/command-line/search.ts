import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { renderCards } from '../../adapters/terminal/render/render.ts';
import { measureScreen } from '../../adapters/terminal/render/screen.ts';
import { listFound } from '../../core/cards/found-papers.ts';
import { displayTitle, type Paper } from '../../core/papers/paper.ts';
import type { Hit, SearchEngine, SearchResult } from '../../core/search/engine.ts';

/** The answer to a query as text for people who look at `output`. */
export function writeAnswer(
  query: string,
  result: SearchResult,
  output: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const screen = measureScreen(output, output.isTTY === true, environment);
  const { title, items, notes } = listFound(query, result);
  const subtitle = { text: notes.join(' '), marks: [] };
  const card = { title, items, ...(notes.length === 0 ? {} : { subtitle }) };
  return renderCards([card], { ...screen, keys: false }).text;
}

/** The answer to a query as one JSON object: `total` papers have all its words, `more` have only some. */
export function writeJson(query: string, { total, more, hits, hints }: SearchResult): string {
  const hint = hints.length === 0 ? {} : { hint: hints.join(' ') };
  return `${JSON.stringify({ query, total, more, ...hint, hits: hits.map(describeHit) }, null, 2)}\n`;
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

type BatchLine = { readonly id: string | number; readonly text: string };

/** A search for each line of a file of JSON lines `{ "id", "text" }`; yields how many lines were not such. */
export async function runBatch(
  file: string,
  limit: number,
  search: SearchEngine,
  write: (line: string) => Promise<void>,
  complain: (problem: string) => void,
): Promise<number> {
  let number = 0;
  let wrong = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readBatchLine(text);
    if (typeof line === 'string') {
      wrong += 1;
      complain(`${file}:${number}: ${line}. A line is { "id": "1", "text": "what to search for" }.`);
    } else await write(await answerBatchLine(line, limit, search));
  }
  return wrong;
}

/** The papers by the ids of their own file, and the milliseconds that the search took. */
async function answerBatchLine(
  { id, text }: BatchLine,
  limit: number,
  search: SearchEngine,
): Promise<string> {
  const start = performance.now();
  const ranked = await search.rank(text, { limit });
  const ms = Math.round((performance.now() - start) * 1_000) / 1_000;
  const hits = ranked.flatMap(({ paper, score }) => idsOf(paper).map((id) => ({ id, score })));
  return `${JSON.stringify({ id, ms, hits: hits.slice(0, limit) })}\n`;
}

/** A paper that several records told of goes by the id of each. */
function idsOf({ id, recordIds }: Paper): readonly string[] {
  return recordIds.length > 0 ? recordIds : [id];
}

/** A line of a batch, or what is wrong with it. */
function readBatchLine(line: string): BatchLine | string {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'this is not a JSON object';
  const { id, text } = value as { readonly id?: unknown; readonly text?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" must be a string or a number';
  if (typeof text !== 'string') return '"text" must be a string';
  return { id, text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}
