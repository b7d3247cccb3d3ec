import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { quoteValue, type Report } from '../problem.ts';
import { peek } from './content/peek.ts';
import type { Format } from './format.ts';
import type { RawRecord } from './record.ts';
import type { PaperRecord } from './record-fields.ts';

export const csv: Format = {
  endings: ['csv'],
  read: readCsv,
  isLike: (head) => isTable(columnsOf(firstLine(head))),
  isAdvised: true,
};

/** What columns are called by Zotero, Scopus, Notion, OpenAlex and our own export, in letters alone; the best one first. */
const COLUMNS: Readonly<Partial<Record<keyof PaperRecord, string>>> = {
  id: 'id key citationkey citekey bibtexkey eid',
  title: 'title documenttitle articletitle papertitle displayname paper name',
  abstract: 'abstract abstractnote summary',
  authors: 'authorfullnames authors author authornames creators creator',
  published: 'published publicationdate publisheddate date datepublished year publicationyear pubyear',
  year: 'year publicationyear pubyear',
  arxivId: 'arxiv arxivid eprint',
  doi: 'doi',
  url: 'url link links address website landingpageurl',
  code: 'code codeurl github repository',
  venue:
    'venue journal publicationtitle sourcetitle journaltitle booktitle conference conferencename proceedingstitle source',
  keywords: 'keywords authorkeywords tags manualtags topics',
  categories: 'categories arxivcategories',
};
/** Columns of our own export: what they hold is plain text. */
const OWN = ['key', 'title', 'authors', 'published', 'venue', 'arxiv', 'doi', 'url', 'code', 'abstract'];
const SEPARATORS = [',', ';', '\t', '|'];
const LONGEST_ROW = 1_000_000;

/** A table with a header, its cells parted by commas, semicolons or tabs; one without a title column is no list of papers. */
export async function* readCsv(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const { head, whole } = await peek(input);
  const line = firstLine(head);
  const { separator, names } = columnsOf(line);
  if (!names.includes('title') && findColumn(names, 'title') === undefined) {
    if (line.trim() !== '')
      report({
        line: 1,
        what: `no column for the title among ${quoteValue(line)}`,
        remedy: 'call the column of the titles "title"',
      });
    return;
  }
  const isOwn = OWN.every((name, index) => names[index] === name);
  const columns = Object.keys(COLUMNS).map((field) => [field, findColumn(names, field)] as const);
  const known = new Set(columns.map(([, column]) => column));
  const rows = Readable.from(whole).pipe(
    parse({
      bom: true,
      delimiter: separator,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      from: 2,
    }),
  );
  try {
    for await (const { record: cells, info } of rows as AsyncIterable<{
      record: readonly string[];
      info: Info;
    }>) {
      const cell = (column: number | undefined) => {
        const text = column === undefined ? '' : (cells[column] ?? '').trim();
        // The apostrophe keeps spreadsheets from computing a cell.
        return isOwn ? text.replace(/^'(?=[=+\-@\t\r])/, '') : text;
      };
      const others = names.flatMap((name, column) =>
        known.has(column) || cell(column) === '' ? [] : [[name, cell(column)]],
      );
      const fields = columns.flatMap(([field, column]) =>
        cell(column) === '' ? [] : [[field, cell(column)]],
      );
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

function firstLine(head: string): string {
  return /^\ufeff?\s*([^\r\n]*)/.exec(head)?.[1] ?? '';
}

type Columns = { readonly separator: string; readonly names: readonly string[] };

function columnsOf(line: string): Columns {
  const [best = ','] = [...SEPARATORS].sort(
    (one, other) => line.split(other).length - line.split(one).length,
  );
  const names = line.split(best).map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  return { separator: best, names };
}

/** A line of at least two columns, one of which is for titles, and none of which is a sentence. */
function isTable({ names }: Columns): boolean {
  return (
    names.length > 1 && findColumn(names, 'title') !== undefined && names.every((name) => name.length < 40)
  );
}

function findColumn(names: readonly string[], field: string): number | undefined {
  const called = (COLUMNS[field as keyof PaperRecord] ?? '').split(' ');
  const found = called.map((name) => names.indexOf(name)).find((column) => column >= 0);
  return found;
}
