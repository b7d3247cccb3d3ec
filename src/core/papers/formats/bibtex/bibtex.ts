import type { Report } from '../../problem.ts';
import type { Format } from '../format.ts';
import type { RawRecord } from '../record.ts';
import { inherit } from './crossref.ts';
import { cutEntries } from './entries.ts';
import { type ParsedEntry, readEntryFields } from './entry-fields.ts';
import { type BibtexEntry, describeEntry } from './record.ts';

export const bibtex: Format = {
  endings: ['bib', 'bibtex'],
  read: readBibtex,
  isLike: (head) => ENTRY.test(head),
  isAdvised: true,
};

/** An entry with a key or a field. */
const ENTRY = /(?:^|\n|\})\s*@\s*[A-Za-z]+\s*[{(]\s*(?:[^\s{}"=,]*\s*,|[A-Za-z]\w*\s*=\s*[{"\d])/;
/** What is no work: remarks, and settings of styles. */
const NO_ENTRY = /^(?:comment|preamble|set|.*bstctl|control|.*settings?)$/;
/** Strings of one file, and characters of one. */
const MOST_STRINGS = 20_000;
const LONGEST_STRING = 20_000;
/** Entries that wait for those they refer to. */
const MOST_WAITING = 100_000;

/**
 * BibTeX and BibLaTeX. The file is cut into entries, each parsed by itself, so that a broken one costs only itself. Its LaTeX is
 * read here, once. An entry takes what it lacks from the one that its `crossref` or `xdata` names, before or behind it.
 */
export async function* readBibtex(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const strings = new Map<string, string>();
  const known = new Map<string, BibtexEntry>();
  let waiting: BibtexEntry[] = [];

  for await (const { line, type, text } of cutEntries(input, report)) {
    if (NO_ENTRY.test(type)) continue;
    const parsed = readEntryFields(type === 'string' ? `,${text}` : text, strings);
    if (type === 'string') {
      keepStrings(parsed, strings);
      continue;
    }
    if (parsed === undefined) {
      report({
        line,
        what: 'the entry is not BibTeX (a value has no end)',
        remedy: 'fix its braces, quotes and commas; the other entries are read',
      });
      continue;
    }
    const entry = { line, type, ...parsed };
    const key = parsed.key.toLowerCase();
    if (key !== '' && !known.has(key)) known.set(key, entry);
    if (waiting.length === 0 && parents(entry).every((parent) => known.has(parent))) yield* describe(entry);
    else waiting.push(entry);
    if (waiting.length < MOST_WAITING) continue;
    for (const one of waiting) yield* describe(one);
    waiting = [];
  }
  for (const one of waiting) yield* describe(one);

  function* describe(entry: BibtexEntry): Generator<RawRecord> {
    if (entry.type === 'xdata') return;
    yield describeEntry(inherit(entry, (key) => known.get(key)));
  }
}

function parents({ fields }: BibtexEntry): readonly string[] {
  const named = `${fields.get('crossref') ?? ''},${fields.get('xdata') ?? ''}`;
  return named
    .toLowerCase()
    .split(',')
    .flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));
}

function keepStrings(parsed: ParsedEntry | undefined, strings: Map<string, string>): void {
  for (const [name, value] of parsed?.fields ?? [])
    if (strings.size < MOST_STRINGS && value.length < LONGEST_STRING) strings.set(name, value);
}
