import { type PersonName, readName } from '../names.ts';
import { displayTitle } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';
import { type ListWriter, typedLine } from './exported-paper.ts';

const TYPES = {
  preprint: 'UNPB',
  proceedings: 'CPAPER',
  journal: 'JOUR',
  book: 'BOOK',
  other: 'GEN',
} as const;

/**
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): tags as `KW`, a note as `N1` on one line, as a line that begins
 * like a field would be one.
 */
export const risList: ListWriter = {
  head: '',
  separator: '\r\n\r\n',
  tail: '\r\n',
  write({ paper, tags = [], note }, key) {
    const { kind, date, remark } = readPublication(paper);
    const arxivId = arxivIdOf(paper);
    const [year, month = '', day = ''] = date?.split('-') ?? [];
    const fields: readonly (readonly [tag: string, value: string | undefined])[] = [
      ['TY', TYPES[kind]],
      ['TI', displayTitle(paper)],
      ...paper.authors.map((author) => ['AU', writeName(readName(author))] as const),
      ['PY', year],
      ['DA', year === undefined || month === '' ? undefined : `${year}/${month}/${day}/`],
      ['T2', kind === 'proceedings' || kind === 'journal' ? paper.venue : undefined],
      ['PB', kind === 'book' ? paper.venue : kind === 'preprint' ? 'arXiv' : undefined],
      ['AN', arxivId === undefined ? undefined : `arXiv:${arxivId}`],
      ['DO', paper.doi],
      ['UR', paper.urlIsSearch === true ? undefined : paper.url],
      ['AB', paper.abstract],
      ...tags.map((tag) => ['KW', tag] as const),
      ['N1', remark],
      ['N1', note],
      ['LB', key],
    ];
    const lines = fields.flatMap(([tag, value]) => {
      const line = typedLine(value);
      return line === '' ? [] : [`${tag}  - ${line}`];
    });
    return [...lines, 'ER  - '].join('\r\n');
  },
};

function writeName({ family, given, suffix }: PersonName): string {
  return [family, given, suffix].filter((part) => part !== undefined).join(', ');
}
