import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { createFolder, jsonLines, paperWith } from '../core/papers/papers.ts';
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
