import type { Report } from '../problem.ts';
import { type Format, LONGEST } from './format.ts';
import { readJsonRecord } from './json-record.ts';
import type { RawRecord } from './record.ts';

export const json: Format = {
  endings: ['json'],
  read: readJson,
  isLike: (head) => /^\s*(?:\[\s*[{\]]|\{\s*["}])/.test(head),
  isAdvised: true,
};

/** Where lists of records stand inside one object: our own, and the answers of Crossref, INSPIRE, DBLP, OpenReview and others. */
const LISTS: ReadonlySet<string> = new Set(
  'papers items records results data entries notes recommendedPapers message.items hits.hits result.hits.hit'.split(
    ' ',
  ),
);
/** A name in front of a value, and how far back it is looked for. */
const NAME = /"([^"\\]{1,40})"\s*:\s*$/;
const NAME_LENGTH = 80;
/** The deepest of these lists. */
const DEEPEST = 3;
/** An object that is a record itself: what is listed in it are its references, its notes. */
const IS_RECORD = /^\{[^{}[\]]*"(?:title|abstract|itemType|paperId)"\s*:/;
/** The floor behind a list inside an object: nothing more begins there. */
const DONE = -1;
/** How often reading starts again behind a record that does not end. */
const RESTARTS = 50;

type Budget = { restarts: number };
type Cut = { readonly line: number; readonly text: string };

/**
 * JSON: one record, a list of records, `{ "papers": [ … ] }`, or records one after another. The text is cut into records, each
 * parsed by itself, so that a file of any size streams and a broken record costs only itself.
 */
async function* readJson(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const cutter = createCutter(1);
  const budget = { restarts: RESTARTS };
  for await (const piece of input) {
    for (const cut of cutter.push(piece)) yield* readCut(cut, report, budget);
    if (!cutter.tooLong()) continue;
    const remedy = 'fix its quotes, brackets and braces; the rest is not read';
    report({ line: cutter.line(), what: 'the record has no end', remedy });
    return;
  }
  const rest = cutter.unfinished();
  if (rest === undefined) return;
  report({ line: rest.line, what: 'the record has no end', remedy: 'fix its quotes, brackets and braces' });
  yield* salvage(rest, report, budget);
}

function* readCut(cut: Cut, report: Report, budget: Budget): Generator<RawRecord> {
  const record = readJsonRecord(cut.text, cut.line, report);
  if (record !== undefined) yield record;
  else yield* salvage(cut, report, budget);
}

/** The sound records that a broken one swallowed: those that begin a line and have a title or an abstract. */
function* salvage(broken: Cut, report: Report, budget: Budget): Generator<RawRecord> {
  const next = /\n[ \t]*\{/.exec(broken.text);
  if (next === null || budget.restarts === 0) return;
  budget.restarts -= 1;
  const before = broken.text.slice(0, next.index + 1);
  const cutter = createCutter(broken.line + before.split('\n').length - 1);
  for (const cut of cutter.push(broken.text.slice(before.length))) {
    for (const record of readCut(cut, report, budget)) {
      if ('title' in record.fields || 'abstract' in record.fields) yield record;
    }
  }
  const rest = cutter.unfinished();
  if (rest !== undefined) yield* salvage(rest, report, budget);
}

function nameBefore(text: string, piece: string): string {
  const near = piece.length < NAME_LENGTH ? text.slice(piece.length - NAME_LENGTH) + piece : piece;
  return NAME.exec(near)?.[1] ?? '';
}

/** Cuts a text that comes in pieces into its records: the values directly inside the outermost list, or outermost objects. */
function createCutter(firstLine: number) {
  let line = firstLine;
  let depth = 0;
  /** The names on the way to what is being read, of the outermost object. */
  const path: string[] = [];
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
        } else if (floor === 0 && depth <= DEEPEST) {
          path.length = depth - 1;
          path.push(nameBefore(open.text, piece.slice(Math.max(start, index - NAME_LENGTH), index)));
          if (
            code === 91 &&
            LISTS.has(path.join('.')) &&
            !IS_RECORD.test(open.text + piece.slice(start, index))
          ) {
            open = undefined;
            floor = depth + 1;
          }
        }
        depth += 1;
      } else if (code === 125 || code === 93) {
        depth = Math.max(0, depth - 1);
        if (open !== undefined && depth === floor) {
          yield { line: open.line, text: open.text + piece.slice(start, index + 1) };
          open = undefined;
        } else if (depth === 0) {
          floor = 0;
        } else if (depth < floor) {
          floor = DONE;
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
  };
}
