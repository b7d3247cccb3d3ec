import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import { z } from 'zod';
import { foldText } from './fold-text.ts';
import { readName } from './names.ts';
import { displayTitle, type Paper } from './paper.ts';
import { toLatex } from './text/to-latex.ts';

/** What a paper is cited as. `dated` says whether the year of that publication is known. */
type Publication = {
  readonly kind: 'preprint' | 'proceedings' | 'journal' | 'book' | 'other';
  readonly year: string | undefined;
  /** Where it is known to have appeared too, in words. */
  readonly note?: string;
};

const PROCEEDINGS =
  /\b(?:[Pp]roceedings|[Cc]onference|[Ss]ymposium|[Ww]orkshop|[Cc]hallenge|[Mm]eeting|[Cc]ongress)\b|^[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[/@ -][A-Z][A-Za-z]*)*,?\s*(?:'?\d\d|(?:19|20)\d\d)$|^(?:ICLR|ICML|NeurIPS|NIPS|CVPR|ICCV|ECCV|WACV|AAAI|IJCAI|ACL|EMNLP|NAACL|KDD|SIGIR|UAI|AISTATS|COLT|INTERSPEECH|ICASSP)$/;
const PUBLISHER = /\b(?:press|springer|elsevier|wiley|publishers?|verlag)$/i;
const UNTELLING = new Set(
  'a an the on of for in to with and or from by at as is are be do does can how what why when where towards toward via using'.split(
    ' ',
  ),
);
const Entry = z
  .array(z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) }))
  .length(1);

/** The paper's BibTeX entry, safe in LaTeX, under a key such as `xia2023window`. Says nothing that is not known. */
export function citeBibtex(paper: Paper): string {
  const publication = readPublication(paper);
  const [entry] = Entry.parse(
    withRawValues(() =>
      plugins.output.format('bibtex', [toCsl(paper, publication, toLatex)], { format: 'object' }),
    ),
  );
  const { author, journal, publisher } = entry?.properties ?? {};
  const venue = toLatex(paper.venue ?? '');
  const arxivId = arxivIdOf(paper);
  const [year, month] =
    publication.kind === 'proceedings' ? [publication.year] : (paper.published ?? '').split('-');
  const fields: readonly (readonly [string, unknown])[] = [
    ['title', protectCapitals(displayTitle(paper))],
    ['author', author],
    ['journal', publication.kind === 'preprint' ? `arXiv preprint arXiv:${arxivId}` : journal],
    ['booktitle', publication.kind === 'proceedings' ? venue : undefined],
    ['publisher', publication.kind === 'book' ? publisher : undefined],
    ['year', year],
    ['month', month === undefined ? undefined : MONTHS[Number(month) - 1]],
    ['eprint', arxivId],
    ['archivePrefix', arxivId === undefined ? undefined : 'arXiv'],
    ['primaryClass', arxivId === undefined ? undefined : paper.categories[0]],
    ['doi', paper.doi],
    ['url', paper.urlIsSearch === true ? undefined : paper.url.replace(/[{}\\]/g, encodeURIComponent)],
    ['note', publication.note === undefined ? undefined : toLatex(publication.note)],
  ];
  const lines = fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => (name === 'month' ? `  ${name} = ${value},` : `  ${name} = {${value}},`));
  return [`@${TYPES[publication.kind]}{${citationKey(paper)},`, ...lines, '}'].join('\n');
}

/** The paper cited in one line in APA style; "n.d." where no date is known. */
export function citePlain(paper: Paper): string {
  const publication = readPublication(paper);
  const options = { format: 'text', template: 'apa', lang: 'en-US' };
  const cited = plugins.output.format('bibliography', [toCsl(paper, publication, (text) => text)], options);
  const note = publication.note === undefined ? '' : ` ${publication.note}.`;
  return `${String(cited).replace(/\s+/g, ' ').trim()}${note}`;
}

