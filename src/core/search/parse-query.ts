import { distance } from 'fastest-levenshtein';
import { type Field, proseTerm, wordsOf } from './analysis.ts';
import { parseDay, parseYears } from './dates.ts';
import { type Clause, QUERY_FIELDS, type Query } from './query.ts';
import { withoutRequestWords } from './request-words.ts';

/** What is read of a text; nobody types more, and a pasted file costs no time. */
const MOST_CHARACTERS = 4_000;
const MOST_WORDS = 256;
/** Above this many words a text is prose, in which quotation marks and dashes are punctuation. */
const MOST_WORDS_WITH_OPERATORS = 12;

type Draft = { -readonly [key in keyof Query]: Query[key] extends readonly (infer T)[] ? T[] : Query[key] };

/** One piece of the text: `-`, `field:`, then a quoted phrase or a run of non-spaces. */
type Piece = {
  readonly negated: boolean;
  readonly field: string;
  readonly quoted: boolean;
  readonly value: string;
};

/** Reads what a person typed. Never throws; what is no query syntax is words. */
export function parseQuery(typed: string): Query {
  const text = typed.slice(0, MOST_CHARACTERS);
  const draft: Draft = {
    words: [],
    plain: false,
    required: [],
    excluded: [],
    ids: [],
    hasCode: false,
    hints: [],
  };
  const operators =
    text.split(/\s+/, MOST_WORDS_WITH_OPERATORS + 2).filter(Boolean).length <= MOST_WORDS_WITH_OPERATORS;
  for (const piece of piecesOf(text, operators)) readPiece(piece, draft);
  if (typed.length > MOST_CHARACTERS)
    draft.hints.push(`Only the first ${MOST_CHARACTERS} characters were read.`);
  const words = withoutRequestWords(draft.words.slice(0, MOST_WORDS));
  const silent = words.length > 0 && !draft.plain && draft.required.length === 0;
  if (silent)
    draft.hints.push('These are only very common words; add one that tells what the paper is about.');
  return { ...draft, words };
}

function* piecesOf(text: string, operators: boolean): Generator<Piece> {
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at += 1;
      continue;
    }
    const negated = operators && text[at] === '-' && /[^\s-]/.test(text[at + 1] ?? ' ');
    if (negated) at += 1;
    const field = /^[A-Za-z]{1,20}(?=:[^\s:/])/.exec(text.slice(at, at + 22))?.[0] ?? '';
    if (field !== '') at += field.length + 1;
    const phrase = operators ? quotedAt(text, at) : undefined;
    if (phrase) {
      yield { negated, field, quoted: true, value: phrase.value };
      at = phrase.end;
      continue;
    }
    const end = endOfRun(text, at);
    yield { negated, field, quoted: false, value: text.slice(at, end) };
    at = end;
  }
}

/** A phrase in straight or curly quotation marks that ends where a word ends. */
function quotedAt(text: string, at: number): { value: string; end: number } | undefined {
  if (!/["“”„]/.test(text[at] ?? '')) return undefined;
  for (let end = at + 1; end < text.length; end++) {
    if (!/["“”]/.test(text[end])) continue;
    const ends = end + 1 === text.length || /[\s.,;:!?)\]]/.test(text[end + 1]);
    return ends && end > at + 1 ? { value: text.slice(at + 1, end), end: end + 1 } : undefined;
  }
  return undefined;
}

function endOfRun(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/\s/.test(text[end])) end += 1;
  return end;
}

function readPiece(piece: Piece, draft: Draft): void {
  const meaning = Object.hasOwn(QUERY_FIELDS, piece.field.toLowerCase())
    ? QUERY_FIELDS[piece.field.toLowerCase()]
    : undefined;
  switch (meaning) {
    case undefined:
      if (piece.field !== '') draft.hints.push(unknownField(piece.field));
      readWords(
        piece.field === '' ? piece : { ...piece, value: `${piece.field} ${piece.value}` },
        undefined,
        draft,
      );
      return;
    case 'year':
    case 'after':
    case 'before':
      readDates(meaning, piece.value, draft);
      return;
    case 'has':
      if (piece.value.toLowerCase() === 'code') draft.hasCode = true;
      else draft.hints.push(`“has:${piece.value}” was ignored: has:code is all it knows.`);
      return;
    case 'id':
      draft.ids.push(piece.value);
      return;
    default:
      readWords(piece, meaning, draft);
  }
}

function readWords(piece: Piece, field: Field | undefined, draft: Draft): void {
  const words = wordsOf(piece.value).map((word) => word.text);
  if (words.length === 0) return;
  const clause: Clause = field ? { field, words } : { words };
  const says =
    field === 'authors' ||
    field === 'venue' ||
    field === 'categories' ||
    words.some((word) => proseTerm(word) !== '');
  const binds = piece.negated || piece.quoted || field !== undefined;
  if (binds && !says) {
    draft.hints.push(`“${piece.value}” has only very common words and was ignored.`);
    return;
  }
  if (piece.negated) draft.excluded.push(clause);
  else if (binds) draft.required.push(clause);
  else if (says) draft.plain = true;
  if (!piece.negated && field !== 'categories') draft.words.push(...words);
}

function readDates(meaning: 'year' | 'after' | 'before', value: string, draft: Draft): void {
  const range = meaning === 'year' ? parseYears(value) : undefined;
  const day = meaning === 'year' ? undefined : parseDay(value);
  if (range) {
    if (range.from !== undefined) draft.from = range.from;
    if (range.until !== undefined) draft.until = range.until;
  } else if (day !== undefined) {
    if (meaning === 'after') draft.from = day;
    else draft.until = day;
  } else {
    const example =
      meaning === 'year' ? 'year:2023 or year:2020-2023' : `${meaning}:2023 or ${meaning}:2023-06-30`;
    draft.hints.push(`“${meaning}:${value}” is no date I understand; try ${example}.`);
  }
}

function unknownField(name: string): string {
  const fields = Object.keys(QUERY_FIELDS);
  const near = fields.filter((field) => field.length > 2 && distance(field, name.toLowerCase()) <= 2);
  const remedy =
    near.length > 0
      ? `did you mean ${near[0]}:?`
      : 'I know title, abstract, author, category, venue, year, after, before, has, id.';
  return `“${name}:” is no field, so it was read as a word; ${remedy}`;
}
