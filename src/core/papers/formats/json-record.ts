import { quoteValue, type Report } from '../problem.ts';
import { type Fields, isObject, jsonText } from './fields.ts';
import type { Format } from './format.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';
import { ALIASES } from './record-fields.ts';
import type { ShapedRecord } from './shapes/shape.ts';
import { findShape } from './shapes/shapes.ts';

export const jsonLines: Format = {
  endings: ['jsonl', 'ndjson'],
  read: readJsonLines,
  isLike: (head) => /^\s*\{.*\}[ \t]*(?:\r?\n|$)/.test(head),
  growsByLines: true,
  isAdvised: true,
};

/**
 * What a record says, under our names: in our own format, as a known service or tool writes it, or as an item of the Hugging Face
 * daily papers API (`paper` inside, or flat). `none` for a record that is no paper; nothing where the value is no object.
 */
function readRecord(value: unknown): ShapedRecord | 'none' | undefined {
  if (!isObject(value)) return undefined;
  const shape = findShape(value);
  if (shape !== undefined) return shape.read(value) ?? 'none';
  return { fields: isObject(value.paper) ? readDailyItem(value, value.paper) : rename(value) };
}

function readDailyItem(item: Fields, paper: Fields): Fields {
  return {
    id: paper.id,
    title: paper.title ?? item.title,
    abstract: paper.summary ?? item.summary,
    authors: readNameList(paper.authors),
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
    renamed = { ...(renamed ?? value), authors: readNameList(authors) };
  return renamed ?? value;
}

const WHOLE_NAMES = [
  'name',
  'literal',
  'fullname',
  'fullName',
  'full_name',
  'display_name',
  'displayName',
  'text',
];
const GIVEN_NAMES = [
  'given',
  'first',
  'firstName',
  'first_name',
  'firstname',
  'forename',
  'givenName',
  'given_name',
];
const PARTICLES = ['prefix', 'dropping-particle', 'non-dropping-particle'];
const FAMILY_NAMES = [
  'family',
  'last',
  'lastName',
  'last_name',
  'lastname',
  'surname',
  'familyName',
  'family_name',
];

/** Names given as strings or as objects with a name; what is neither stays, for the check to refuse. */
export function readNameList(authors: unknown): unknown {
  if (!Array.isArray(authors)) return authors;
  return authors.map((author: unknown) => {
    if (!isObject(author)) return author;
    const whole = WHOLE_NAMES.map((part) => jsonText(author[part])).find((part) => part !== undefined);
    if (whole !== undefined) return whole;
    const given = GIVEN_NAMES.map((part) => jsonText(author[part])).find((part) => part !== undefined);
    const family = FAMILY_NAMES.map((part) => jsonText(author[part])).find((part) => part !== undefined);
    const particle = PARTICLES.map((part) => jsonText(author[part])).find((part) => part !== undefined);
    const known = [given, jsonText(author.middle), particle, family, jsonText(author.suffix)].filter(
      (part) => part !== undefined,
    );
    return known.length === 0 ? author : known.join(' ');
  });
}

/** JSON lines: one record a line; empty lines are skipped, a line that is not JSON costs only itself. */
async function* readJsonLines(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
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
  const record = readRecord(value);
  if (record === 'none') return undefined;
  if (record !== undefined) return { line, ...record };
  report({
    line,
    what: `${quoteValue(value)} is not a record`,
    remedy: 'write an object: { "title": …, "abstract": … }',
  });
  return undefined;
}
