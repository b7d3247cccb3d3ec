import type { CardItem } from '../../../core/chat/card.ts';

/** Plain text with the ranges to emphasise. */
export type EscapedText = CardItem['heading'];

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Text fit for Slack: half surrogate pairs become U+FFFD (a form cannot carry them); control characters go, and so do
 * the invisible ones that turn the direction of what follows, with which a title could rewrite the line after it.
 */
export function makeSafe(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?/gu, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** The same on one line, so that a title cannot add lines of its own. */
export function makeSafeLine(text: string): string {
  return makeSafe(text).replace(/\s/gu, ' ');
}

/** Where to cut so that at most `limit` units stay: at a word, else between two characters as people count them. */
export function findCut(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  const kept = text.slice(0, end);
  const space = /\s/u.test(text.charAt(end)) ? end : kept.search(/\s\S*$/u);
  return space > end / 2 ? kept.slice(0, space).trimEnd().length : end;
}

/** The text itself, or its beginning cut at a word with an ellipsis: at most `limit` units. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, findCut(text, limit - 1))}…`;
}

/** The same with its marks: those past the cut go, one across it ends there. */
export function clipMarked({ text, marks }: EscapedText, limit: number): EscapedText {
  if (text.length <= limit) return { text, marks };
  const cut = findCut(text, limit - 1);
  return {
    text: `${text.slice(0, cut)}…`,
    marks: marks
      .filter(({ start }) => start < cut)
      .map(({ start, end }) => ({ start, end: Math.min(end, cut) })),
  };
}

/** The whole text in pieces of at most `limit` units, cut at line ends where there are any, else at words. */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const line = rest.lastIndexOf('\n', limit);
    const cut = line > limit / 2 ? line : Math.max(1, findCut(rest, limit));
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut).replace(/^\n/u, '');
  }
  return rest === '' ? pieces : [...pieces, rest];
}
