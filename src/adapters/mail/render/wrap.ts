import { findCut } from '../../../core/text/clip-text.ts';

/** Characters of a line of a mail (https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1). */
const longest = 78;

/**
 * The text in lines of at most 78 characters with their indent, broken after a `·` where that is enough, else between words; an address stays
 * whole, on a line of its own if need be.
 */
export function wrapText(text: string, indent = ''): string {
  const room = longest - indent.length;
  const lines = text.split('\n').flatMap((line) => wrapLine(line, room));
  return lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n');
}

function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = '';
  const parts = line.split(/(?<= ·) /u);
  for (const word of parts.flatMap((part) =>
    part.length > width ? part.split(' ').flatMap((word) => breakWord(word, width)) : part,
  )) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (joined.length <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    current = word;
  }
  return [...lines, current];
}

/** A word as it is, or in pieces where it is longer than a line, as a sentence in Chinese is, and no address. */
function breakWord(word: string, width: number): readonly string[] {
  if (word.length <= width || /https?:\/\//u.test(word)) return [word];
  const pieces: string[] = [];
  for (let rest = word; rest !== ''; ) {
    const piece = rest.slice(0, findCut(rest, width));
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}
