import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Breathe } from '../../async/time-slices.ts';
import { growsByLines, readerFor } from '../../papers/formats/readers.ts';
import { createRecordReader, type EmptyRecord } from '../../papers/formats/record.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Finding, Problem } from '../../papers/problem.ts';
import { createSourceRecord, type SourceRecord } from '../gathering.ts';
import { type FileMark, hasGrown, openText } from './file-text.ts';

/** What was read of one file. */
export type PapersFile = {
  readonly name: string;
  readonly members: readonly SourceRecord[];
  readonly problems: readonly Problem[];
  /** Records found, sound or not. */
  readonly records: number;
  /** Where complete lines ended, in a file that may grow. */
  readonly mark?: FileMark;
};

/** A file as it is now, and how its members differ from what it was. */
export type Reading = {
  readonly file: PapersFile;
  readonly come: readonly SourceRecord[];
  readonly gone: readonly SourceRecord[];
};

/** More problems of one file are only counted. */
const REPORTED = 200;

/**
 * Reads one file of a folder. Where lines were only appended since `before`, just these are read and the members of `before`
 * are kept. A paper equal to a `known` one is that very object. Whatever is wrong is among the file's problems; never rejects.
 */
export async function readPapersFile(
  folder: string,
  name: string,
  options: {
    readonly breathe: Breathe;
    readonly known: (id: PaperId) => Paper | undefined;
    readonly before?: PapersFile | undefined;
  },
): Promise<Reading> {
  const { breathe, known, before } = options;
  const path = join(folder, name);
  const problems: Problem[] = [];
  const kept: SourceRecord[] = [];
  const come: SourceRecord[] = [];
  const gone: SourceRecord[] = [];
  let unreported = 0;
  let records = 0;
  const report = (finding: Finding): void => {
    if (problems.length < REPORTED) problems.push({ file: name, ...finding });
    else unreported += 1;
  };
  const empty: EmptyRecord[] = [];
  let mark: FileMark | undefined;
  try {
    const from = await markToReadFrom(path, before);
    for (const member of before?.members ?? []) {
      (from !== undefined && member.line <= from.lines ? kept : gone).push(member);
    }
    for (const problem of before?.problems ?? []) {
      if (from !== undefined && problem.line !== undefined && problem.line <= from.lines)
        problems.push(problem);
    }
    records = kept.length;
    const text = openText(path, report, from);
    const readRecord = createRecordReader(report, (record) => empty.push(record));
    const read = readerFor(name);
    const offset = from?.lines ?? 0;
    const shifted = (finding: Finding): void =>
      report(finding.line === undefined ? finding : { ...finding, line: finding.line + offset });
    for await (const raw of read?.(text.pieces(), shifted) ?? []) {
      records += 1;
      const line = raw.line + offset;
      const paper = readRecord({ line, fields: raw.fields });
      if (paper !== undefined) come.push(createSourceRecord(sameObject(paper, known(paper.id)), name, line));
      await breathe();
    }
    mark = text.mark();
  } catch (error) {
    report({ what: `cannot be read (${reasonOf(error)})`, remedy: remedyFor(error) });
  }
  const members = kept.length === 0 ? come : [...kept, ...come];
  reportEmpty(empty, records, members.length, problems.length, report);
  if (unreported > 0) {
    problems.push({
      file: name,
      what: `${unreported} more problems like these`,
      remedy: 'mend those above first',
    });
  }
  const grows = mark !== undefined && growsByLines(name);
  return { file: { name, members, problems, records, ...(grows ? { mark } : {}) }, come, gone };
}

function sameObject(paper: Paper, known: Paper | undefined): Paper {
  return known !== undefined && isDeepStrictEqual(known, paper) ? known : paper;
}

async function markToReadFrom(path: string, before: PapersFile | undefined): Promise<FileMark | undefined> {
  if (before?.mark === undefined || before.members.length === 0) return undefined;
  return (await hasGrown(path, before.mark)) ? before.mark : undefined;
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
    ENOENT: 'it is not there',
    ELOOP: 'a link that leads to itself',
    EISDIR: 'it is a folder',
  };
  return known[code ?? ''] ?? message.split('\n')[0] ?? 'unknown reason';
}

function remedyFor(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'let the bot read it (chmod a+r)';
  if (code === 'ELOOP' || code === 'ENOENT') return 'mend or remove the link';
  return 'check the file, or remove it';
}
