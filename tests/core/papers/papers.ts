import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { describeProblem } from '../../../src/core/papers/problem.ts';
import { type CorpusOptions, type LiveCorpus, openCorpus } from '../../../src/core/sources/corpus.ts';
import { createFolderSource, type FolderOptions } from '../../../src/core/sources/folder/folder-source.ts';

/** A folder of its own for one test, with these files, gone when the test is over. */
export async function createFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'papers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The papers of these files, read once. */
export async function readFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<LiveCorpus> {
  return openFolder(await createFolder(files), { follow: false });
}

/** The papers of a folder. */
export function openFolder(
  folder: string,
  options?: CorpusOptions,
  ofFolder?: FolderOptions,
): Promise<LiveCorpus> {
  return openCorpus([createFolderSource(folder, ofFolder)], options);
}

/** The problems of a corpus as people see them, without the name of its folder. */
export function problemsOf(corpus: LiveCorpus): readonly string[] {
  return corpus.problems
    .map(describeProblem)
    .map((line) => line.replace(corpus.sources[0]?.name ?? '', 'FOLDER'));
}

/** Records as JSON lines. */
export function jsonLines(...records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** A paper as the corpus has it, with these facts. */
export function paperWith(facts: Partial<Paper>): Paper {
  return {
    id: 'a-paper',
    recordIds: [],
    title: 'A paper',
    abstract: '',
    authors: [],
    url: 'https://example.org/',
    categories: [],
    ...facts,
  };
}
