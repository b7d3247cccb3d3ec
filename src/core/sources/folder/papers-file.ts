import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Breathe } from '../../async/time-slices.ts';
import { peek } from '../../papers/formats/content/peek.ts';
import { describeUnread } from '../../papers/formats/content/unread.ts';
import type { Format } from '../../papers/formats/format.ts';
import { formatFor, formatOf, mayHoldNone } from '../../papers/formats/formats.ts';
import { createRecordReader, type EmptyRecord } from '../../papers/formats/record.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Finding, Problem } from '../../papers/problem.ts';
import { counted } from '../../text/counted.ts';
import type { PartChange, SourceRecord } from '../source.ts';
import { beginsWith, type LinesRead, openText } from './file-text.ts';

/** What was read of one file. */
export type PapersFile = {
  readonly problems: readonly Problem[];
  /** Records found, sound or not, and the sound ones. */
  readonly records: number;
  readonly papers: number;
  /** In a file that may grow: its complete lines, and what was found in them. */
  readonly complete?: { readonly lines: LinesRead; readonly records: number; readonly papers: number };
};

/** A file as it is now, and what that changes of its part. `failed`: it could not be read to its end. */
export type FileReading = { readonly file: PapersFile; readonly change?: PartChange; readonly failed?: true };

/** More problems of one file are only counted. */
const REPORTED = 200;

/**
 * Reads one file of a folder. Where lines were only appended since `before`, just these are read and what `before` held is kept.
 * A paper equal to a `known` one is that very object. Of a file that cannot be read now, what was read `before` stays. Whatever
 * is wrong is among the file's problems; never rejects.
 */
export async function readPapersFile(
  folder: string,
  name: string,
  options: {
    readonly breathe: Breathe;
    readonly known: (id: PaperId) => Paper | undefined;
    readonly before?: PapersFile | undefined;
  },
): Promise<FileReading> {
  const { breathe, known, before } = options;
  const path = join(folder, name);
  const problems: Problem[] = [];
  const found: SourceRecord[] = [];
  const empty: EmptyRecord[] = [];
  let unreported = 0;
  let kept: PapersFile['complete'];
  let records = 0;
  let lastLine = 0;
  let lines: LinesRead | undefined;
  let failed = false;
  let format: Format | undefined;
  const report = (finding: Finding): void => {
    if (problems.length < REPORTED) problems.push({ place: name, ...finding });
    else unreported += 1;
  };
  try {
    kept = await findComplete(path, before);
    const offset = kept?.lines.lines ?? 0;
    for (const problem of kept === undefined ? [] : (before?.problems ?? [])) {
      if (problem.line !== undefined && problem.line <= offset) problems.push(problem);
    }
    records = kept?.records ?? 0;
    const text = openText(path, report, kept?.lines);
    const readRecord = createRecordReader(report, (record) => empty.push(record));
    const { head, whole } = await peek(text.pieces());
    format = kept === undefined ? formatFor(name, head) : formatOf(name);
    const unread = kept === undefined ? describeUnread(head) : undefined;
    if (unread !== undefined) report({ line: 1, ...unread });
    const shifted = (finding: Finding): void =>
      report(finding.line === undefined ? finding : { ...finding, line: finding.line + offset });
    for await (const raw of (unread === undefined ? format?.read(whole, shifted, name) : undefined) ?? []) {
      records += 1;
      lastLine = raw.line + offset;
      const paper = readRecord({ ...raw, line: lastLine });
      if (paper !== undefined) found.push({ line: lastLine, paper: sameObject(paper, known(paper.id)) });
      await breathe();
    }
    lines = text.linesRead();
  } catch (error) {
    const finding = { what: `cannot be read (${reasonOf(error)})`, remedy: remedyFor(error) };
    if (before !== undefined && before.papers > 0) {
      const remedy = `${finding.remedy}; its papers stay as they were until then`;
      return { file: { ...before, problems: [{ place: name, ...finding, remedy }] }, failed: true };
    }
    failed = true;
    report(finding);
  }
  const papers = (kept?.papers ?? 0) + found.length;
  // Notes among many that tell of no paper are no problem.
  if (mayHoldNone(name) && papers === 0 && !failed) problems.length = 0;
  else reportEmpty(empty, records, papers, problems.length, report);
  if (unreported > 0) {
    problems.push({
      place: name,
      what: counted(unreported, 'more problem like these', 'more problems like these'),
      remedy: 'fix those above first',
    });
  }
  const file = { problems, records, papers };
  const change = { part: name, records: found, ...(kept === undefined ? {} : { after: kept.lines.lines }) };
  if (failed) return { file, change, failed };
  if (lines === undefined || format?.growsByLines !== true) return { file, change };
  const isCut = lastLine > lines.lines;
  const isPaperCut = isCut && found.at(-1)?.line === lastLine;
  const complete = { lines, records: records - (isCut ? 1 : 0), papers: papers - (isPaperCut ? 1 : 0) };
  return { file: { ...file, complete }, change };
}

function sameObject(paper: Paper, known: Paper | undefined): Paper {
  return known !== undefined && isDeepStrictEqual(known, paper) ? known : paper;
}

/** What of a file can be kept, as lines were only appended to it. */
async function findComplete(path: string, before: PapersFile | undefined): Promise<PapersFile['complete']> {
  const complete = before?.complete;
  if (complete === undefined || before?.papers === 0) return undefined;
  return (await beginsWith(path, complete.lines)) ? complete : undefined;
}

/** Records without title and abstract: one problem each beside papers, a single one in a file that holds none at all. */
function reportEmpty(
  empty: readonly EmptyRecord[],
  records: number,
  papers: number,
  problems: number,
  report: (finding: Finding) => void,
): void {
  if (papers > 0) {
    for (const { line } of empty) {
      report({
        line,
        what: 'neither title nor abstract, left out',
        remedy: 'give it a "title" or an "abstract"',
      });
    }
  } else if (records > 0 && empty.length === records) {
    const what = `none of its ${records} records has a title or an abstract`;
    report({
      what,
      remedy: 'name these fields "title" and "abstract", or keep files that hold no papers elsewhere',
    });
  } else if (records === 0 && problems === 0) {
    report({
      what: 'no papers in it',
      remedy: 'see corpus/README.md for what a file may hold, or remove it',
    });
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    ENOENT: 'it does not exist',
    ELOOP: 'a link that leads to itself',
    EISDIR: 'it is a folder',
  };
  return known[code ?? ''] ?? message.split('\n')[0] ?? 'unknown reason';
}

function remedyFor(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'let the bot read it (chmod a+r)';
  if (code === 'ELOOP' || code === 'ENOENT') return 'fix or remove the link';
  return 'check the file, or remove it';
}
