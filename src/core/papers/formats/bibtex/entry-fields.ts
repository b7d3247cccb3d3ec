/** A key and fields by their names in lower case, the values TeX without their braces or quotation marks. */
export type ParsedEntry = { readonly key: string; readonly fields: ReadonlyMap<string, string> };

const FIRST_FIELD = /(?:^|,)\s*([A-Za-z][\w:.+-]*)\s*=/;
/** The same where the comma behind the key is forgotten. */
const FORGOTTEN_COMMA = /\s([A-Za-z][\w:.+-]*)\s*=\s*["{\d]/;
const NAME = /[\s,;]*([^\s=,{}"#]+)\s*=\s*/y;
const SPACE = /\s*/y;
const BARE = /[^\s,#{}"]+/y;
/** A bare value of several words. */
const WORDS = /[^,{}"#]*/y;
const NEXT_FIELD = /,\s*[A-Za-z][\w:.+-]*\s*=\s*["{\w]/g;
const MONTHS = new Set('jan feb mar apr may jun jul aug sep oct nov dec'.split(' '));
/** More fields than any tool writes. */
const MOST_FIELDS = 500;

/**
 * Reads what stands between the braces of an entry. Of a field given twice the first that says something counts, names of
 * strings stand for their values. Tolerates a missing key, keys of any characters, missing commas, and values without braces.
 * Nothing where a value does not end.
 */
export function readEntryFields(text: string, strings: ReadonlyMap<string, string>): ParsedEntry | undefined {
  const first = FIRST_FIELD.exec(text) ?? FORGOTTEN_COMMA.exec(text);
  if (first === null) return { key: text.replace(/,\s*$/, '').trim(), fields: new Map() };
  const fields = new Map<string, string>();
  let at = first.index;
  while (at < text.length && fields.size < MOST_FIELDS) {
    NAME.lastIndex = at;
    const named = NAME.exec(text);
    if (named === null) {
      NEXT_FIELD.lastIndex = at;
      const next = NEXT_FIELD.exec(text);
      if (next === null) break;
      at = next.index;
      continue;
    }
    const value = readValue(text, NAME.lastIndex, strings);
    if (value === undefined) return undefined;
    at = value.end;
    const name = (named[1] ?? '').toLowerCase();
    if (value.text.trim() !== '' && !fields.has(name)) fields.set(name, value.text);
  }
  return { key: text.slice(0, first.index).trim(), fields };
}

type Value = { readonly text: string; readonly end: number };

/** Pieces joined by `#`. */
function readValue(text: string, from: number, strings: ReadonlyMap<string, string>): Value | undefined {
  let whole = '';
  let at = from;
  for (;;) {
    const piece = readPiece(text, at, strings);
    if (piece === undefined) return undefined;
    whole += piece.text;
    SPACE.lastIndex = piece.end;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    if (text.charAt(at) !== '#') return { text: whole, end: Math.max(piece.end, at) };
    SPACE.lastIndex = at + 1;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  }
}

function readPiece(text: string, at: number, strings: ReadonlyMap<string, string>): Value | undefined {
  const sign = text.charAt(at);
  if (sign === '{' || sign === '"') {
    const end = findClose(text, at, true) ?? findClose(text, at, false);
    return end === undefined ? undefined : { text: text.slice(at + 1, end), end: end + 1 };
  }
  BARE.lastIndex = at;
  const word = BARE.exec(text)?.[0] ?? '';
  const known = strings.get(word.toLowerCase());
  if (known !== undefined) return { text: known, end: at + word.length };
  if (MONTHS.has(word.toLowerCase())) return { text: word, end: at + word.length };
  WORDS.lastIndex = at;
  const run = WORDS.exec(text)?.[0] ?? '';
  // It ends before the next field; where something else follows, the first word is all.
  const words = /^[,#]?$/.test(text.charAt(WORDS.lastIndex)) ? run.trimEnd() : '';
  return { text: words, end: at + Math.max(words.length, word.length) };
}

/** The brace or quotation mark that closes the one at `from`; a quotation mark inside braces is text. */
function findClose(text: string, from: number, areEscapesText: boolean): number | undefined {
  const isQuoted = text.charAt(from) === '"';
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && areEscapesText) at += 1;
    else if (code === 123) depth += 1;
    else if (code === 125) {
      if (depth === 0) return isQuoted ? undefined : at;
      depth -= 1;
    } else if (code === 34 && isQuoted && depth === 0) return at;
  }
  return undefined;
}
