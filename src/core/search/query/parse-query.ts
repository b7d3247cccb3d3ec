import { distance } from 'fastest-levenshtein';
import { readPaperId } from '../../papers/identity.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { cutText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import { type IndexField, proseTerm } from '../index/analysis.ts';
import { authorWords } from '../index/indexed-text.ts';
import { BINDING, boundWordsOf, isBound, unbound } from '../text/bound-words.ts';
import { asksForAnything, dropRequest, isRequestWord } from '../text/request-words.ts';
import { wordsOf } from '../text/words.ts';
import { cleanQuery } from './clean-query.ts';
import { parseDay, parseYears } from './dates.ts';
import { explainMisread } from './misread-words.ts';
import {
  type Clause,
  demandsAnything,
  type FieldMeaning,
  type LooseWord,
  meaningOf,
  QUERY_FIELDS,
  type Query,
} from './query.ts';
import { type Piece, piecesOf } from './query-pieces.ts';

/** What is read of a text; nobody types more, and a pasted file costs no time. */
const MOST_CHARACTERS = 4_000;
/** What a hint repeats of it. */
const QUOTED = 40;
const MOST_WORDS = 256;
/** Above this many words a text is prose, in which quotation marks and dashes are punctuation. */
const MOST_WORDS_WITH_OPERATORS = 12;
/** Clauses and ids that a query may hold, and words that a phrase may. */
const MOST_CLAUSES = 16;
const MOST_WORDS_OF_A_PHRASE = 32;

/** What a field needs behind its colon. */
const NEEDED: Readonly<Record<FieldMeaning, string>> = {
  title: 'a word behind it, as in title:ensembles',
  abstract: 'a word behind it, as in abstract:ensembles',
  authors: 'a name behind it, as in author:Smith',
  venue: 'a name behind it, as in venue:ICCV',
  categories: 'a category behind it, as in category:cs.LG',
  year: 'a year behind it, as in year:2023 or year:2020-2023',
  after: 'a date behind it, as in after:2023 or after:2023-06-30',
  before: 'a date behind it, as in before:2023 or before:2023-06-30',
  has: '“code” behind it: has:code',
  id: 'an id behind it, as in id:2303.08010',
};

/** A word to rank by; one of a phrase or a field is never part of a request. */
type RankedWord = { readonly text: string; readonly isBound: boolean };
type Draft = {
  -readonly [key in keyof Query]: Query[key] extends readonly (infer T)[] ? T[] : Query[key];
} & { readonly ranked: RankedWord[] };

/** Reads what a person typed. Never throws; what is no query syntax is words. */
export function parseQuery(typed: string): Query {
  const text = cutText(cleanQuery(cutText(typed, MOST_CHARACTERS)), MOST_CHARACTERS);
  const draft: Draft = {
    words: [],
    loose: [],
    plain: false,
    required: [],
    excluded: [],
    ids: [],
    hints: [],
    ranked: [],
  };
  const runs = text.split(/\s+/, MOST_WORDS_WITH_OPERATORS + 2).filter(Boolean);
  const operators = runs.length <= MOST_WORDS_WITH_OPERATORS;
  const ids = operators ? onlyIds(text.trim(), runs) : undefined;
  if (ids) return completeQuery({ ...draft, ids }, []);
  for (const piece of piecesOf(text, { operators, isField: (name) => meaningOf(name) !== undefined }))
    readPiece(piece, operators, draft);
  if (typed.length > MOST_CHARACTERS)
    draft.hints.push(`Only the first ${MOST_CHARACTERS} characters were read.`);
  const words = withoutRequestWords(draft.ranked.slice(0, MOST_WORDS)).map(({ text }) => text);
  if (words.length === 0 && typed.trim() !== '' && !demandsAnything(draft) && draft.hints.length === 0) {
    const what = cleanLine(text) === '' ? 'That' : quote(text, QUOTED);
    draft.hints.push(`${what} has no word to search for. Type what the papers should be about.`);
  }
  if (operators) draft.hints.push(...explainMisread(text));
  if (operators && asksForAnything(draft.ranked) && draft.required.length === 0)
    draft.hints.push('These words ask for papers, but do not say what about. Add a topic.');
  if (words.length > 0 && !draft.plain && draft.required.length === 0)
    draft.hints.push('These are only very common words. Add one that says what the paper is about.');
  return completeQuery(draft, words);
}

function completeQuery({ ranked: _, ...draft }: Draft, words: readonly string[]): Query {
  return { ...draft, words, loose: draft.loose.slice(0, MOST_WORDS), hints: [...new Set(draft.hints)] };
}

/** The ids, where nothing else was typed: arXiv ids, DOIs and addresses in any form. */
function onlyIds(text: string, runs: readonly string[]): string[] | undefined {
  if (readPaperId(text) !== undefined || /^https?:\/\/\S+$/i.test(text)) return [text];
  return runs.length > 1 && runs.every((run) => readPaperId(run) !== undefined) ? [...runs] : undefined;
}

