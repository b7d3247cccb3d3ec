import { readDate, readMonth } from '../dates.ts';
import { readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';
import type { ReferenceEntry } from '../reference-entry.ts';
import { changesFont, toLatex } from '../text/to-latex.ts';

type Field = readonly [name: string, value: string | undefined];

const TYPES = {
  preprint: 'article',
  proceedings: 'inproceedings',
  journal: 'article',
  book: 'book',
  chapter: 'incollection',
  thesis: 'phdthesis',
  report: 'techreport',
  other: 'misc',
} as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The fields by which a paper is cited, safe in LaTeX, for BibTeX and for biber: its owner's, where an entry has any. */
export function bibtexFields(paper: Paper): readonly Field[] {
  const { entry } = paper;
  const isCorporate = nameSet(entry?.corporate);
  const arxivId = arxivIdOf(paper);
  return [
    ['title', protectCapitals(displayTitle(paper))],
    ['author', writeNames(paper.authors, isCorporate)],
    ['editor', writeNames(entry?.editors ?? [], isCorporate)],
    ...(entry === undefined ? factsOf(paper) : [...fieldsOf(paper, entry), ...datesOf(paper, entry)]),
    ['eprint', arxivId],
    ['archivePrefix', only(arxivId !== undefined, 'arXiv')],
    ['primaryClass', only(arxivId !== undefined, toLatex(paper.categories[0] ?? ''))],
    ['doi', paper.doi === undefined ? undefined : encodeBraces(paper.doi)],
    ['url', paper.urlIsSearch === true ? undefined : encodeBraces(paper.url)],
    ['note', entry === undefined ? toLatex(readPublication(paper).remark ?? '') : undefined],
  ];
}

/** Where and when it was published, as far as that is known without an entry. */
function factsOf(paper: Paper): readonly Field[] {
  const { kind, date = '', container = '', publisher = '' } = readPublication(paper);
  const [year, month] = date.split('-');
  return [
    [
      'journal',
      kind === 'preprint'
        ? `arXiv preprint arXiv:${arxivIdOf(paper)}`
        : only(kind === 'journal', toLatex(container)),
    ],
    ['booktitle', only(kind === 'proceedings', toLatex(container))],
    ['publisher', only(kind === 'book', toLatex(publisher))],
    ['year', year],
    ['month', month],
  ];
}

const DATES: ReadonlySet<string> = new Set(['date', 'year', 'month', 'day']);

/** What the entry has as its owner wrote it; an article or a paper in proceedings without a place has that of its other records. */
function fieldsOf(paper: Paper, { type, fields }: ReferenceEntry): readonly Field[] {
  const { kind, container } = readPublication(paper);
  const inPlace = kind === 'preprint' ? `arXiv preprint arXiv:${arxivIdOf(paper)}` : toLatex(container ?? '');
  const place = { article: 'journal', inproceedings: 'booktitle' }[type];
  const isPlaced = ['journal', 'journaltitle', 'booktitle'].some((name) => name in fields);
  return [
    ...(place === undefined || isPlaced ? [] : [[place, inPlace] as const]),
    ...Object.entries(fields)
      .filter(([name]) => !DATES.has(name))
      .map(([name, value]) => [name, isAddress(value) ? encodeBraces(value) : toLatex(value)] as const),
  ];
}

function isAddress(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value);
}

/** A date in parts, which BibTeX knows too; one that is no date stays as it is. */
function datesOf(paper: Paper, { fields }: ReferenceEntry): readonly Field[] {
  const [year, month, day] = readPublication(paper).date?.split('-') ?? [];
  const isOdd = fields.date !== undefined && readDate(fields.date) === undefined;
  return [
    ['date', only(isOdd, toLatex(fields.date ?? ''))],
    ['year', fields.year === undefined ? year : toLatex(fields.year)],
    [
      'month',
      fields.month === undefined || readMonth(fields.month) !== undefined ? month : toLatex(fields.month),
    ],
    ['day', fields.date === undefined && fields.day === undefined ? undefined : day],
  ];
}

/** One entry of these fields, each name once; those without a value are left out. */
export function writeBibtexEntry(paper: Paper, key: string, fields: readonly Field[]): string {
  const written = new Set<string>();
  const lines = fields.flatMap(([name, value]) => {
    if (value === undefined || value === '' || written.has(name.toLowerCase())) return [];
    written.add(name.toLowerCase());
    const month = name === 'month' ? MONTHS[Number(value) - 1] : undefined;
    return `  ${name} = ${month ?? `{${value}}`},`;
  });
  const type = paper.entry?.type ?? TYPES[readPublication(paper).kind];
  return [`@${type}{${key},`, ...lines, '}'].join('\n');
}

function nameSet(names: readonly string[] = []): (name: string) => boolean {
  const set = new Set(names);
  return (name) => set.has(name);
}

function only<T>(condition: boolean, value: T): T | undefined {
  return condition ? value : undefined;
}

/** Names as BibTeX parts them: `Xia, Guoxuan and {OpenAI Team}`. */
function writeNames(names: readonly string[], isCorporate: (name: string) => boolean): string {
  return names
    .map((name) => {
      if (isCorporate(name)) return `{${toLatex(name)}}`;
      const { family, given, suffix } = readName(name);
      if (given === undefined) return `{${toLatex(family)}}`;
      return [family, suffix, given]
        .filter((part) => part !== undefined)
        .map(writeNamePart)
        .join(', ');
    })
    .join(' and ');
}

/** In braces where BibTeX would part it. */
function writeNamePart(part: string): string {
  return /,|(?:^|\s)and(?:\s|$)/i.test(part) ? `{${toLatex(part)}}` : toLatex(part);
}

/** Braces around words that lose their meaning in lower case: acronyms, names such as ImageNet. */
function protectCapitals(title: string): string {
  return title
    .split(/([\s/:–—-]+)/u)
    .map((word) =>
      changesFont(word) || (/\p{L}.*\p{Lu}|^\p{Lu}\d|^\p{Lu}$/u.test(word) && !/^[AI]$/.test(word))
        ? `{${toLatex(word)}}`
        : toLatex(word),
    )
    .join('');
}

/** An address or DOI, which BibTeX takes as it stands, without what would end the field too early. */
export function encodeBraces(address: string): string {
  return address.replace(/[{}\\]/g, encodeURIComponent);
}
