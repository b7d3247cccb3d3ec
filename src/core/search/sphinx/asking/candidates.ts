import type { Paper } from '../../../papers/paper.ts';
import type { UnderstoodQuery } from '../../answer-query.ts';
import { demandsPhrase, withoutPhrases } from '../../answer-query.ts';
import { demandsAnything, type Query } from '../../query/query.ts';
import { countBits } from '../../ranking/rank-papers.ts';
import { WEIGHTS } from '../../ranking/weights.ts';
import type { PaperTable } from '../tables/table.ts';
import { writeMatches } from './write-match.ts';

/** The papers that a query finds, the likeliest first, and how many there are in all. */
export type FoundCandidates = {
  readonly papers: readonly Paper[];
  readonly total: number;
  readonly more: number;
};

const NOTHING: FoundCandidates = { papers: [], total: 0, more: 0 };

/** Asks for at most so many papers; where none has a phrase that was asked for, for those with its words. */
export async function findCandidates(
  table: PaperTable,
  { query, words }: UnderstoodQuery,
  most: number,
): Promise<FoundCandidates> {
  const found = await findFor(table, { query, words }, most);
  return found.total + found.more === 0 && demandsPhrase(query)
    ? findFor(table, { query: withoutPhrases(query), words }, most)
    : found;
}

async function findFor(
  table: PaperTable,
  { query, words }: UnderstoodQuery,
  most: number,
): Promise<FoundCandidates> {
  const { any, all, demanded } = writeMatches(query, words);
  if (any === undefined) return isWordless(query) ? findNewest(table, query, demanded, most) : NOTHING;
  const [some, whole] = await Promise.all([
    table.find(any, query, 'words', most),
    all === undefined ? { papers: [], found: 0 } : table.find(all, query, 'words', most),
  ]);
  const isShort = countBits(words.asked) <= WEIGHTS.mostWordsToPart;
  const first = isShort || whole.found <= WEIGHTS.pin.mostPapers ? whole.papers : [];
  return {
    papers: [...new Set([...first, ...some.papers])].slice(0, most),
    total: whole.found,
    more: Math.max(0, some.found - whole.found),
  };
}

async function findNewest(
  table: PaperTable,
  query: Query,
  demanded: ReturnType<typeof writeMatches>['demanded'],
  most: number,
): Promise<FoundCandidates> {
  const { papers, found } = await table.find(demanded, query, 'day', most);
  return { papers, total: found, more: 0 };
}

/** Whether papers are asked for by other things than words. */
function isWordless(query: Query): boolean {
  return !query.plain && demandsAnything(query);
}
