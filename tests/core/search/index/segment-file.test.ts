import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Paper, PaperId } from '../../../../src/core/papers/paper.ts';
import { loadSegments, saveSegments } from '../../../../src/core/search/index/segment-file.ts';
import {
  createLunrEngine,
  type LunrEngine,
  openLunrEngine,
} from '../../../../src/core/search/lunr-engine.ts';
import { idsOf, indexOf, LIBRARY, samplePaper } from '../sample-papers.ts';

const QUERIES = [
  'uncertainty',
  'uncertainity',
  'OOD',
  '"deep ensembles"',
  'author:smith',
  'netwrok',
  'uncert',
];

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  file = join(folder, 'cache', 'index');
});
afterEach(() => rm(folder, { recursive: true }));

function answers(index: LunrEngine): Promise<unknown> {
  return Promise.all(QUERIES.map((query) => index.search(query, { limit: 100 })));
}

function finder(papers: readonly Paper[]): (id: PaperId) => Paper | undefined {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return (id) => byId.get(id);
}

async function load(papers: readonly Paper[]): Promise<LunrEngine | undefined> {
  const segments = await loadSegments(file, finder(papers));
  return segments && createLunrEngine(segments);
}

describe('a saved index', () => {
  it('answers as it did before, also after more papers came', async () => {
    const index = await indexOf(LIBRARY, { segmentSize: 2, mergeFactor: 3 });
    await saveSegments(file, index.segments());
    const loaded = await load(LIBRARY);
    expect(loaded && (await answers(loaded))).toEqual(await answers(index));
    const change = { put: [samplePaper({ id: 'new', title: 'Uncertain networks' })], removed: ['untitled'] };
    await Promise.all([index.update(change), loaded?.update(change)]);
    expect(loaded && (await answers(loaded))).toEqual(await answers(index));
  });

  it('holds no papers where it had none', async () => {
    await saveSegments(file, createLunrEngine().segments());
    expect((await load([]))?.size).toBe(0);
  });

  it('leaves out papers that were removed before, and those that are gone or changed since', async () => {
    const index = await indexOf(LIBRARY, { segmentSize: 9 });
    await index.update({ put: [], removed: ['untitled'] });
    await saveSegments(file, index.segments());
    const changed = LIBRARY.slice(1).map((paper) =>
      paper.id === 'arxiv:2110.11334' ? { ...paper, title: 'Mosses' } : paper,
    );
    const loaded = await load(changed);
    const left = LIBRARY.filter(({ id }) => !['untitled', 'arxiv:2110.11334', LIBRARY[0].id].includes(id));
    expect(loaded?.size).toBe(left.length);
    expect(LIBRARY.filter(({ id }) => loaded?.has(id))).toEqual(left);
    expect(await loaded?.rank('uncertainty OOD survey')).toEqual(
      await (await indexOf(left)).rank('uncertainty OOD survey'),
    );
  });

  it('shows papers as they are now where only what is not searched has changed', async () => {
    await saveSegments(file, (await indexOf(LIBRARY)).segments());
    const coded = LIBRARY.map((paper) => ({ ...paper, code: 'https://example.org/now' }));
    const loaded = await load(coded);
    expect(loaded && (await idsOf(loaded, 'has:code'))).toHaveLength(LIBRARY.length);
  });

  it('is whole although papers come while it is written', async () => {
    const index = await indexOf(LIBRARY);
    const saved = saveSegments(file, index.segments());
    const updated = index.update({ put: [], removed: LIBRARY.slice(0, 3).map(({ id }) => id) });
    await Promise.all([saved, updated]);
    expect((await load(LIBRARY))?.size).toBe(LIBRARY.length);
  });

  it('is replaced in one step: what a crash leaves of a new one does not matter', async () => {
    await saveSegments(file, (await indexOf(LIBRARY)).segments());
    await writeFile(`${file}.1.tmp`, 'half of an ind');
    expect((await load(LIBRARY))?.size).toBe(LIBRARY.length);
    await saveSegments(file, (await indexOf(LIBRARY.slice(0, 2))).segments());
    expect((await load(LIBRARY))?.size).toBe(2);
    expect(await readdir(join(folder, 'cache'))).toEqual(['index', 'index.1.tmp']);
  });
});

