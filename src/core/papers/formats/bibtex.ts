import { z } from 'zod';
import { joinDate, readMonth } from '../dates.ts';
import type { Report } from '../problem.ts';
import type { Fields } from './fields.ts';
import type { Format } from './format.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';

export const bibtex: Format = { endings: ['bib', 'bibtex'], read: readBibtex, isAdvised: true };

type Entry = { readonly line: number; readonly text: string };

const Parsed = z.array(
  z.object({
    type: z.string(),
    label: z.string(),
    properties: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);
const BEGIN = /^\s*@\s*([A-Za-z]+)\s*[{(]/;
const BRACES_KEPT = /(?<!\\[A-Za-z]{0,20}|\\.|[\^_}])\{([^{}\\$]*)\}/g;

/**
 * BibTeX and BibLaTeX. The file is cut into entries at lines that begin with `@`, each parsed by itself, so that a broken one
 * costs only itself. Braces that keep capitals go; the LaTeX in fields is read later, like that of any text.
 */
export async function* readBibtex(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const parse = await loadParser();
  let strings = '';
  for await (const { line, text } of cutEntries(input, report)) {
    const type = BEGIN.exec(text)?.[1]?.toLowerCase();
    if (type === 'comment' || type === 'preamble') continue;
    if (type === 'string') {
      if (strings.length < 200_000) strings += `${text}\n`;
      continue;
    }
    try {
      for (const entry of Parsed.parse(parse(needsStrings(text) ? strings + text : text)))
        yield { line, fields: readEntry(entry) };
    } catch (error) {
      const reason =
        error instanceof Error
          ? (error.message.split('\n')[0] ?? '').replace(/ at line \d+ col \d+:?/, '')
          : '';
      report({
        line,
        what: `the entry is not BibTeX (${reason})`,
        remedy: 'fix its braces, quotes and commas; the other entries are read',
      });
    }
  }
}

async function loadParser(): Promise<(text: string) => unknown> {
  const [{ plugins, logger }] = await Promise.all([
    import('@citation-js/core'),
    import('@citation-js/plugin-bibtex'),
  ]);
  logger.level = 'silent';
  return (text) =>
    plugins.input.chain(text, {
      forceType: '@bibtex/text',
      target: '@bibtex/entries+list',
      generateGraph: false,
    });
}

async function* cutEntries(input: AsyncIterable<string>, report: Report): AsyncGenerator<Entry> {
  let open: { readonly line: number; readonly lines: string[] } | undefined;
  let length = 0;
  for await (const { number, text } of splitLines(input, report)) {
    if (BEGIN.test(text)) {
      if (open !== undefined) yield { line: open.line, text: open.lines.join('\n') };
      open = { line: number, lines: [text] };
      length = text.length;
    } else if (open !== undefined && length < 1_000_000) {
      open.lines.push(text);
      length += text.length;
    }
  }
  if (open !== undefined) yield { line: open.line, text: open.lines.join('\n') };
}

/** Whether a value is given by the name of a string. */
function needsStrings(text: string): boolean {
  return /[=#]\s*[A-Za-z][\w:+-]*\s*[,#})\n]/.test(text);
}

function readEntry({ label, properties }: z.infer<typeof Parsed>[number]): Fields {
  const field = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value = String(properties[name] ?? '').trim();
      if (value !== '') return value;
    }
    return undefined;
  };
  const eprint = field('eprint');
  const archive = field('archiveprefix', 'eprinttype') ?? '';
  const year = field('year');
  const month = readMonth(field('month') ?? '');
  const day = field('day');
  return {
    id: label,
    title: unbrace(joined(field('title'), field('subtitle'))),
    abstract: unbrace(field('abstract')),
    authors: splitBibtexNames(field('author') ?? '').map((name) => unbrace(name) ?? ''),
    published:
      field('date')?.split('/')[0] ??
      joinDate(Number(year), month, day === undefined ? undefined : Number(day)) ??
      (year !== undefined && month !== undefined ? `${year}-${month}` : year),
    arxivId:
      eprint !== undefined && (/arxiv/i.test(archive) || (archive === '' && /^\d{4}\.\d{4,5}/.test(eprint)))
        ? eprint
        : undefined,
    doi: field('doi')?.replace(/\\_/g, '_'),
    url: field('url')
      ?.replace(/^\\url\{(.*)\}$/, '$1')
      .replace(/\\([_%&#~])/g, '$1'),
    venue: unbrace(field('booktitle', 'journaltitle', 'journal', 'eventtitle')),
    categories: field('primaryclass', 'eprintclass'),
  };
}

function joined(title: string | undefined, subtitle: string | undefined): string | undefined {
  return title !== undefined && subtitle !== undefined ? `${title}: ${subtitle}` : title;
}

/** Names parted by `and` outside braces. */
function splitBibtexNames(list: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let name: string[] = [];
  for (const word of list.split(/\s+/)) {
    if (depth === 0 && word.toLowerCase() === 'and') {
      names.push(name.join(' '));
      name = [];
      continue;
    }
    name.push(word);
    for (const character of word) depth += character === '{' ? 1 : character === '}' ? -1 : 0;
  }
  names.push(name.join(' '));
  return names.filter((found) => found !== '' && found !== 'others');
}

function unbrace(value: string | undefined): string | undefined {
  if (value === undefined || !value.includes('{')) return value;
  let text = value;
  for (let depth = 0; depth < 5; depth++) {
    const inner = text.replace(BRACES_KEPT, '$1');
    if (inner === text) break;
    text = inner;
  }
  return text;
}
