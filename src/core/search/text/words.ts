import { foldText } from '../../text/fold-text.ts';

/** A word of a text: lower case, accents folded; `start` and `end` are its place in the text. */
export type Word = { readonly text: string; readonly start: number; readonly end: number };

/** A place of a text where a word stands. */
export type WordPlace = { readonly start: number; readonly end: number };

const LONGEST_WORD = 64;
const INITIALS = /^\p{L}(?:\.\p{L})+$/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;
const NO_SPACES_BETWEEN_WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const ASCII = 128;
/** By ASCII character, 1 where it is part of a word, and 2 where it is so as it stands: no capital. */
const ascii = Uint8Array.from({ length: ASCII }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/.test(character)) return 2;
  return /[A-Z]/.test(character) ? 1 : 0;
});

/** The words of a text in order. Hyphens and slashes part words; `1.5`, `e.g.`, `don't`, `C++` and `C#` stay whole. */
export function wordsOf(text: string): Word[] {
  return placesOfWords(text).map(({ start, end }) => ({
    text: readWord(text.slice(start, end)),
    start,
    end,
  }));
}

/** Where these words stand; quicker where few of them are read. */
export function placesOfWords(text: string): WordPlace[] {
  const places: WordPlace[] = [];
  let at = 0;
  while (at < text.length) {
    const size = wordCharacter(text, at);
    if (size === 0) {
      at += 1;
      continue;
    }
    const start = at;
    at = wordEnd(text, start);
    // Only what is of other characters may be nothing once it is folded.
    if (text.charCodeAt(start) < ASCII || readWord(text.slice(start, at)) !== '')
      places.push({ start, end: at });
  }
  return places;
}

/** Length in UTF-16 units of the letter or digit at `at`; 0 where there is none. */
function wordCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < ASCII) return ascii[code] === 0 ? 0 : 1;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return LETTER_OR_DIGIT.test(character) ? character.length : 0;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) < ASCII && ascii[text.charCodeAt(at)] > 0) at += 1;
    const size = wordCharacter(text, at);
    if (size > 0) {
      if (text.charCodeAt(at) > 0x0e00 && NO_SPACES_BETWEEN_WORDS.test(text.slice(at, at + size))) {
        return at === start ? at + size : at;
      }
      at += size;
      continue;
    }
    const code = text.charCodeAt(at);
    const joins =
      (code === 46 && (joinsDigits(text, at) || joinsInitials(text, start, at))) ||
      ((code === 39 || code === 0x2019) && wordCharacter(text, at + 1) > 0);
    if (joins) at += 1;
    else return at - start === 1 ? at + signs(text, at) : at;
  }
}

function joinsDigits(text: string, dot: number): boolean {
  return isDigit(text.charCodeAt(dot - 1)) && isDigit(text.charCodeAt(dot + 1));
}

/** Whether only single letters stand before and after the dot: `e.g.`, `U.S.` */
function joinsInitials(text: string, start: number, dot: number): boolean {
  const before = dot - 1 === start || text[dot - 2] === '.';
  return before && wordCharacter(text, dot + 1) === 1 && wordCharacter(text, dot + 2) === 0;
}

/** Signs that belong to a one-letter name: `C++`, `C#`. */
function signs(text: string, at: number): number {
  const size = text.startsWith('++', at) ? 2 : text[at] === '#' ? 1 : 0;
  return size > 0 && wordCharacter(text, at + size) === 0 ? size : 0;
}

/** What stands at the place of a word, as a word. */
export function readWord(raw: string): string {
  if (isPlain(raw)) return raw.length > LONGEST_WORD ? raw.slice(0, LONGEST_WORD) : raw;
  let word = raw.toLowerCase();
  if (!isAscii(word)) word = foldText(raw.normalize('NFKC')).normalize('NFC').replaceAll('’', "'");
  if (word.includes("'")) word = word.replace(/'s?$/, '').replaceAll("'", '');
  if (word.includes('.') && INITIALS.test(word)) word = word.replaceAll('.', '');
  return word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD).replace(/[\ud800-\udbff]$/, '') : word;
}

/** Small letters and digits, as most words are. */
function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= ASCII || ascii[code] < 2) return false;
  }
  return true;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= ASCII) return false;
  return true;
}
