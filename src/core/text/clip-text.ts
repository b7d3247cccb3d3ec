import type { MarkedText } from './marked-text.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/*
 * Lengths are in UTF-16 units. Discord counts code points (github.com/discord/discord-api-docs/issues/1315); Slack does
 * not say what it counts. A text never has fewer units than code points, so what fits by units fits by either.
 */

/** The last place at or before `at` that is between two characters as people see them (extended grapheme clusters, UAX #29). */
export function findBoundary(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  // Whether a place is a boundary hangs on all that is before it and on the one code point after it.
  const found = graphemes.segment(text.slice(0, at + 2)).containing(at)?.index ?? at;
  if (found > 0) return found;
  // A first "character" of endless combining marks is cut between code points all the same.
  return /[\uD800-\uDBFF]$/u.test(text.slice(0, at)) ? at - 1 : at;
}

/** Where to cut so that at most `limit` units stay: after a word where one ends in the second half, else at a boundary. */
export function findCut(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const end = findBoundary(text, limit);
  const space = /\s/u.test(text.charAt(end)) ? end : findBack(text, end, /\s/u);
  return space > end / 2 ? text.slice(0, space).trimEnd().length : end;
}

/** The text, or its beginning: at most `limit` units, no character cut in two, nothing added. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, findBoundary(text, limit));
}

/** The text, or its beginning cut at a word where one is near, with an ellipsis: at most `limit` units. */
export function clipText(text: string, limit: number): string {
  return clipMarked({ text, marks: [] }, limit).text;
}

/** The same with its marks: those past the cut go, one across it ends there. */
export function clipMarked(marked: MarkedText, limit: number): MarkedText {
  const { text, marks } = marked;
  if (text.length <= limit) return marked;
  if (limit < 1) return { text: '', marks: [] };
  const cut = findCut(text, limit - 1);
  const kept = text.slice(0, findBack(text, cut, /[^\s,;:([{–—-]/u));
  return {
    text: `${kept}…`,
    marks: marks
      .filter(({ start }) => start < kept.length)
      .map(({ start, end }) => ({ start, end: Math.min(end, kept.length) })),
  };
}

/** The place after the last unit before `from` that the pattern takes; 0 where there is none. */
function findBack(text: string, from: number, pattern: RegExp): number {
  let at = from;
  while (at > 0 && !pattern.test(text.charAt(at - 1))) at -= 1;
  return at;
}
