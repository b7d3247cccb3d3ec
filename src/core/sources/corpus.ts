import { createBreather } from '../async/time-slices.ts';
import type { Corpus, CorpusCounts } from '../papers/corpus.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Problem } from '../papers/problem.ts';
import { readPapersFile } from './folder/papers-file.ts';
import { type FolderState, scanFolder } from './folder/scan.ts';
import { watchFolder } from './folder/watch.ts';
import { type Change, createGathering } from './gathering.ts';

/** The papers of a folder, kept as the folder is. */
export type LiveCorpus = Corpus & {
  readonly folder: string;
  /** What is wrong with the folder and its files at present. */
  readonly problems: readonly Problem[];
  readonly counts: CorpusCounts;
  /** Tells of every change after it is in effect; yields how to stop listening. */
  onChange(listener: (change: Change) => void): () => void;
  /** Stops watching. */
  close(): Promise<void>;
};

export type CorpusOptions = {
  /** Whether to follow changes in the folder; true unless told. */
  readonly watch?: boolean;
};

/** Reads the papers of a folder and follows its changes. Never rejects: a folder that is missing or empty is a problem told. */
export async function openCorpus(folder: string, options: CorpusOptions = {}): Promise<LiveCorpus> {
  const gathering = createGathering();
  const listeners = new Set<(change: Change) => void>();
  let state: FolderState = { files: new Map(), problems: [] };
  let papers: readonly Paper[] | undefined;

  async function refresh(settled: boolean): Promise<number | undefined> {
    const breathe = createBreather();
    const scan = await scanFolder(folder, state, settled);
    const files = new Map(state.files);
    const changes: Change[] = [];
    for (const name of scan.gone) {
      const before = files.get(name);
      files.delete(name);
      if (before !== undefined) changes.push(await gathering.update(before.read.members, [], breathe));
    }
    for (const { name, stamp } of scan.changed) {
      const before = files.get(name)?.read;
      const { file, come, gone } = await readPapersFile(folder, name, {
        breathe,
        known: gathering.get,
        before,
      });
      changes.push(await gathering.update(gone, come, breathe));
      files.set(name, { stamp, read: file });
    }
    state = { files, problems: scan.problems };
    if (changes.length > 0) papers = undefined;
    const change = joinChanges(changes, gathering.get);
    if (change.put.length > 0 || change.removed.length > 0)
      for (const listener of listeners) listener(change);
    return scan.unsettled;
  }

  const watcher = options.watch === false ? undefined : watchFolder(folder, () => refresh(true));
  await watcher?.ready;
  await refresh(false);
  watcher?.begin();

  return {
    folder,
    get papers() {
      papers ??= listPapers(state);
      return papers;
    },
    get problems() {
      const ofFiles = sortedFiles(state).flatMap(({ read }) => read.problems);
      if (state.problems.length > 0 || gathering.size > 0 || ofFiles.length > 0)
        return [...state.problems, ...ofFiles];
      return [emptyFolder(folder)];
    },
    get counts() {
      const files = sortedFiles(state);
      const records = files.reduce((sum, { read }) => sum + read.records, 0);
      const sound = files.reduce((sum, { read }) => sum + read.members.length, 0);
      const alone = gathering.size === sound ? 0 : countMerged(state);
      return { files: files.length, records, papers: gathering.size, merged: alone };
    },
    get: (id) => gathering.get(id),
    titled: (title) => gathering.titled(title),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await watcher?.close();
    },
  };
}

function sortedFiles(state: FolderState) {
  return [...state.files.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file);
}

function listPapers(state: FolderState): readonly Paper[] {
  const papers: Paper[] = [];
  for (const { read } of sortedFiles(state)) {
    for (const { leads, shownAs } of read.members) {
      if (leads && shownAs !== undefined) papers.push(shownAs);
    }
  }
  return papers;
}

function countMerged(state: FolderState): number {
  const joined = new Set<PaperId>();
  for (const { read } of state.files.values()) {
    for (const { leads, shownAs } of read.members)
      if (!leads && shownAs !== undefined) joined.add(shownAs.id);
  }
  return joined.size;
}

/** Several changes as one: what is there in the end was put, the rest removed. */
function joinChanges(changes: readonly Change[], get: Corpus['get']): Change {
  const [only] = changes;
  if (only !== undefined && changes.length === 1) return only;
  const touched = new Set(changes.flatMap(({ put, removed }) => [...put.map(({ id }) => id), ...removed]));
  const put: Paper[] = [];
  const removed: PaperId[] = [];
  for (const id of touched) {
    const paper = get(id);
    if (paper === undefined) removed.push(id);
    else put.push(paper);
  }
  return { put, removed };
}

function emptyFolder(folder: string): Problem {
  return {
    file: folder,
    what: 'no papers in this folder',
    remedy: 'put a file of papers into it; see corpus/README.md for the formats',
  };
}
