import { quote } from '../../text/quote.ts';
import type { IndexField } from '../index/analysis.ts';
import type { Query } from '../query/query.ts';

const QUOTED = 40;

/** Where a field looks, and how one types it. */
const PLACES: Readonly<Record<IndexField, readonly [string, string]>> = {
  title: ['in its title', 'title:'],
  abstract: ['in its abstract', 'abstract:'],
  authors: ['among its authors', 'author:'],
  venue: ['as its venue', 'venue:'],
  categories: ['among its categories', 'category:'],
};

/** Says that no paper fulfils what the query demands, and what to leave out of it. */
export function describeNothing({ required, excluded, from, until, hasCode }: Query): string {
  const isDated = from !== undefined || until !== undefined;
  const conditions = required.length + excluded.length + Number(isDated) + Number(hasCode !== undefined);
  const [clause] = required;
  if (conditions !== 1) return 'No paper matches all of that. Leave out a condition.';
  if (isDated) return 'No paper here is from that time. Try other years.';
  if (clause?.field === undefined) return 'No paper matches that. Try other words.';
  const [place, typed] = PLACES[clause.field];
  return `No paper has ${quote(clause.words.join(' '), QUOTED)} ${place}. Leave out “${typed}” to search everywhere.`;
}
