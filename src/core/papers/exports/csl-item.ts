import { readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { arxivIdOf, readPublication } from '../publication.ts';

const TYPES = {
  preprint: 'article',
  proceedings: 'paper-conference',
  journal: 'article-journal',
  book: 'book',
  other: 'document',
} as const;

/** An item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html). */
export type CslItem = {
  readonly id: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly title: string;
  readonly author: readonly { readonly family: string; readonly given?: string; readonly suffix?: string }[];
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] };
  readonly [variable: string]: unknown;
};

/** What is known of a paper for a citation, as CSL-JSON. */
export function cslItem(paper: Paper, id: string): CslItem {
  const { kind, date, remark } = readPublication(paper);
  const arxivId = arxivIdOf(paper);
  return {
    id,
    type: TYPES[kind],
    title: displayTitle(paper),
    author: paper.authors.map(readName),
    ...(date === undefined ? {} : { issued: { 'date-parts': [date.split('-').map(Number)] } }),
    ...(kind === 'preprint' ? { publisher: 'arXiv', number: `arXiv:${arxivId}` } : {}),
    ...(kind === 'book' ? { publisher: paper.venue } : {}),
    ...(kind === 'proceedings' || kind === 'journal' ? { 'container-title': paper.venue } : {}),
    ...(paper.doi === undefined ? {} : { DOI: paper.doi }),
    ...(paper.urlIsSearch === true ? {} : { URL: paper.url }),
    ...(remark === undefined ? {} : { note: remark }),
  };
}