describe('a file that cannot be used is passed over', () => {
  const write = async (change: (content: Buffer) => Buffer): Promise<void> => {
    await saveSegments(file, (await indexOf(LIBRARY.slice(0, 3))).segments());
    await writeFile(file, change(await readFile(file)));
  };

  it('where there is none', async () => {
    expect(await load(LIBRARY)).toBeUndefined();
  });

  it('where a folder has its name', async () => {
    await mkdir(file, { recursive: true });
    expect(await load(LIBRARY)).toBeUndefined();
  });

  it.each<[string, (content: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['of a few bytes', (content) => content.subarray(0, 5)],
    ['only a preamble', (content) => content.subarray(0, 8)],
    ['cut in the header', (content) => content.subarray(0, 100)],
    ['cut behind the header', (content) => content.subarray(0, 8 + content.readUInt32LE())],
    ['cut in the arrays', (content) => content.subarray(0, content.length / 2)],
    ['cut by a byte', (content) => content.subarray(0, -1)],
    ['longer than it was', (content) => Buffer.concat([content, Buffer.alloc(8)])],
    ['text', () => Buffer.from('{"make":"paperboy-index"}'.repeat(99))],
    ['zeros', (content) => Buffer.alloc(content.length)],
    [
      'of another make',
      (content) => Buffer.from(content.toString('latin1').replace('lunr 2', 'lunr 9'), 'latin1'),
    ],
  ])('where it is %s', async (_, change) => {
    await write(change);
    expect(await load(LIBRARY)).toBeUndefined();
  });

  it('where any bit of it is flipped', async () => {
    await write((content) => content);
    const content = await readFile(file);
    for (let at = 0; at < content.length; at += 97) {
      content[at] ^= 1 << (at % 8);
      await writeFile(file, content);
      expect(await load(LIBRARY), `byte ${at}`).toBeUndefined();
      content[at] ^= 1 << (at % 8);
    }
  });
});

describe('opening an index', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => samplePaper({ id: `p${i}`, title: `On moss ${i}` }));
  const corpus = (papers: readonly Paper[]) => ({ papers, get: finder(papers) });

  it('reads what was saved and indexes the rest', async () => {
    const first = await openLunrEngine(corpus(many), file);
    await first.ready;
    const papers = [...many.slice(1), samplePaper({ id: 'new', title: 'New moss' })];
    const second = await openLunrEngine(corpus(papers), file);
    expect(second.engine.size).toBe(999);
    await second.ready;
    expect(await second.engine.search('new moss')).toMatchObject({
      total: 1,
      more: 999,
      hits: [{ paper: { id: 'new' } }, {}, {}, {}, {}, {}, {}, {}, {}, {}],
    });
    expect((await openLunrEngine(corpus(papers), file)).engine.size).toBe(1_000);
  });

  it('keeps no file of few papers, and none where none is named', async () => {
    await (await openLunrEngine(corpus(LIBRARY), file)).ready;
    await (await openLunrEngine(corpus(many))).ready;
    expect(await readdir(folder)).toEqual([]);
  });

  it('works without a file where none can be written, and tells of it', async () => {
    await writeFile(join(folder, 'cache'), 'a file where a folder should be');
    const problems: string[] = [];
    const { engine, ready, save } = await openLunrEngine(corpus(many), file, (problem) =>
      problems.push(problem),
    );
    await ready;
    await save();
    expect(engine.size).toBe(1_000);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain(file);
  });

  it('saves one after the other when asked at once', async () => {
    const { ready, save } = await openLunrEngine(corpus(many), file);
    await ready;
    await Promise.all([save(), save(), save()]);
    expect((await openLunrEngine(corpus(many), file)).engine.size).toBe(1_000);
    expect(await readdir(join(folder, 'cache'))).toEqual(['index']);
  });
});
