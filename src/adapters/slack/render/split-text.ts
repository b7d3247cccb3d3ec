import { findCut } from '../../../core/text/clip-text.ts';

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
