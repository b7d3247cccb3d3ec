import type { Span } from './hit.ts';

/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s([“"'])(?:e\.g|i\.e|cf|vs|al|resp|approx|ca|fig|figs|eq|eqs|sec|ref|refs|no|nos|vol|pp|dr|prof|mr|mrs|ms|st|jr|inc|dept|univ|w\.r\.t|a\.k\.a|\p{L})$/iu;
const LONGEST_ABBREVIATION = 12;
const END = /[.!?…]+["”’')\]]*(?=\s)/g;

/** The sentences of a plain text, without the spaces between them. */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (!endsSentence(text, match.index, end)) continue;
    sentences.push({ start, end });
    start = end + 1;
    while (text[start] === ' ') start += 1;
  }
  if (start < text.length) sentences.push({ start, end: text.length });
  return sentences;
}

function endsSentence(text: string, stop: number, end: number): boolean {
  const next = text.slice(end).match(/^\s+(\S)/u)?.[1] ?? '';
  if (/\p{Ll}/u.test(next)) return false;
  return text[stop] !== '.' || !ABBREVIATION.test(text.slice(Math.max(0, stop - LONGEST_ABBREVIATION), stop));
}
