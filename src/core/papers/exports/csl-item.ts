import { type PersonName, readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';
import type { ReferenceEntry } from '../reference-entry.ts';

const TYPES = {
  preprint: 'article',
  proceedings: 'paper-conference',
  journal: 'article-journal',
  book: 'book',
  chapter: 'chapter',
  thesis: 'thesis',
  report: 'report',
  other: 'document',
} as const;

export type CslName = PersonName | { readonly literal: string };

/** An item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html). */
export type CslItem = {
  readonly id: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly title: string;
  readonly author: readonly CslName[];
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] };
  readonly [variable: string]: unknown;
};

/** What is known of a paper for a citation, as CSL-JSON. */
export function cslItem(paper: Paper, id: string): CslItem {
  const { kind, date, container, publisher, remark } = readPublication(paper);
  const arxivId = arxivIdOf(paper);
  const { entry } = paper;
  return {
    id,
    type: TYPES[kind],
    title: displayTitle(paper),
    author: writeNames(paper.authors, entry),
    ...(date === undefined ? {} : { issued: { 'date-parts': [date.split('-').map(Number)] } }),
    ...(container === undefined ? {} : { 'container-title': container }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(kind === 'preprint' ? { number: `arXiv:${arxivId}` } : {}),
    ...(paper.doi === undefined ? {} : { DOI: paper.doi }),
    ...(paper.urlIsSearch === true ? {} : { URL: paper.url }),
    ...(remark === undefined ? {} : { note: remark }),
    ...(entry === undefined ? {} : variablesOf(entry)),
  };
}

/** The variables of CSL that fields of BibTeX and BibLaTeX are. */
const VARIABLES: Readonly<Record<string, string>> = {
  volume: 'volume',
  number: 'issue',
  issue: 'issue',
  pages: 'page',
  edition: 'edition',
  series: 'collection-title',
  location: 'publisher-place',
  address: 'publisher-place',
  isbn: 'ISBN',
  issn: 'ISSN',
  chapter: 'chapter-number',
  pagetotal: 'number-of-pages',
  type: 'genre',
  note: 'note',
};
const THESES: Readonly<Record<string, string>> = {
  phdthesis: 'PhD thesis',
  mastersthesis: "Master's thesis",
};

function variablesOf(entry: ReferenceEntry): Readonly<Record<string, unknown>> {
  const { type, fields, editors = [] } = entry;
  const genre = THESES[type];
  const isReport = type === 'techreport' || type === 'report';
  const found = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const value = fields[name];
    if (value === undefined) return [];
    return [
      [
        isReport && name === 'number' ? 'number' : variable,
        name === 'pages' ? value.replace(/--+/g, '–') : value,
      ],
    ];
  });
  return {
    ...(editors.length === 0 ? {} : { editor: writeNames(editors, entry) }),
    ...(genre === undefined ? {} : { genre }),
    ...Object.fromEntries(found),
  };
}

function writeNames(names: readonly string[], entry: ReferenceEntry | undefined): readonly CslName[] {
  const corporate = new Set(entry?.corporate);
  return names.map((name) => (corporate.has(name) ? { literal: name } : readName(name)));
}
