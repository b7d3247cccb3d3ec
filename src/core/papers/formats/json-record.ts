import { quoteValue, type Report } from '../problem.ts';
import { isCsl, readCsl } from './csl.ts';
import { type Fields, isObject } from './fields.ts';
import type { Format } from './format.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';
import { ALIASES } from './record-fields.ts';

export const jsonLines: Format = {
  endings: ['jsonl', 'ndjson'],
  read: readJsonLines,
  growsByLines: true,
  isAdvised: true,
};

/**
 * A record's fields under our names, from our own format, CSL-JSON, or an item as the Hugging Face daily papers API returns
 * it (`paper` inside, or flat). Nothing where the value is no object.
 */
export function readFields(value: unknown): Fields | undefined {
  if (!isObject(value)) return undefined;
  if (isCsl(value)) return readCsl(value);
  if (isObject(value.paper)) return readDailyItem(value, value.paper);
  return rename(value);
}

function readDailyItem(item: Fields, paper: Fields): Fields {
  return {
    id: paper.id,
    title: paper.title ?? item.title,
    abstract: paper.summary ?? item.summary,
    authors: namesIn(paper.authors),
    published: paper.publishedAt ?? item.publishedAt,
    code: paper.githubRepo,
    keywords: paper.ai_keywords,
    upvotes: paper.upvotes,
    source: 'Hugging Face daily papers',
  };
}

function rename(value: Fields): Fields {
  let renamed: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const ours = ALIASES.get(name);
    if (ours === undefined) continue;
    renamed ??= { ...value };
    delete renamed[name];
    if ((value[ours] ?? undefined) === undefined) renamed[ours] = value[name];
  }
  const authors = (renamed ?? value).authors;
  if (Array.isArray(authors) && authors.some(isObject))
    renamed = { ...(renamed ?? value), authors: namesIn(authors) };
  return renamed ?? value;
}

/** Names given as strings or as objects with a name; what is neither stays, for the check to refuse. */
function namesIn(authors: unknown): unknown {
  if (!Array.isArray(authors)) return authors;
  return authors.map((author: unknown) => {
    if (!isObject(author)) return author;
    const name = author.name ?? author.literal ?? author.fullname;
    if (name !== undefined && name !== null) return name;
    const parts = [author.given ?? author.first, author.family ?? author.last];
    const known = parts.filter((part) => typeof part === 'string');
    return known.length === 0 ? author : known.join(' ');
  });
}

/** JSON lines: one record a line; empty lines are skipped, a line that is not JSON costs only itself. */
export async function* readJsonLines(
  input: AsyncIterable<string>,
  report: Report,
): AsyncGenerator<RawRecord> {
  for await (const { number, text } of splitLines(input, report)) {
    if (text.trim() === '') continue;
    const record = readJsonRecord(text, number, report);
    if (record !== undefined) yield record;
  }
}

/** One record from its JSON; nothing, and a report, where it is none. */
export function readJsonRecord(text: string, line: number, report: Report): RawRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.message.replace(/,? ?"[\s\S]*$| \(line \d+ column \d+\)| in JSON/g, '')
        : 'unreadable';
    report({ line, what: `not JSON (${reason})`, remedy: 'fix the record; the others are read' });
    return undefined;
  }
  const fields = readFields(value);
  if (fields !== undefined) return { line, fields };
  report({
    line,
    what: `${quoteValue(value)} is not a record`,
    remedy: 'write an object: { "title": …, "abstract": … }',
  });
  return undefined;
}
