import type { MarkedText, Span } from './hit.ts';
import { type Match, markText } from './mark-words.ts';
import { sentencesOf } from './sentences.ts';

/** In characters: about four lines of a chat message. */
const LONGEST = 320;
const LEAD = 60;

/** The part of a text that shows best why it matched (at these places), in whole sentences where they fit, else clipped at words. */
export function snippetOf(
  text: string,
  matches: readonly Match[],
  weightOf: (key: string) => number,
): MarkedText {
  const sentences = sentencesOf(text);
  if (sentences.length === 0) return { text: '', marks: [] };
  const values = sentences.map((sentence) => worthOf(matches, sentence, weightOf));
  let first = values.indexOf(Math.max(...values));
  let last = first;
  if (lengthOf(sentences, first, last) > LONGEST) return clip(text, sentences[first], matches);
  for (;;) {
    const after = last + 1 < sentences.length && lengthOf(sentences, first, last + 1) <= LONGEST;
    const before = first > 0 && lengthOf(sentences, first - 1, last) <= LONGEST;
    if (after && (!before || values[last + 1] >= values[first - 1])) last += 1;
    else if (before) first -= 1;
    else break;
  }
  return cut(text, { start: sentences[first].start, end: sentences[last].end }, matches, '', '');
}

function lengthOf(sentences: readonly Span[], first: number, last: number): number {
  return sentences[last].end - sentences[first].start;
}

/** Each different word counts once, more of the same a little. */
function worthOf(matches: readonly Match[], { start, end }: Span, weightOf: (key: string) => number): number {
  const inside = matches.filter((match) => match.start >= start && match.end <= end);
  const different = new Set(inside.map((match) => match.key));
  let value = inside.length * 0.01;
  for (const key of different) value += weightOf(key);
  return value;
}

/** Cuts a long sentence so that most matches show, with an ellipsis where something is left out. */
function clip(text: string, sentence: Span, matches: readonly Match[]): MarkedText {
  const inside = matches.filter((match) => match.start >= sentence.start && match.end <= sentence.end);
  const shown = (from: number): number =>
    inside.filter((match) => match.start >= from && match.end <= from + LONGEST - LEAD).length;
  const best = inside.reduce(
    (most, match) => (shown(match.start) > shown(most) ? match.start : most),
    inside[0]?.start ?? sentence.start,
  );
  const wanted = Math.max(best - LEAD, sentence.start);
  const start = wanted === sentence.start ? wanted : wordStart(text, wanted);
  const end = start + LONGEST >= sentence.end ? sentence.end : wordEnd(text, start, start + LONGEST);
  return cut(
    text,
    { start, end },
    inside,
    start > sentence.start ? '… ' : '',
    end < sentence.end ? ' …' : '',
  );
}

function wordStart(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space < 0 || space > from + LEAD ? from : space + 1;
}

/** The end of the last whole word before `until`; never inside a surrogate pair. */
function wordEnd(text: string, start: number, until: number): number {
  const space = text.lastIndexOf(' ', until);
  if (space > start + LEAD) return space;
  return /[\ud800-\udbff]/.test(text[until - 1]) ? until - 1 : until;
}

function cut(
  text: string,
  { start, end }: Span,
  matches: readonly Match[],
  before: string,
  after: string,
): MarkedText {
  const inside = matches.filter((match) => match.start >= start && match.end <= end);
  const shift = before.length - start;
  const spans = inside.map((match) => ({ start: match.start + shift, end: match.end + shift }));
  return markText(`${before}${text.slice(start, end)}${after}`, spans);
}
