import type { Report } from '../problem.ts';
import { LONGEST } from './format.ts';

export type Line = { readonly number: number; readonly text: string };

/** The lines of a text that comes in pieces, without their ends (LF, CRLF); a line beyond all bounds is reported and skipped. */
export async function* splitLines(input: AsyncIterable<string>, report: Report): AsyncGenerator<Line> {
  let number = 1;
  let length = 0;
  let open: string[] = [];

  function hold(piece: string): void {
    length += piece.length;
    if (length <= LONGEST) open.push(piece);
    else open = [];
  }

  function take(): Line | undefined {
    const text = open.join('');
    const line = { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    const whole = length <= LONGEST;
    if (!whole) {
      const what = `the line is longer than ${LONGEST / 1024 / 1024} million characters`;
      report({ line: number, what, remedy: 'write one record per line' });
    }
    number += 1;
    length = 0;
    open = [];
    return whole ? line : undefined;
  }

  for await (const piece of input) {
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      hold(piece.slice(start, end));
      start = end + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    if (start < piece.length) hold(piece.slice(start));
  }
  if (length > 0) {
    const line = take();
    if (line !== undefined) yield line;
  }
}

/** A whole text that comes in pieces; nothing, and a report, where it is beyond all bounds. */
export async function readWhole(input: AsyncIterable<string>, report: Report): Promise<string | undefined> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of input) {
    length += piece.length;
    if (length <= LONGEST) pieces.push(piece);
  }
  if (length <= LONGEST) return pieces.join('');
  report({
    what: `the file is longer than ${LONGEST / 1024 / 1024} million characters`,
    remedy: 'split it into smaller files',
  });
  return undefined;
}
