import type { Report } from '../problem.ts';
import type { RawRecord } from '../record.ts';
import { LONGEST } from './format.ts';
import { readJsonRecord } from './json-lines.ts';

/** Under these names a list of records may stand inside one object. */
const LIST = /"(?:papers|items|records|results|data|entries)"\s*:\s*$/;
/** How often reading starts again behind a record that does not end. */
const RESTARTS = 50;

type Cut = { readonly line: number; readonly text: string };

/**
 * JSON: one record, a list of records, `{ "papers": [ … ] }`, or records one after another. The text is cut into records, each
 * parsed by itself, so that a file of any size streams and a broken record costs only itself.
 */
export async function* readJson(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const cutter = createCutter();
  for await (const piece of input) {
    for (const { line, text } of cutter.push(piece)) {
      const record = readJsonRecord(text, line, report);
      if (record !== undefined) yield record;
    }
    if (!cutter.tooLong()) continue;
    report({
      line: cutter.line(),
      what: 'a record has no end',
      remedy: 'mend its quotes, brackets and braces; the rest is not read',
    });
    return;
  }
  for (let restart = 0; restart < RESTARTS; restart++) {
    const rest = cutter.unfinished();
    if (rest === undefined) return;
    report({
      line: rest.line,
      what: 'the record has no end',
      remedy: 'mend its quotes, brackets and braces',
    });
    for (const { line, text } of cutter.restart(rest)) {
      const record = readJsonRecord(text, line, report);
      if (record !== undefined) yield record;
    }
  }
}

/** Cuts a text that comes in pieces into its records: the values directly inside the outermost list, or outermost objects. */
function createCutter() {
  let line = 1;
  let depth = 0;
  /** Depth at which records begin. */
  let floor = 0;
  let inString = false;
  let escaped = false;
  /** What was read of the record under way; nothing between records. */
  let open: { readonly line: number; text: string } | undefined;

  function* push(piece: string): Generator<Cut> {
    let start = 0;
    for (let index = 0; index < piece.length; index++) {
      const code = piece.charCodeAt(index);
      if (code === 10) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34 || code === 10) inString = false;
      } else if (code === 34) {
        inString = true;
      } else if (code === 123 || code === 91) {
        if (open === undefined && code === 91 && depth === floor && floor === 0) {
          floor = 1;
        } else if (open === undefined) {
          if (depth === floor) {
            open = { line, text: '' };
            start = index;
          }
        } else if (
          code === 91 &&
          floor === 0 &&
          depth === 1 &&
          LIST.test((open.text + piece.slice(start, index)).slice(-80))
        ) {
          open = undefined;
          floor = 2;
        }
        depth += 1;
      } else if (code === 125 || code === 93) {
        depth = Math.max(0, depth - 1);
        if (open !== undefined && depth === floor) {
          yield { line: open.line, text: open.text + piece.slice(start, index + 1) };
          open = undefined;
        } else if (depth === 0) {
          floor = 0;
        }
      }
    }
    if (open !== undefined) open.text += piece.slice(start);
  }

  return {
    push,
    line: () => open?.line ?? line,
    tooLong: () => (open?.text.length ?? 0) > LONGEST,
    unfinished: (): Cut | undefined => open,
    /** Reads on from the next line that begins as the unfinished record did. */
    *restart(rest: Cut): Generator<Cut> {
      const next = /\n[ \t]*\{/.exec(rest.text);
      open = undefined;
      inString = false;
      escaped = false;
      depth = floor;
      if (next === null) return;
      line = rest.line + 1 + count(rest.text.slice(0, next.index));
      yield* push(rest.text.slice(next.index + 1));
    },
  };
}

function count(text: string): number {
  return text.split('\n').length - 1;
}
