import type { Paper, PaperId } from '../../../papers/paper.ts';
import type { FullText } from '../wire/full-text.ts';
import { TABLE_FIELDS } from '../wire/full-text.ts';
import { hashOf, MEASURED_FIELDS, numberOf, rowOf } from './paper-row.ts';

/** What papers must be beside their words. */
export type Conditions = {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly hasCode?: boolean | undefined;
};

/** How matches are ordered: by a ranking of their words, by their day, or not at all. */
export type MatchOrder = 'words' | 'day' | 'none';

/** How much fields count in the server's ranking, which only chooses candidates: as in the own ranking's BM25F. */
const RANKER = `expr('1000000*bm25f(1.6,0.6,{title=25,abstract=10,authors=10,venue=5,categories=0,marks=0})')`;
/** Letters of a field: the server takes statements of 8 MB. */
const LONGEST_FIELD = 1_000_000;
const SIZES = MEASURED_FIELDS.map((field) => `${field}_terms`);

/** The ids of the papers that match, at most so many. */
export function selectPapers(
  table: string,
  match: FullText,
  { from, until, hasCode }: Conditions,
  order: MatchOrder,
  most: number,
): string {
  const where = [
    `MATCH('${match}')`,
    ...(from === undefined && until === undefined ? [] : ['published>0']),
    ...(from === undefined ? [] : [`published>=${from}`]),
    ...(until === undefined ? [] : [`published<${until}`]),
    ...(hasCode === undefined ? [] : [`has_code=${hasCode ? 1 : 0}`]),
  ].join(' AND ');
  const [columns, ordered] = {
    words: ['paper, WEIGHT() w', ' ORDER BY w DESC, paper ASC'],
    day: ['paper, published', ' ORDER BY published DESC, paper ASC'],
    none: ['paper', ''],
  }[order];
  const ranker = order === 'words' ? `ranker=${RANKER}, idf='plain,tfidf_unnormalized'` : 'ranker=none';
  const rows = Math.max(1, most);
  return `SELECT ${columns} FROM ${table} WHERE ${where}${ordered} LIMIT ${rows} OPTION ${ranker}, max_matches=${rows}, cutoff=0`;
}

/** The ids of the papers that match, from the table's number on, a page of them by their numbers. */
export function selectAllPapers(table: string, match: FullText, after: string, most: number): string {
  return `SELECT id, paper FROM ${table} WHERE MATCH('${match}') AND id>${after} ORDER BY id ASC LIMIT ${most} OPTION ranker=none, max_matches=${most}, cutoff=0`;
}

/** How many match, beside one of them. */
export function selectOne(table: string, match: FullText): string {
  return `SELECT id FROM ${table} WHERE MATCH('${match}') LIMIT 1 OPTION ranker=none, max_matches=1, cutoff=0`;
}

/** What the words of a query are in, without what matches them. */
export function selectNothing(table: string, match: FullText): string {
  return `SELECT id FROM ${table} WHERE MATCH('${match}') LIMIT 1 OPTION ranker=none, max_matches=1, cutoff=1`;
}

/** The mean number of terms in each measured field. */
export function selectSizes(table: string): string {
  return `SELECT ${SIZES.map((size) => `AVG(${size}) mean_${size}`).join(', ')} FROM ${table}`;
}

/** What is written, a page of it by the table's numbers. */
export function selectWritten(table: string, after: string, most: number): string {
  return `SELECT id, paper, written FROM ${table} WHERE id>${after} ORDER BY id ASC LIMIT ${most} OPTION max_matches=${most}, cutoff=0`;
}

/** All that a table has of a paper. */
export const columnsOfTables: readonly string[] = [
  ...['id', ...TABLE_FIELDS],
  ...['paper', 'written', 'published', 'has_code', ...SIZES],
];

/** What a table is to have of a paper, as part of a statement. */
export function valuesOf(paper: Paper): string {
  const { fields, day, code, sizes } = rowOf(paper);
  const texts = [...TABLE_FIELDS.map((field) => clip(fields[field])), writtenId(paper.id), hashOf(paper)];
  return `(${[numberOf(paper.id), ...texts.map(quote), day, code, ...sizes].join(',')})`;
}

/** Writes rows of `valuesOf`, each in place of one of the same number. */
export function replacePapers(table: string, values: readonly string[]): string {
  return `REPLACE INTO ${table} (${columnsOfTables.join(',')}) VALUES ${values.join(',')}`;
}

export function deletePapers(table: string, numbers: readonly string[]): string {
  return `DELETE FROM ${table} WHERE id IN (${numbers.join(',')})`;
}

/** An id as it stands in a table: any sign may be in it, and not all of them come back as they went. */
function writtenId(id: PaperId): string {
  return JSON.stringify(id)
    .slice(1, -1)
    .replace(/[^ -~]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The id that stands in a table so. */
export function readId(written: unknown): PaperId {
  try {
    return String(JSON.parse(`"${String(written)}"`));
  } catch {
    return '';
  }
}

/** As many whole words as there is room for. */
function clip(text: string): string {
  return text.length <= LONGEST_FIELD ? text : text.slice(0, text.lastIndexOf(' ', LONGEST_FIELD));
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/gu, '\\$&')}'`;
}
