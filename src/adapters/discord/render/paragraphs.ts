import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS, weigh } from '../limits.ts';
import { writeBlock, writeLine } from './markdown.ts';

/** The paragraphs of a text as Markdown, in parts that fit; past the last part it ends in an ellipsis. */
export function writeParagraphs(text: string): readonly string[] {
  return packLines(splitLines(text).map((line) => writeLine(line, LIMITS.part, LIMITS.part)));
}

/** A text as it is in fixed-width blocks. */
export function writeBlocks(text: string): readonly string[] {
  const lines = cleanText(text).replaceAll('\t', '  ').split('\n');
  const parts = packLines(lines.map((line) => clipText(line.trimEnd(), LIMITS.part)));
  return text.trim() === '' ? [] : parts.map(writeBlock);
}

/** What is not empty, a line each. */
export function joinLines(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** The lines of a text, each clean; empty ones come at most one at a time, and none at the end. */
function splitLines(text: string): readonly string[] {
  const lines = cleanText(text).split('\n').map(cleanLine);
  const kept = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

/** Lines in groups of a weight of at most `LIMITS.part`; what is past the last group is told by an ellipsis. */
export function packLines(lines: readonly string[]): readonly string[] {
  const groups: string[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && weigh(`${last}\n${line}`) <= LIMITS.part) {
      groups[groups.length - 1] = `${last}\n${line}`;
    } else if (groups.length < LIMITS.parts) {
      groups.push(line);
    } else {
      return [...groups.slice(0, -1), `${last}\n…`];
    }
  }
  return groups.map((group) => group.replace(/^\n+|\s+$/gu, '')).filter((group) => group !== '');
}
