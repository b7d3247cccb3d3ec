import { createHash } from 'node:crypto';
import type { Paper, PaperId } from '../../../papers/paper.ts';
import { keyOfLongForm } from '../../index/acronym-table.ts';
import { FIELDS, type IndexField, isProse, proseEnding, termOf } from '../../index/analysis.ts';
import { indexedText, placeWords } from '../../index/indexed-text.ts';
import { publishedDay } from '../../query/dates.ts';
import { keysNaming } from '../../query/resolve-ids.ts';
import { findAcronyms } from '../../text/acronyms.ts';
import { isBound } from '../../text/bound-words.ts';
import type { TableField } from '../wire/full-text.ts';
import { GAP, markOf, type Token, tokenOf } from '../wire/tokens.ts';
import { tokensOfName } from './author-tokens.ts';

/** Changes where what is written of a paper does, so that tables of an older version are written anew. */
const VERSION = 1;

/** The fields of which the number of terms is kept, for their average. */
export const MEASURED_FIELDS = ['title', 'abstract', 'authors', 'venue'] as const;

/** A row of a table. */
export type PaperRow = {
  /** Full-text fields, which the server indexes and does not keep. */
  readonly fields: Readonly<Record<TableField, string>>;
  /** The first day it may have appeared, `YYYYMMDD`; 0 where no date is known. */
  readonly day: number;
  readonly code: 0 | 1;
  /** Number of terms in each measured field. */
  readonly sizes: readonly number[];
};

/** What the server is to know of a paper. */
export function rowOf(paper: Paper): PaperRow {
  // What it is known by is first, so that it is there of the longest paper.
  const marks = new Set<Token>([markOf('paper')]);
  for (const key of keysNaming(paper)) marks.add(markOf('key', key));
  const texts = FIELDS.map((field) => analyse(paper, field, marks));
  for (const author of paper.authors)
    for (const token of tokensOfName(author.replaceAll('.', ' '))) marks.add(token);
  for (const { short, long } of findAcronyms(`${paper.title}\n${paper.abstract}`)) {
    marks.add(markOf('short', short));
    marks.add(markOf('long', keyOfLongForm(long)));
  }
  const [title, abstract, authors, venue, categories] = texts.map(({ text }) => text);
  return {
    fields: { title, abstract, authors, venue, categories, marks: [...marks].join(' ') },
    day: publishedDay(paper),
    code: paper.code === undefined ? 0 : 1,
    sizes: MEASURED_FIELDS.map((field) => texts[FIELDS.indexOf(field)].size),
  };
}

/** The terms of a field, each at its place; the words of prose are marked as well, by how they are written and by their endings. */
function analyse(paper: Paper, field: IndexField, marks: Set<Token>): { text: string; size: number } {
  const { words, size } = placeWords(indexedText(paper, field));
  const places = new Array<string>(size).fill(GAP);
  let terms = 0;
  for (const { text, place, hasCapitals } of words) {
    const term = termOf(text, field);
    if (term === '') continue;
    terms += 1;
    places[place] = field === 'categories' ? markOf('category', term) : tokenOf(term);
    if (!isProse(field)) continue;
    marks.add(formToken(term, Math.log2(proseEnding(text))));
    if (hasCapitals) marks.add(markOf('capitals', term));
    if (!isBound(text)) marks.add(markOf('written', text));
  }
  return { text: places.join(' '), size: terms };
}

/** A word with this stem and the ending with this number. */
export function formToken(stem: string, ending: number): Token {
  return markOf('form', stem, String(ending));
}

/** The number by which the tables have a paper: 63 bits of a hash. */
export function numberOf(id: PaperId): bigint {
  const hash = createHash('sha256').update(id).digest().readBigUInt64BE();
  return BigInt.asUintN(63, hash) || 1n;
}

/** Tells whether what was written of a paper is what would be written now. */
export function hashOf(paper: Paper): string {
  const { title, abstract, gist, keywords, authors, venue, categories, published, code } = paper;
  const told = [title, abstract, gist, keywords, authors, venue, categories, published, code !== undefined];
  return createHash('sha256')
    .update(JSON.stringify([VERSION, told, keysNaming(paper)]))
    .digest('base64url')
    .slice(0, 16);
}
