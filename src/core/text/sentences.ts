import type { Span } from './marked-text.ts';

/** Abbreviations and initials (`e.g`, `U.S`, `J`) whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s([“"'])(?:cf|vs|al|resp|approx|ca|fig|figs|eq|eqs|sec|ref|refs|no|nos|vol|pp|dr|prof|mr|mrs|ms|st|jr|inc|dept|univ|(?:\p{L}\.)*\p{L})$/iu;
const LONGEST_ABBREVIATION = 12;
/** Stops before a space, with the quotation marks and brackets they close; East Asian ones need no space. */
const END = /(?<![.!?…])[.!?…]+["”’')\]]*(?=\s)|[。！？]+["”’」』）]*/g;

/** The sentences of a plain text, without the spaces between them. */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  let start = skipSpaces(text, 0);
  /** A text without capitals shows nowhere that a sentence begins. */
  const hasCapitals = /\p{Lu}/u.test(text);
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    const next = skipSpaces(text, end);
    if (next < text.length && !endsSentence(text, match.index, next, hasCapitals)) continue;
    sentences.push({ start, end });
    start = next;
  }
  if (start < text.length) sentences.push({ start, end: text.trimEnd().length });
  return sentences;
}

function endsSentence(text: string, stop: number, next: number, hasCapitals: boolean): boolean {
  if (hasCapitals && /\p{Ll}/u.test(String.fromCodePoint(text.codePointAt(next) ?? 0))) return false;
  return text[stop] !== '.' || !ABBREVIATION.test(text.slice(Math.max(0, stop - LONGEST_ABBREVIATION), stop));
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at])) at += 1;
  return at;
}
