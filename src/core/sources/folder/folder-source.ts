import { isDeepStrictEqual } from 'node:util';
import { createBreather } from '../../async/time-slices.ts';
import type { Problem } from '../../papers/problem.ts';
import type { PartChange, Source, SourceChange, SourceContext, SourceHealth } from '../source.ts';
import { readPapersFile } from './papers-file.ts';
import { type FolderState, scanFolder } from './scan.ts';
import { watchFolder } from './watch.ts';

/** The papers in the files of a folder, a part for each file. A folder that is missing or empty is a problem told. */
export function createFolderSource(folder: string): Source {
  return { name: folder, follow: (context) => followFolder(folder, context) };
}

async function* followFolder(folder: string, { stop, known }: SourceContext): AsyncGenerator<SourceChange> {
  let state: FolderState = { files: new Map(), problems: [] };

  async function look(settled: boolean) {
    const breathe = createBreather();
    const scan = await scanFolder(folder, state, settled);
    const files = new Map(state.files);
    const parts: PartChange[] = [];
    for (const name of scan.gone) {
      files.delete(name);
      parts.push({ part: name, records: [] });
    }
    for (const { name, stamp } of scan.changed) {
      const before = files.get(name)?.read;
      const { file, change } = await readPapersFile(folder, name, { breathe, known, before });
      files.set(name, { stamp, read: file });
      parts.push(change);
    }
    const isNews = parts.length > 0 || !isDeepStrictEqual(scan.problems, state.problems);
    state = { files, problems: scan.problems };
    return { change: { parts, health: healthOf(folder, state) }, isNews, unsettled: scan.unsettled };
  }

  yield (await look(false)).change;
  const watcher = await watchFolder(folder, stop);
  try {
    while (!stop.aborted) {
      const { change, isNews, unsettled } = await look(true);
      if (isNews) yield change;
      await watcher.nextChange(unsettled);
    }
  } finally {
    await watcher.close();
  }
}

function healthOf(folder: string, { files, problems }: FolderState): SourceHealth {
  const read = [...files].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file.read);
  const papers = read.reduce((sum, file) => sum + file.papers, 0);
  const records = read.reduce((sum, file) => sum + file.records, 0);
  const all = [...problems, ...read.flatMap((file) => file.problems)];
  const isEmpty = papers === 0 && all.length === 0;
  return {
    state: problems.length > 0 ? 'broken' : papers === 0 ? 'quiet' : 'fresh',
    problems: isEmpty ? [emptyFolder(folder)] : all,
    read: { parts: files.size, records },
  };
}

function emptyFolder(folder: string): Problem {
  return {
    place: folder,
    what: 'no papers in this folder',
    remedy: 'put a file of papers into it; see corpus/README.md for the formats',
  };
}
