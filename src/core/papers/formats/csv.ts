import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { foldSpaces } from '../../text/fold-spaces.ts';
import { quoteValue, type Report } from '../problem.ts';
import { peek } from './content/peek.ts';
import type { Format } from './format.ts';
import type { RawRecord } from './record.ts';
import type { PaperRecord } from './record-fields.ts';

export const csv: Format = {
  endings: ['csv'],
  read: readCsv,
  isLike: (head) => isTable(headerIn(head)),
  isAdvised: true,
};

/** What columns are called by Zotero, Scopus, Notion, OpenAlex and our own export, in letters alone; the best one first. */
const COLUMNS: Readonly<Partial<Record<keyof PaperRecord, string>>> = {
  id: 'id key citationkey citekey bibtexkey eid',
  title: 'title ti documenttitle articletitle papertitle displayname paper name',
  abstract: 'abstract abstractnote summary ab',
  authors: 'authorfullnames af au authors author authornames creators creator',
  published: 'published publicationdate publisheddate date datepublished year publicationyear pubyear py',
  year: 'year publicationyear pubyear',
  arxivId: 'arxiv arxivid eprint',
  doi: 'doi di',
  url: 'url link links address website landingpageurl articleurl',
  code: 'code codeurl github repository',
  venue:
    'venue journal publicationtitle sourcetitle journaltitle booktitle conference conferencename proceedingstitle journalbook so source',
  keywords: 'keywords authorkeywords de tags manualtags automatictags topics',
  categories: 'categories arxivcategories',
};
/** Columns of our own export: what they hold is plain text. */
const OWN = ['key', 'title', 'authors', 'published', 'venue', 'arxiv', 'doi', 'url', 'code', 'abstract'];
/** Of these another column counts in a row where the best one is empty; and of these all do. */
const WITH_OTHERS: ReadonlySet<string> = new Set(['authors', 'published', 'abstract']);
const TOGETHER = 'keywords';
const SEPARATORS = [',', ';', '\t', '|'];
const LONGEST_ROW = 1_000_000;
/** Lines before the header in which some services tell about the export. */
const MOST_BEFORE = 3;

/** A table with a header, its cells parted by commas, semicolons or tabs; one without a title column is no list of papers. */
async function* readCsv(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const { head, whole } = await peek(input);
  const { separator, names, number, line } = headerIn(head);
  if (columnsFor(names, 'title').length === 0) {
    if (line.trim() !== '')
      report({
        line: number,
        what: `no column for the title among ${quoteValue(line)}`,
        remedy: 'call the column of the titles "title"',
      });
    return;
  }
  const isOwn = OWN.every((name, index) => names[index] === name);
  const columns = Object.keys(COLUMNS).map((field) => [field, columnsFor(names, field)] as const);
  const rows = Readable.from(whole).pipe(
    parse({
      bom: true,
      delimiter: separator,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      from_line: number + 1,
    }),
  );
  try {
    for await (const { record: cells, info } of rows as AsyncIterable<{
      record: readonly string[];
      info: Info;
    }>) {
      const cell = (column: number) => {
        const text = foldSpaces(cells[column] ?? '');
        // The apostrophe keeps spreadsheets from computing a cell.
        return isOwn ? text.replace(/^'(?=[=+\-@\t\r])/, '') : text;
      };
      const chosen = columns.map(([field, own]) => {
        const filled = own.filter((column) => cell(column) !== '');
        if (field === TOGETHER) return [field, filled] as const;
        return [field, WITH_OTHERS.has(field) ? filled.slice(0, 1) : own.slice(0, 1)] as const;
      });
      const known = new Set(chosen.flatMap(([, own]) => own));
      const others = names.flatMap((name, column) =>
        known.has(column) || cell(column) === '' ? [] : [[name, cell(column)]],
      );
      const fields = chosen.flatMap(([field, own]) => {
        const text = own.map(cell).filter(Boolean).join('; ');
        return text === '' ? [] : [[field, text]];
      });
      const { authors, ...rest }: Record<string, string> = Object.fromEntries([...others, ...fields]);
      yield {
        line: info.lines,
        fields: {
          ...rest,
          ...(authors === undefined
            ? {}
            : { authors: isOwn ? authors.split('; ') : authors.replace(/\s*\(\d+\)/g, '') }),
        },
        ...(isOwn ? { isPlain: true } : {}),
      };
    }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    report({
      what: `the table is broken (${reason})`,
      remedy: 'fix its quotation marks; the rows before are read',
    });
  }
}

type Columns = { readonly separator: string; readonly names: readonly string[] };
type Header = Columns & { readonly line: string; readonly number: number };

/** The line that names the columns: the first with one for the title, else the first that is not empty. */
function headerIn(head: string): Header {
  const lines = head
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ line, number: at + 1, ...columnsOf(line) }))
    .filter(({ line }) => line.trim() !== '');
  const [first = { line: '', number: 1, ...columnsOf('') }] = lines;
  return lines.slice(0, MOST_BEFORE).find(isTable) ?? first;
}

function columnsOf(line: string): Columns {
  const [best = ','] = [...SEPARATORS].sort(
    (one, other) => line.split(other).length - line.split(one).length,
  );
  const names = line.split(best).map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  return { separator: best, names };
}

/** A line of at least two columns, one of which is for titles, and none of which is a sentence. */
function isTable({ names }: Columns): boolean {
  return names.length > 1 && columnsFor(names, 'title').length > 0 && names.every((name) => name.length < 40);
}

/** Where the columns of a field are, the best one first. */
function columnsFor(names: readonly string[], field: string): readonly number[] {
  const called = (COLUMNS[field as keyof PaperRecord] ?? '').split(' ');
  return called.map((name) => names.indexOf(name)).filter((column) => column >= 0);
}
