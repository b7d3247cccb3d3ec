import type { Report } from '../../problem.ts';
import { splitLines } from '../lines.ts';

/** An entry as it stands in a file: from behind its opening brace to before its closing one. */
export type EntryText = { readonly line: number; readonly type: string; readonly text: string };

const BEGIN = /@[ \t]*([A-Za-z][\w-]*)\s*([{(])/g;
/** A line that begins an entry whatever is open: one with a key and a field, or a key alone. */
const HEAD = /^\s{0,3}@[ \t]*[A-Za-z][\w-]*\s*[{(]\s*(?:[^{}"=]{0,200},\s*(?:$|[\w:.+-]+\s*=)|[\w:.+-]+\s*=)/;
/** The longest entry, in characters; of a longer one nothing is read. */
const LONGEST_ENTRY = 1_000_000;

type Open = {
  readonly line: number;
  readonly type: string;
  readonly isRound: boolean;
  readonly pieces: string[];
  length: number;
  depth: number;
  isEscaped: boolean;
};

/**
 * Cuts BibTeX into its entries as it streams. What stands between them is skipped, as BibTeX does; an entry without end is
 * reported and ends where the next begins.
 */
export async function* cutEntries(input: AsyncIterable<string>, report: Report): AsyncGenerator<EntryText> {
  let open: Open | undefined;
  for await (const { number, text } of splitLines(input, report)) {
    if (open !== undefined && HEAD.test(text)) {
      const rest = mendEntry(open);
      if (rest === undefined) reportEndless(open, report);
      else yield rest;
      open = undefined;
    }
    let at = 0;
    while (at < text.length || open !== undefined) {
      if (open === undefined) {
        BEGIN.lastIndex = at;
        const found = BEGIN.exec(text);
        if (found === null) break;
        at = BEGIN.lastIndex;
        open = openEntry(number, found[1] ?? '', found[2] === '(');
      }
      const end = findEnd(open, text, at);
      keep(open, end === undefined ? `${text.slice(at)}\n` : text.slice(at, end));
      if (end === undefined) break;
      at = end + 1;
      if (open.length <= LONGEST_ENTRY) yield finish(open);
      else reportEndless(open, report);
      open = undefined;
    }
  }
  if (open === undefined) return;
  const last = mendEntry(open);
  if (last === undefined) reportEndless(open, report);
  else yield last;
}

function openEntry(line: number, type: string, isRound: boolean): Open {
  return { line, type: type.toLowerCase(), isRound, pieces: [], length: 0, depth: 0, isEscaped: false };
}

function keep(open: Open, piece: string): void {
  open.length += piece.length;
  if (open.length <= LONGEST_ENTRY) open.pieces.push(piece);
  else open.pieces.length = 0;
}

function finish({ line, type, pieces }: Open): EntryText {
  return { line, type, text: pieces.join('') };
}

/** Where in a line the open entry closes. An escaped brace is none. */
function findEnd(open: Open, text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (open.isEscaped) open.isEscaped = false;
    else if (code === 92) open.isEscaped = true;
    else if (code === 123) open.depth += 1;
    else if (code === 125) {
      if (open.depth === 0) return at;
      open.depth -= 1;
    } else if (code === 41 && open.isRound && open.depth === 0) return at;
  }
  open.isEscaped = false;
  return undefined;
}

/** An entry that closes only where escaped braces count, as they do for BibTeX itself. */
function mendEntry(open: Open): EntryText | undefined {
  const { line, type, pieces } = open;
  const text = pieces.join('');
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123) depth += 1;
    else if (code === 125) {
      if (depth === 0) return { line, type, text: text.slice(0, at) };
      depth -= 1;
    }
  }
  return undefined;
}

function reportEndless({ line, length }: Open, report: Report): void {
  const reason = length > LONGEST_ENTRY ? 'it is longer than a million characters' : 'it has no end';
  report({
    line,
    what: `the entry is not BibTeX (${reason})`,
    remedy: 'fix its braces, quotes and commas; the other entries are read',
  });
}
