import { clipMarked, findBoundary } from './clip-text.ts';
import { editMarked, type MarkedText } from './marked-text.ts';

/**
 * The part of a text around its first marks, at most `limit` units: ` …` after it where the end is left out, `… ` before it where
 * the beginning is. Cut at words where there are any.
 */
export function excerptMarked(marked: MarkedText, limit: number): MarkedText {
  const { text, marks } = marked;
  if (text.length <= limit) return marked;
  if (limit < 1) return { text: '', marks: [] };
  const first = marks[0];
  const start = first === undefined || first.end < limit - 2 ? 0 : findStart(text, first.start - limit / 3);
  const rest = dropBefore(marked, start);
  const clipped = clipMarked(rest, limit - (start === 0 ? 1 : 3));
  const spaced = editMarked(clipped, { pattern: /(?<=\S)…$/gu, write: () => ' …' });
  return start === 0 ? spaced : editMarked(spaced, { pattern: /^/gu, write: () => '… ' });
}

/** The beginning of a word at or after `at`, where one is near. */
function findStart(text: string, at: number): number {
  const from = findBoundary(text, Math.max(0, Math.floor(at)));
  const space = text.slice(from, from + longestWord).search(/\s\S/u);
  return space === -1 ? from : from + space + 1;
}

const longestWord = 30;

function dropBefore({ text, marks }: MarkedText, start: number): MarkedText {
  return {
    text: text.slice(start),
    marks: marks
      .filter((mark) => mark.start >= start)
      .map((mark) => ({ start: mark.start - start, end: mark.end - start })),
  };
}
