import { displayTitle } from '../../papers/paper.ts';
import { foldText } from '../../text/fold-text.ts';
import type { RankedPaper, Suggestion } from '../engine.ts';
import type { IndexField } from '../index/analysis.ts';
import { type CorpusState, fieldNumber } from '../index/corpus-state.ts';
import { prefixRange } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import { meaningOf } from '../query/query.ts';
import { wordsOf } from '../text/words.ts';
import { completeSpelling } from './complete-spelling.ts';

const OFFERED_FIELDS = [
  'author:',
  'title:',
  'abstract:',
  'venue:',
  'category:',
  'year:',
  'after:',
  'before:',
  'has:code',
];
/** Nobody completes a longer text. */
const LONGEST_TYPED = 200;
/** Papers of each segment whose names are looked at. */
const MOST_NAMED = 500;
const SHARE_OF_AUTHORS = 3;

/** Completions of a query while it is typed: field names, authors, titles, and the last word as most papers write it; `find` is the search with a prefix. */
export function suggestCompletions(
  state: CorpusState,
  typed: string,
  limit: number,
  find: (text: string, limit: number) => readonly RankedPaper[],
): Suggestion[] {
  if (typed.length > LONGEST_TYPED || limit === 0) return [];
  const { before, field, last } = lastPiece(typed);
  const meaning = meaningOf(field);
  if (meaning === 'authors' || meaning === 'venue' || meaning === 'categories') {
    const names = namesLike(state, last, meaning, limit);
    return names.map((name) => ({
      text: `${before}${field}:${quoted(name)}`,
      kind: meaning === 'authors' ? 'author' : 'field',
    }));
  }
  const fields =
    last === '' || last.length > 1
      ? OFFERED_FIELDS.filter((name) => field === '' && name.startsWith(last.toLowerCase()))
      : [];
  const authors =
    field === '' ? namesLike(state, typed.trim(), 'authors', Math.ceil(limit / SHARE_OF_AUTHORS)) : [];
  const titles = typed.trim() === '' ? [] : find(typed, limit).map(({ paper }) => displayTitle(paper));
  const [best, ...others] = [...new Set(titles)].map((text): Suggestion => ({ text, kind: 'title' }));
  const word = field === '' && /^\p{L}+$/u.test(last) ? completeSpelling(state, foldText(last)) : undefined;
  const suggestions: Suggestion[] = [
    ...authors.map((name): Suggestion => ({ text: `author:${quoted(name)}`, kind: 'author' })),
    ...(best === undefined ? [] : [best]),
    ...(word === undefined || word === last || titles.includes(before + word)
      ? []
      : [{ text: before + word, kind: 'word' } as const]),
    ...others,
  ];
  const offered = fields.map((name): Suggestion => ({ text: before + name, kind: 'field' }));
  return [...offered, ...suggestions].slice(0, limit);
}

/** What is being typed now: the word after the last space that stands outside quotation marks, and its field. */
function lastPiece(typed: string): { before: string; field: string; last: string } {
  const piece = /(?:^|\s)(-?)(?:([A-Za-z]+):)?("[^"]*|[^\s"]*)$/.exec(typed);
  if (!piece) return { before: typed, field: '', last: '' };
  const [, minus, field = '', last] = piece;
  const length = (field === '' ? 0 : field.length + 1) + last.length;
  const before = typed.slice(0, typed.length - length - minus.length) + minus;
  return { before, field: field.toLowerCase(), last: last.replaceAll('"', '') };
}

function quoted(name: string): string {
  return /^[\p{L}\p{N}.-]+$/u.test(name) ? name : `"${name.replaceAll('"', '')}"`;
}

/** Names whose words begin with the words typed, the one on most papers first. */
function namesLike(state: CorpusState, typed: string, field: IndexField, limit: number): string[] {
  const beginnings = wordsOf(typed).map((word) => word.text);
  if (beginnings.length === 0 || (field === 'authors' && typed.length < 2)) return [];
  const longest = beginnings.reduce((a, b) => (b.length > a.length ? b : a));
  const papers = new Map<string, number>();
  for (const segment of state.segments) {
    for (const document of holdersOf(segment, longest, fieldNumber(field))) {
      for (const name of namesOf(segment.papers[document], field)) {
        if (beginsSo(name, beginnings)) papers.set(name, (papers.get(name) ?? 0) + 1);
      }
    }
  }
  const sorted = [...papers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.slice(0, limit).map(([name]) => name);
}

/** Live documents with a word in the field that begins so, up to a number. */
function holdersOf(segment: Segment, beginning: string, field: number): Set<number> {
  const documents = new Set<number>();
  const { first, end } = prefixRange(segment.terms, beginning);
  for (let place = first; place < end && documents.size < MOST_NAMED; place++) {
    const list = place * FIELD_COUNT + field;
    for (let at = segment.listStart[list]; at < segment.listStart[list + 1]; at++) {
      const document = segment.listDocuments[at];
      if (segment.deleted[document] === 0) documents.add(document);
    }
  }
  return documents;
}

function namesOf(
  paper: { authors: readonly string[]; venue?: string; categories: readonly string[] },
  field: IndexField,
) {
  if (field === 'authors') return paper.authors;
  return field === 'categories' ? paper.categories : paper.venue === undefined ? [] : [paper.venue];
}

function beginsSo(name: string, beginnings: readonly string[]): boolean {
  const words = wordsOf(name).map((word) => word.text);
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}
