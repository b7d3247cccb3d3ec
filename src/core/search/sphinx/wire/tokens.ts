import { createHash } from 'node:crypto';

declare const isToken: unique symbol;

/**
 * A word as the search server has it: small letters, digits and underscores. Whatever was typed becomes such words before it is
 * part of a query, so that nothing of it can be an operator, and no table of characters or stemmer of the server changes it.
 */
export type Token = string & { readonly [isToken]: true };

/** What a marked token says of a paper; the letters are none of those that numbers of signs are written with. */
const KINDS = {
  /** It is a paper. */
  paper: 'z',
  /** Its prose has the word, as it is written. */
  written: 'w',
  /** Its prose has a word with this stem and ending. */
  form: 't',
  /** Its prose has a word of this stem in capitals. */
  capitals: 'u',
  /** It is known by this id. */
  key: 'k',
  /** It introduces this acronym. */
  short: 's',
  /** It introduces an acronym of this long form. */
  long: 'l',
  category: 'y',
  /** An author has these two names. */
  names: 'n',
  /** An author has this name, and another that begins so. */
  beginning: 'm',
  /** An author has this name, and this initial. */
  initial: 'o',
} as const;

export type TokenKind = keyof typeof KINDS;

/** The server knows words of up to 42 letters; the end of a longer one is told by its hash. */
const LONGEST = 40;
const KEPT = 20;

/** Words shorter than this are gaps to the server: it skips them, and counts their places. */
export const GAP = 'x';

/** A term of prose or a word of a name; no two are alike. */
export function tokenOf(term: string): Token {
  return shorten(encode(term));
}

/** What a paper is or has. */
export function markOf(kind: TokenKind, ...parts: readonly string[]): Token {
  return shorten(`_${KINDS[kind]}_${parts.map(encode).join('__')}`);
}

/** The beginning of tokens of words that begin so. */
function beginningOfToken(start: Token): Token {
  return (start.length > KEPT ? start.slice(0, KEPT) : start) as Token;
}

/** The same for a word of which only the beginning is typed. */
export function tokenBeginning(word: string): Token {
  return beginningOfToken(escapeSigns(word) as Token);
}

/** The same for a written word. */
export function writtenBeginning(word: string): Token {
  return beginningOfToken(`_${KINDS.written}_${escapeSigns(word)}` as Token);
}

function encode(text: string): string {
  const plain = escapeSigns(text);
  // A single letter would be a gap.
  return plain.length === 1 ? `${plain}_` : plain;
}

function escapeSigns(text: string): string {
  return text.replace(/[^a-z0-9]/gsu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`);
}

function shorten(token: string): Token {
  if (token.length <= LONGEST) return token as Token;
  const hash = createHash('sha1').update(token).digest('hex').slice(0, 16);
  return `${token.slice(0, KEPT)}_${hash}` as Token;
}
