import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveSegments } from '../../src/core/search/index/segment-file.ts';
import { openLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { indexOf } from '../core/search/sample-papers.ts';
import { describeEngine } from './engine.ts';

describeEngine({ name: 'Lunr, opened fresh', open: (papers) => indexOf(papers) });

describeEngine({
  name: 'Lunr in many segments, some of them merged',
  open: (papers) => indexOf(papers, { segmentSize: 2, mergeFactor: 3 }),
});

const folders: string[] = [];

describeEngine({
  name: 'Lunr, opened again from its saved file',
  async open(papers) {
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-engine-'));
    folders.push(folder);
    const file = join(folder, 'index');
    await saveSegments(file, (await indexOf(papers)).segments());
    const byId = new Map(papers.map((paper) => [paper.id, paper]));
    const { engine, ready } = await openLunrEngine({ papers, get: (id) => byId.get(id) }, file);
    if (engine.size !== papers.length) throw new Error('the file was not read');
    await ready;
    return engine;
  },
  async close() {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  },
});
