import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { isMeantToHoldNone, readerFor } from './formats/readers.ts';

/** What is in a folder of papers but not read: `.csv`, `sub-folder`, or `` for files without an ending. */
export type Ignored = { readonly kind: string; readonly count: number; readonly example: string };

/** The kinds of entries that are passed over, by name; hidden files, README, LICENSE and the like are left out. */
export async function findIgnored(folder: string): Promise<readonly Ignored[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = new Map<string, string[]>();
  for (const entry of entries) {
    const { name } = entry;
    if (isMeantToHoldNone(name) || (!entry.isDirectory() && readerFor(name) !== undefined)) continue;
    const kind = entry.isDirectory() ? 'sub-folder' : extname(name).toLowerCase();
    names.set(kind, [...(names.get(kind) ?? []), name]);
  }
  return [...names]
    .map(([kind, own]) => ({ kind, count: own.length, example: own.sort()[0] ?? '' }))
    .sort((one, other) => (one.kind < other.kind ? -1 : 1));
}

/** One line: `Ignored: 2 .csv files (a.csv, …); to have papers read, save them as …` */
export function describeIgnored({ kind, count, example }: Ignored): string {
  const isFolder = kind === 'sub-folder';
  const noun = isFolder ? kind : kind === '' ? 'file without an ending' : `${kind} file`;
  const nouns = isFolder ? `${kind}s` : noun.replace('file', 'files');
  const remedy = isFolder
    ? 'papers inside are not read: move their files up'
    : 'to have papers read, save them as .jsonl, .json, .bib, .ris or .md';
  const shown = example.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').slice(0, 100);
  return `Ignored: ${count.toLocaleString('en-US')} ${count === 1 ? noun : nouns} (${shown}${count > 1 ? ', …' : ''}); ${remedy}.`;
}