function readPiece(piece: Piece, operators: boolean, draft: Draft): void {
  const { negated, field, value } = piece;
  const meaning = meaningOf(field);
  if (meaning !== undefined && wordsOf(value).length === 0) {
    draft.hints.push(`${quote(`${field}:`, QUOTED)} needs ${NEEDED[meaning]}.`);
    return;
  }
  if (negated && value !== '' && wordsOf(value).length === 0) {
    draft.hints.push(`${quote(`-${value}`, QUOTED)} leaves out nothing: “-” needs a word, as in -survey.`);
    return;
  }
  switch (meaning) {
    case undefined:
      if (field !== '' && operators) draft.hints.push(unknownField(field));
      readWords(field === '' ? piece : { ...piece, value: `${field} ${value}` }, undefined, draft);
      return;
    case 'has':
      if (value.toLowerCase() === 'code') draft.hasCode = !negated;
      else draft.hints.push(`${quote(`has:${value}`, QUOTED)} was ignored: only has:code is known.`);
      return;
    case 'year':
    case 'after':
    case 'before':
    case 'id':
      if (negated)
        draft.hints.push(`${quote(`-${field}:${value}`, QUOTED)} was ignored: “-” excludes words only.`);
      else if (meaning === 'id') draft.ids.push(...(draft.ids.length < MOST_CLAUSES ? [value] : []));
      else readDates(meaning, value, draft);
      return;
    default:
      readWords(piece, meaning, draft);
  }
}

function readWords(piece: Piece, field: IndexField | undefined, draft: Draft): void {
  const value = field === 'authors' ? authorWords(piece.value) : piece.value;
  const words = wordsOf(value).map((word) => word.text);
  if (words.length === 0) return;
  const names = field === 'authors' || field === 'venue' || field === 'categories';
  const ranked = names ? words : boundWordsOf(value).map((word) => word.text);
  const telling = names || words.some((word) => proseTerm(word) !== '');
  const binds = piece.negated || piece.quoted || field !== undefined;
  if (binds && !telling) {
    draft.hints.push(`${quote(piece.value, QUOTED)} has only very common words, so it was ignored.`);
    return;
  }
  const phrase = words.slice(0, MOST_WORDS_OF_A_PHRASE);
  const clause: Clause = field ? { field, words: phrase } : { words: phrase };
  const clauses = piece.negated ? draft.excluded : draft.required;
  if (binds && clauses.length < MOST_CLAUSES) clauses.push(clause);
  if (!binds && telling) draft.plain = true;
  if (!binds) draft.loose.push(...looseWords(value));
  if (!piece.negated && field !== 'categories')
    draft.ranked.push(...ranked.map((text) => ({ text, isBound: binds })));
}

function looseWords(value: string): readonly LooseWord[] {
  return boundWordsOf(value).map(({ text: word, start, end }) => {
    const text = unbound(word);
    const loose = { text, written: value.slice(start, end) };
    return isBound(word) && BINDING.has(text) ? { ...loose, isBinding: true } : loose;
  });
}

/** Takes the date in; several dates must all hold. */
function readDates(meaning: 'year' | 'after' | 'before', value: string, draft: Draft): void {
  const day = meaning === 'year' ? undefined : parseDay(value);
  const range =
    meaning === 'year' ? parseYears(value) : day && (meaning === 'after' ? { from: day } : { until: day });
  if (!range) {
    const example =
      meaning === 'year' ? 'year:2023 or year:2020-2023' : `${meaning}:2023 or ${meaning}:2023-06-30`;
    draft.hints.push(`${quote(`${meaning}:${value}`, QUOTED)} is not a date I understand; try ${example}.`);
    return;
  }
  if (range.from !== undefined) draft.from = Math.max(draft.from ?? 0, range.from);
  if (range.until !== undefined) draft.until = Math.min(draft.until ?? range.until, range.until);
}

function unknownField(name: string): string {
  const fields = Object.keys(QUERY_FIELDS);
  const near = fields.filter((field) => field.length > 2 && distance(field, name.toLowerCase()) <= 2);
  const remedy =
    near.length > 0
      ? `did you mean ${near[0]}:?`
      : 'I know title, abstract, author, category, venue, year, after, before, has, id.';
  return `“${name}:” is not a field, so it was searched as a word; ${remedy}`;
}

const LEAST_LEFT = 2;
/** What stands between things compared: `pruning vs quantization`. */
const COMPARES: ReadonlySet<string> = new Set(['versus', 'vs']);

/** The words without those of the request; in long texts, where at least two others say what is wanted, wherever they stand. */
function withoutRequestWords(typed: readonly RankedWord[]): readonly RankedWord[] {
  const words = typed.filter(
    ({ text, isBound }, at) => isBound || !COMPARES.has(text) || at === 0 || at === typed.length - 1,
  );
  const rest = dropRequest(words);
  if (rest.length < words.length || words.length <= MOST_WORDS_WITH_OPERATORS) return rest;
  const others = words.filter(({ text }) => !isRequestWord(text));
  const telling = new Set(others.map(({ text }) => proseTerm(text)).filter((term) => term !== ''));
  return telling.size >= LEAST_LEFT ? others : words;
}
