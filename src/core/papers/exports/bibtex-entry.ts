import { readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';
import { toLatex } from '../text/to-latex.ts';

type Field = readonly [name: string, value: string | undefined];

const TYPES = {
  preprint: 'article',
  proceedings: 'inproceedings',
  journal: 'article',
  book: 'book',
  other: 'misc',
} as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The fields by which a paper is cited, safe in LaTeX, for BibTeX and for biber. */
export function bibtexFields(paper: Paper): readonly Field[] {
  const { kind, date = '', remark } = readPublication(paper);
  const venue = paper.venue === undefined ? undefined : toLatex(paper.venue);
  const arxivId = arxivIdOf(paper);
  const [year, month] = date.split('-');
  return [
    ['title', protectCapitals(displayTitle(paper))],
    ['author', writeNames(paper.authors)],
    ['journal', kind === 'preprint' ? `arXiv preprint arXiv:${arxivId}` : only(kind === 'journal', venue)],
    ['booktitle', only(kind === 'proceedings', venue)],
    ['publisher', only(kind === 'book', venue)],
    ['year', year],
    ['month', month],
    ['eprint', arxivId],
    ['archivePrefix', only(arxivId !== undefined, 'arXiv')],
    ['primaryClass', only(arxivId !== undefined, toLatex(paper.categories[0] ?? ''))],
    ['doi', paper.doi === undefined ? undefined : encodeBraces(paper.doi)],
    ['url', paper.urlIsSearch === true ? undefined : encodeBraces(paper.url)],
    ['note', remark === undefined ? undefined : toLatex(remark)],
  ];
}

/** One entry of these fields; those without a value are left out. */
export function writeBibtexEntry(paper: Paper, key: string, fields: readonly Field[]): string {
  const lines = fields.flatMap(([name, value]) => {
    if (value === undefined || value === '') return [];
    return `  ${name} = ${name === 'month' ? MONTHS[Number(value) - 1] : `{${value}}`},`;
  });
  return [`@${TYPES[readPublication(paper).kind]}{${key},`, ...lines, '}'].join('\n');
}

function only<T>(condition: boolean, value: T): T | undefined {
  return condition ? value : undefined;
}

/** Names as BibTeX parts them: `Xia, Guoxuan and {OpenAI Team}`. */
function writeNames(authors: readonly string[]): string {
  return authors
    .map((author) => {
      const { family, given, suffix } = readName(author);
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
      /\p{L}.*\p{Lu}|^\p{Lu}\d|^\p{Lu}$/u.test(word) && !/^[AI]$/.test(word)
        ? `{${toLatex(word)}}`
        : toLatex(word),
    )
    .join('');
}

/** An address or DOI, which BibTeX takes as it stands, without what would end the field too early. */
function encodeBraces(address: string): string {
  return address.replace(/[{}\\]/g, encodeURIComponent);
}
