import { wordsOf } from './words.ts';

/**
 * A short form and its long one, as a text introduces them: "out-of-distribution (OOD)". Words are folded; those of a short
 * form such as S-ALOHA are joined by spaces.
 */
export type Acronym = { readonly short: string; readonly long: readonly string[] };

const A = 65;
const Z = 90;

/** Whether two capitals or more stand in this part of a text. */
export function hasTwoCapitals(text: string, start: number, end: number): boolean {
  let capitals = 0;
  for (let at = start; at < end && capitals < 2; at++) {
    const code = text.charCodeAt(at);
    if (code >= A && code <= Z) capitals += 1;
  }
  return capitals === 2;
}

const INTRODUCED = /\(([A-Z][A-Za-z0-9-]{1,9})\)/g;
const LONGEST_LONG_FORM = 120;

/** The acronyms a text introduces, by the algorithm of Schwartz & Hearst (PSB 2003). */
export function findAcronyms(text: string): Acronym[] {
  const found: Acronym[] = [];
  for (const match of text.matchAll(INTRODUCED)) {
    const short = match[1].replace(/(?<=[A-Z])s$/, '');
    if (short.replace(/[^A-Z]/g, '').length < 2) continue;
    const before = text.slice(Math.max(0, match.index - LONGEST_LONG_FORM), match.index).trimEnd();
    const long = longForm(short, before);
    if (long)
      found.push({
        short: wordsOf(short)
          .map(({ text }) => text)
          .join(' '),
        long,
      });
  }
  return found;
}

/** Matches the letters of the short form from the end backwards, its first at the start of a word. */
function longForm(short: string, before: string): readonly string[] | undefined {
  const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '');
  const text = before.toLowerCase();
  let at = text.length - 1;
  for (let letter = letters.length - 1; letter >= 0; letter--) {
    const starts = (): boolean => letter > 0 || at === 0 || !/[a-z0-9]/.test(text[at - 1]);
    while (at >= 0 && (text[at] !== letters[letter] || !starts())) at -= 1;
    if (at < 0) return undefined;
    at -= 1;
  }
  const words = wordsOf(before.slice(at + 1)).map((word) => word.text);
  const most = Math.min(letters.length + 5, letters.length * 2);
  return words.length >= 2 && words.length <= most && !words.includes(letters) ? words : undefined;
}
