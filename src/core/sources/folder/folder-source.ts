import { isDeepStrictEqual } from 'node:util';
import { createBreather } from '../../async/time-slices.ts';
import { isReadme } from '../../papers/formats/markdown/markdown.ts';
import type { Problem } from '../../papers/problem.ts';
import type { PartChange, Source, SourceChange, SourceContext, SourceHealth } from '../source.ts';
import { readPapersFile } from './papers-file.ts';
import { type AgeOf, type FolderState, scanFolder } from './scan.ts';
import type { StartWatch } from './try-watch.ts';
import { watchFolder } from './watch.ts';

export type FolderOptions = {
  /** Milliseconds after which the folder is looked at without any sign of a change; a minute unless told. */
  readonly lookEvery?: number;
  /** How its changes are told; by the system unless given. */
  readonly start?: StartWatch;
  /** How old a change of a file is; by the machine's clock unless given. */
  readonly ageOf?: AgeOf;
};

/**
 * The papers in the files of a folder and of those inside it, a part for each file. A folder that is missing or empty is a problem told, and so is one
 * whose changes the system does not tell: it is then looked at every minute. While it cannot be read, its papers stay.
 */
export function createFolderSource(folder: string, options: FolderOptions = {}): Source {
  return { name: folder, follow: (context) => followFolder(folder, context, options) };
}

async function* followFolder(
  folder: string,
  { stop, known }: SourceContext,
  { lookEvery = 60_000, start, ageOf = (modified) => Date.now() - modified }: FolderOptions,
): AsyncGenerator<SourceChange> {
  let state: FolderState = { files: new Map(), problems: [] };
  let told: SourceHealth | undefined;

  async function look(settled: boolean, watch?: Problem) {
    const breathe = createBreather();
    const scan = await scanFolder(folder, state, settled, ageOf);
    const files = new Map(state.files);
    const parts: PartChange[] = [];
    for (const name of scan.gone) {
      files.delete(name);
      parts.push({ part: name, records: [] });
    }
    for (const { name, stamp } of scan.changed) {
      const before = files.get(name)?.read;
      const { file, change, failed } = await readPapersFile(folder, name, { breathe, known, before });
      files.set(name, { stamp: failed ? '' : stamp, read: file });
      if (change !== undefined) parts.push(change);
    }
    state = { files, problems: scan.problems, device: scan.device ?? state.device };
    const health = healthOf(folder, state, watch);
    const isNews = parts.length > 0 || !isDeepStrictEqual(health, told);
    told = health;
    return { change: { parts, health }, isNews, unsettled: scan.unsettled, folders: scan.folders };
  }

  yield (await look(false)).change;
  const watcher = await watchFolder(folder, { stop, lookEvery, start });
  let isSign = true;
  try {
    while (!stop.aborted) {
      const { change, isNews, unsettled, folders } = await look(true, watcher.problem());
      if (isNews) yield change;
      if (folders !== undefined) watcher.include(folders);
      if (!isSign && change.parts.length > 0) await watcher.missed();
      const isNew = await watcher.nextChange(unsettled);
      isSign = isNew || (unsettled !== undefined && isSign);
    }
  } finally {
    await watcher.close();
  }
}

function healthOf(
  folder: string,
  { files, problems }: FolderState,
  watch: Problem | undefined,
): SourceHealth {
  const read = [...files].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file.read);
  const papers = read.reduce((sum, file) => sum + file.papers, 0);
  const records = read.reduce((sum, file) => sum + file.records, 0);
  const all = [...problems, ...read.flatMap((file) => file.problems)];
  // A README that lists none is no file of papers.
  const parts = [...files].filter(([name, file]) => file.read.papers > 0 || !isReadme(name)).length;
  const ofPapers = papers === 0 && all.length === 0 ? [emptyFolder(folder)] : all;
  return {
    state: problems.length > 0 ? 'broken' : papers === 0 ? 'quiet' : 'fresh',
    problems: watch === undefined ? ofPapers : [...ofPapers, watch],
    read: { parts, records },
  };
}

function emptyFolder(folder: string): Problem {
  return {
    place: folder,
    what: 'no papers in this folder',
    remedy: 'put a file of papers into it; see corpus/README.md for the formats',
  };
}
