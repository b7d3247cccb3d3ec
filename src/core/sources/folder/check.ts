import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CorpusCounts } from '../../papers/corpus.ts';
import { advisedEndings, formatOf, isMeantToHoldNone } from '../../papers/formats/formats.ts';
import type { Paper } from '../../papers/paper.ts';
import { describeProblem, type Problem } from '../../papers/problem.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { cutText } from '../../text/clip-text.ts';
import { counted } from '../../text/counted.ts';
import { openCorpus } from '../corpus.ts';
import type { Source } from '../source.ts';
import { createFolderSource } from './folder-source.ts';
import { assess, describeQuality, type FileQuality } from './quality.ts';

export type CheckResult = {
  readonly folder: string;
  readonly counts: CorpusCounts;
  readonly papers: readonly Paper[];
  readonly problems: readonly Problem[];
  readonly ignored: readonly Ignored[];
  readonly files: readonly FileQuality[];
};

/** Reads a folder of papers once, to tell what is in it and what is wrong. */
export async function checkCorpus(folder: string): Promise<CheckResult> {
  const source = createFolderSource(folder);
  const files = new Map<string, FileQuality>();
  const watched: Source = {
    name: source.name,
    async *follow(context) {
      for await (const change of source.follow(context)) {
        for (const { part, records } of change.parts) files.set(part, assess(part, records));
        yield change;
      }
    },
  };
  const corpus = await openCorpus([watched], { follow: false });
  const { counts, papers, problems } = corpus;
  await corpus.close();
  return { folder, counts, papers, problems, ignored: await findIgnored(folder), files: [...files.values()] };
}

/** A check for people: what was read and what not, a line for each problem, a closing count. */
export function renderCheck({ folder, counts, problems, ignored, files }: CheckResult): string {
  const { papers, records, parts, merged } = counts;
  const read = `${folder}: ${counted(papers, 'paper')} from ${counted(records, 'record')} in ${counted(parts, 'file')}`;
  const joined = merged === 0 ? '' : `; ${counted(merged, 'paper')} found more than once and merged`;
  const closing = problems.length === 0 ? 'No problems.' : `${counted(problems.length, 'problem')}.`;
  return [
    `${read}${joined}.`,
    ...describeQuality(files),
    ...ignored.map(describeIgnored),
    ...problems.map(describeProblem),
    closing,
  ].join('\n');
}

/** What is in a folder of papers but not read: `.csv`, `` for files without an ending, or links to folders. */
export type Ignored = { readonly kind: string; readonly count: number; readonly example: string };

const LINK = 'link';

/** The kinds of entries that are passed over, by name; hidden files, README, LICENSE and the like are left out. */
async function findIgnored(folder: string): Promise<readonly Ignored[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = new Map<string, string[]>();
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory() || isMeantToHoldNone(name) || formatOf(name) !== undefined) continue;
    const kind = (await isFolder(join(folder, name))) ? LINK : extname(name).toLowerCase();
    names.set(kind, [...(names.get(kind) ?? []), name]);
  }
  return [...names]
    .map(([kind, own]) => ({ kind, count: own.length, example: own.sort()[0] ?? '' }))
    .sort((one, other) => (one.kind < other.kind ? -1 : 1));
}

/** Of an entry that is itself none: whether a link leads to a folder. */
async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** One line: `Ignored: 2 .csv files (a.csv, …); to have papers read, save them as …` */
function describeIgnored({ kind, count, example }: Ignored): string {
  const [noun, nouns] =
    kind === LINK
      ? ['link to a folder', 'links to folders']
      : kind === ''
        ? ['file without an ending', 'files without an ending']
        : [`${kind} file`, `${kind} files`];
  const remedy =
    kind === LINK
      ? 'no such link is followed, so put the folder itself there'
      : `to have papers read, save them as ${advisedEndings.slice(0, -1).join(', ')} or ${advisedEndings.at(-1)}`;
  const shown = cutText(cleanLine(example), 100);
  return `Ignored: ${counted(count, noun, nouns)} (${shown}${count > 1 ? ', …' : ''}); ${remedy}.`;
}
