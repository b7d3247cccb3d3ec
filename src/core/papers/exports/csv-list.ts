import { stringify } from 'csv-stringify/sync';
import { displayTitle } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';
import { isoDay, type ListWriter, typedLine, typedLines } from './exported-paper.ts';

const columns = [
  'key',
  'title',
  'authors',
  'published',
  'venue',
  'arxiv',
  'doi',
  'url',
  'code',
  'abstract',
  'keywords',
  'volume',
  'number',
  'pages',
  'tags',
  'note',
  'saved',
  'read',
];

/**
 * CSV by RFC 4180, with a byte order mark, by which Excel knows UTF-8. A cell that a spreadsheet would compute begins
 * with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export const csvList: ListWriter = {
  head: `\uFEFF${writeRow(columns)}`,
  separator: '',
  tail: '',
  write({ paper, tags = [], note, savedAt, readAt }, key) {
    const { volume, number, issue, pages } = paper.entry?.fields ?? {};
    return writeRow([
      key,
      displayTitle(paper),
      paper.authors.join('; '),
      paper.published ?? '',
      paper.venue ?? '',
      arxivIdOf(paper) ?? '',
      paper.doi ?? '',
      paper.url,
      paper.code ?? '',
      paper.abstract,
      (paper.keywords ?? []).join('; '),
      volume ?? '',
      number ?? issue ?? '',
      pages ?? '',
      tags.map(typedLine).join('; '),
      typedLines(note).join('\n'),
      isoDay(savedAt),
      isoDay(readAt),
    ]);
  },
};

function writeRow(cells: readonly string[]): string {
  return stringify([[...cells]], {
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    escape_formulas: true,
  });
}
