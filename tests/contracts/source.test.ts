import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { createKeptSource } from '../../src/core/sources/kept-source.ts';
import type { SourceStatus } from '../../src/core/sources/rounds/memory.ts';
import { createFolder, jsonLines, paperWith } from '../core/papers/papers.ts';
import { openTestStore } from '../core/store/open.ts';
import { paperNamed } from '../core/store/things.ts';
import { describeSource } from './source.ts';
import { createToySource } from './toy-source.ts';

describeSource('a folder of files', async () => {
  const folder = await createFolder();
  const away = join(await createFolder(), 'away');
  return {
    source: createFolderSource(folder),
    async hold(key, paper) {
      const file = join(folder, `${key}.jsonl`);
      await (paper === undefined ? rm(file) : writeFile(file, jsonLines(paper)));
    },
    fail: (isFailing) => (isFailing ? rename(folder, away) : rename(away, folder)),
  };
});

describeSource('a service', async () => {
  const { source, hold, fail } = createToySource('toy:papers');
  return {
    source,
    hold: async (key, paper) => hold(key, paper && paperWith({ ...paper, id: paper.title.toLowerCase() })),
    fail: async (isFailing) => fail(isFailing ? 'it does not answer' : undefined),
  };
});

const at = new Date('2026-08-28T06:00:00Z');
const well: SourceStatus = { state: 'fresh', askedAt: at, failures: 0 };
const ill: SourceStatus = { ...well, state: 'broken', failures: 1, problem: 'It answered HTTP 500.' };

describeSource('what rounds have kept', async () => {
  const { keptPapers, sourceStatuses } = await openTestStore();
  const name = 'arxiv:cs.LG';
  const source = createKeptSource({
    ...{ name, papers: keptPapers, statuses: sourceStatuses },
    nextLook: () => nextTurn(),
  });
  return {
    source,
    async hold(key, paper) {
      await (paper === undefined
        ? keptPapers.take(name, [], [key], at)
        : keptPapers.take(name, [{ key, paper: paperNamed(`arxiv:${key}`, paper) }], [], at));
      await sourceStatuses.put(name, well);
    },
    fail: (isFailing) => sourceStatuses.put(name, isFailing ? ill : well),
  };
});
