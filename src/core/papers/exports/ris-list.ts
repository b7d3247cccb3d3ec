import { readName } from '../names.ts';
import { OWN_CATALOGUE } from '../own-export.ts';
import { displayTitle } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';
import type { ReferenceEntry } from '../reference-entry.ts';
import { keywordsAndTags, type ListWriter, typedLine } from './exported-paper.ts';

const TYPES = {
  preprint: 'UNPB',
  proceedings: 'CPAPER',
  journal: 'JOUR',
  book: 'BOOK',
  chapter: 'CHAP',
  thesis: 'THES',
  report: 'RPRT',
  other: 'GEN',
} as const;

/**
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): tags among the `KW`, a note as `N1` on one line, as a line that begins
 * like a field would be one.
 */
export const risList: ListWriter = {
  head: '',
  separator: '\r\n\r\n',
  tail: '\r\n',
  write({ paper, tags = [], note }, key) {
    const { kind, date, container, publisher, remark } = readPublication(paper);
    const arxivId = arxivIdOf(paper);
    const [year, month = '', day = ''] = date?.split('-') ?? [];
    const fields: readonly (readonly [tag: string, value: string | undefined])[] = [
      ['TY', TYPES[kind]],
      ['TI', displayTitle(paper)],
      ...paper.authors.map((author) => ['AU', writeName(author, paper.entry)] as const),
      ['PY', year],
      ['DA', year === undefined || month === '' ? undefined : `${year}/${month}/${day}/`],
      ['T2', container],
      ['PB', publisher],
      ...(paper.entry === undefined ? [] : fieldsOf(paper.entry)),
      ['AN', arxivId === undefined ? undefined : `arXiv:${arxivId}`],
      ['DO', paper.doi],
      ['UR', paper.urlIsSearch === true ? undefined : paper.url],
      ['AB', paper.abstract],
      ...keywordsAndTags(paper, tags).map((word) => ['KW', word] as const),
      ['N1', remark],
      ['N1', note],
      ['N1', paper.code === undefined ? undefined : `Code: ${paper.code}`],
      ['ID', paper.entry?.key],
      ['LB', key],
      ['DP', OWN_CATALOGUE],
    ];
    const lines = fields.flatMap(([tag, value]) => {
      const line = typedLine(value);
      return line === '' ? [] : [`${tag}  - ${line}`];
    });
    return [...lines, 'ER  - '].join('\r\n');
  },
};

/** The tags of RIS that fields of BibTeX and BibLaTeX are. */
const TAGS: readonly (readonly [name: string, tag: string])[] = [
  ['volume', 'VL'],
  ['number', 'IS'],
  ['issue', 'IS'],
  ['edition', 'ET'],
  ['series', 'T3'],
  ['location', 'CY'],
  ['address', 'CY'],
  ['isbn', 'SN'],
  ['issn', 'SN'],
  ['type', 'M3'],
  ['note', 'N1'],
];

function fieldsOf(entry: ReferenceEntry): readonly (readonly [tag: string, value: string | undefined])[] {
  const { fields, editors = [] } = entry;
  // Reference managers know the editors of what a chapter is in by a tag of its own.
  const isPart = entry.type === 'incollection' || entry.type === 'inbook';
  const [first, last] = (fields.pages ?? '').split(/\s*(?:--?|–)\s*/);
  return [
    ...editors.map((name) => [isPart ? 'A2' : 'ED', writeName(name, entry)] as const),
    ...TAGS.map(([name, tag]) => [tag, fields[name]] as const),
    ['SP', first],
    ['EP', last],
  ];
}

function writeName(name: string, entry: ReferenceEntry | undefined): string {
  if (entry?.corporate?.includes(name) === true) return name;
  const { family, given, suffix } = readName(name);
  return [family, given, suffix].filter((part) => part !== undefined).join(', ');
}