/** Family name of the first author, year, first telling word of the title, in ASCII: `xia2023window`. */
export function citationKey(paper: Paper): string {
  const words = displayTitle(paper)
    .split(/[^\p{L}\p{N}]+/u)
    .map(toAscii)
    .filter((word) => word !== '' && !UNTELLING.has(word));
  const family = paper.authors[0] === undefined ? '' : toAscii(readName(paper.authors[0]).family);
  const year = readPublication(paper).year ?? '';
  const [first = '', second = ''] = words;
  return (family === '' ? `${first}${year}${second}` : `${family}${year}${first}`) || 'paper';
}

const TYPES = {
  preprint: 'article',
  proceedings: 'inproceedings',
  journal: 'article',
  book: 'book',
  other: 'misc',
} as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CSL_TYPES = {
  preprint: 'article',
  proceedings: 'paper-conference',
  journal: 'article-journal',
  book: 'book',
  other: 'document',
} as const;

/**
 * What is known for sure: the date of an arXiv paper is that of its first version, so it is cited as published elsewhere only
 * where the venue names its year ("ICCV 2023"); other venues are noted.
 */
function readPublication(paper: Paper): Publication {
  const venue = paper.venue ?? '';
  const year = paper.published?.slice(0, 4);
  const preprint = arxivIdOf(paper) !== undefined;
  const stated = /(?:^|\D)((?:19|20)\d\d)\D{0,3}$/.exec(venue)?.[1];
  if (venue === '' || /^arxiv\b/i.test(venue)) return { kind: preprint ? 'preprint' : 'other', year };
  if (PROCEEDINGS.test(venue) && (stated !== undefined || !preprint))
    return { kind: 'proceedings', year: stated ?? year };
  if (preprint)
    return {
      kind: 'preprint',
      year,
      note: `${PUBLISHER.test(venue) ? 'Published by' : 'Appeared in'} ${venue}`,
    };
  return { kind: PUBLISHER.test(venue) ? 'book' : 'journal', year };
}

function toCsl(paper: Paper, { kind, year }: Publication, write: (text: string) => string): object {
  const parts = kind === 'proceedings' ? [year] : (paper.published ?? '').split('-');
  const date = parts.filter((part) => part !== undefined && part !== '').map(Number);
  const arxivId = arxivIdOf(paper);
  const venue = paper.venue === undefined ? undefined : write(paper.venue);
  return {
    id: 'paper',
    type: CSL_TYPES[kind],
    title: write(displayTitle(paper)),
    author: paper.authors.map((name) => {
      const { family, given, suffix } = readName(name);
      if (given === undefined) return { family: write(family) };
      return {
        family: write(family),
        given: write(given),
        ...(suffix === undefined ? {} : { suffix: write(suffix) }),
      };
    }),
    ...(date.length === 0
      ? {}
      : {
          issued: {
            'date-parts': [
              kind === 'journal' || kind === 'book' || kind === 'preprint' ? date.slice(0, 1) : date,
            ],
          },
        }),
    ...(kind === 'preprint' ? { publisher: 'arXiv', number: `arXiv:${arxivId}` } : {}),
    ...(kind === 'book' ? { publisher: venue } : {}),
    ...(kind === 'proceedings' || kind === 'journal' ? { 'container-title': venue } : {}),
    ...(paper.doi === undefined ? {} : { DOI: paper.doi }),
    ...(paper.urlIsSearch === true ? {} : { URL: paper.url }),
  };
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

/** Runs with citation-js leaving values alone; they are LaTeX already. */
function withRawValues<T>(run: () => T): T {
  const config = plugins.config.get('@bibtex') as { format: { asciiOnly: boolean } };
  const before = config.format.asciiOnly;
  config.format.asciiOnly = false;
  try {
    return run();
  } finally {
    config.format.asciiOnly = before;
  }
}

function arxivIdOf(paper: Paper): string | undefined {
  return paper.id.startsWith('arxiv:') ? paper.id.slice(6) : undefined;
}

function toAscii(text: string): string {
  return foldText(text).replace(/[^a-z0-9]/g, '');
}
