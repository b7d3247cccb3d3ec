import { findBoundary } from './clip-text.ts';
import type { MarkedText, Span } from './marked-text.ts';
import { sentencesOf } from './sentences.ts';

/** Characters before the first mark, so that one reads what it belongs to. */
const LEAD = 24;

/**
 * A text of at most `limit` UTF-16 units as it is; else its sentence in which most different words are marked, the first without any,
 * whole where that fits, or the part of it with most of them, cut at words: `… ` before it where its beginning is left out, ` …` after it
 * where its end is.
 */
export function excerptMarked(marked: MarkedText, limit: number): MarkedText {
  const { text } = marked;
  if (text.length <= limit) return marked;
  const sentence = mostMarked(marked, sentencesOf(text));
  if (sentence === undefined || limit < 1) return { text: '', marks: [] };
  if (sentence.end - sentence.start <= limit) return cut(marked, sentence, '', '');
  const room = limit - '…  …'.length;
  const within = marksIn(marked, sentence);
  const starts = within.map(({ start }) => startOfWord(text, Math.max(sentence.start, start - LEAD)));
  const windows = [sentence.start, ...starts].map((start) => {
    return { start, end: endOfWord(text, start, Math.min(sentence.end, start + room)) };
  });
  const shown = mostMarked(marked, windows) ?? sentence;
  const before = shown.start > sentence.start ? '… ' : '';
  return cut(marked, shown, before, shown.end < sentence.end ? ' …' : '');
}

/** The first of those parts of a text in which most different words are marked. */
function mostMarked(marked: MarkedText, parts: readonly Span[]): Span | undefined {
  let best = parts[0];
  let most = best === undefined ? 0 : countWords(marked, best);
  for (const part of parts) {
    const count = countWords(marked, part);
    if (count <= most) continue;
    best = part;
    most = count;
  }
  return best;
}

function countWords(marked: MarkedText, part: Span): number {
  const words = marksIn(marked, part).map(({ start, end }) => marked.text.slice(start, end).toLowerCase());
  return new Set(words).size;
}

function marksIn({ marks }: MarkedText, { start, end }: Span): readonly Span[] {
  return marks.filter((mark) => mark.start >= start && mark.end <= end);
}

function startOfWord(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space >= 0 && at - space <= LEAD ? space + 1 : findBoundary(text, at);
}

function endOfWord(text: string, start: number, at: number): number {
  if (at >= text.length || /\s/u.test(text.charAt(at))) return at;
  const space = text.lastIndexOf(' ', at);
  return space > (start + at) / 2 ? space : findBoundary(text, at);
}

function cut(marked: MarkedText, part: Span, before: string, after: string): MarkedText {
  const shown = marked.text.slice(part.start, part.end);
  const kept = after === '' ? shown : shown.replace(/[\s,;:([{–—-]+$/u, '');
  const shift = before.length - part.start;
  return {
    text: `${before}${kept}${after}`,
    marks: marksIn(marked, { start: part.start, end: part.start + kept.length }).map(({ start, end }) => {
      return { start: start + shift, end: end + shift };
    }),
  };
}
