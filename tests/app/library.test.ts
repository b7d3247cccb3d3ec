import { appendFile, mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeOldIndexes } from '../../src/app/indexes/old-indexes.ts';
import { type Library, openLibrary } from '../../src/app/library.ts';
import { createToySource } from '../contracts/toy-source.ts';
import { paperWith } from '../core/papers/papers.ts';

const record = (id: string, title: string): string =>
  `${JSON.stringify({ id, title, abstract: 'Nothing more.' })}\n`;
const logged: string[] = [];
const write = (text: string) => void logged.push(text);
const log = { debug: write, info: write, warn: write, error: write };
let folder: string;
let library: Library;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-library-'));
  await writeFile(join(folder, 'papers.jsonl'), record('a', 'Uncertainty in bridges'));
  const config = { corpus: folder, data: join(folder, 'data') };
  library = await openLibrary({ config, follow: true, warm: true, early: true }, log);
});

afterEach(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

it('finds a paper soon after its line was added to a file', async () => {
  expect((await library.search.search('tunnels')).total).toBe(0);
  await appendFile(join(folder, 'papers.jsonl'), record('b', 'Uncertainty in tunnels'));
  await expect.poll(async () => (await library.search.search('tunnels')).total).toBe(1);
  expect((await library.search.search('bridges')).total).toBe(1);
});

it('no longer finds a paper whose file is gone', async () => {
  await rm(join(folder, 'papers.jsonl'));
  await expect.poll(() => library.search.size).toBe(0);
});

it('says that the folder cannot be read, and finds its papers all the same', async () => {
  await rename(folder, `${folder}-away`);
  await expect.poll(() => logged.join('\n')).toContain(`${folder}: this folder does not exist`);
  await rename(`${folder}-away`, folder);
  expect((await library.search.search('bridges')).total).toBe(1);
});

it('tells whether its search server answers, and that its own index does in its place', async () => {
  expect(library.health).toBeUndefined();
  const config = { corpus: folder, data: join(folder, 'data'), searchUrl: 'manticore://127.0.0.1:1/papers' };
  const told = async (searchFallback: boolean) => {
    const { health, close } = await openLibrary(
      { config: { ...config, searchFallback }, follow: false, warm: false, early: true },
      log,
    );
    const found = await health?.();
    await close();
    return `${found?.state}: ${found?.words}`;
  };
  const away =
    /The search server at 127\.0\.0\.1:1 cannot be reached: ECONNREFUSED\b.*; start it, or correct SEARCH_URL\./u;
  expect(await told(false)).toMatch(new RegExp(`^wrong: ${away.source}$`, 'u'));
  expect(await told(true)).toMatch(
    new RegExp(`^warn: ${away.source} This process searches its own index\\.$`, 'u'),
  );
});

it.each([true, false])(
  'says at the start that its search server does not find all papers while that is away, whether it fills it or not: %s',
  async (follow) => {
    logged.length = 0;
    const config = {
      corpus: folder,
      data: join(folder, 'data'),
      searchUrl: 'manticore://127.0.0.1:1/papers',
    };
    const { whole, close } = await openLibrary({ config, follow, warm: true, early: false }, log);
    await whole;
    await close();
    expect(logged.join('\n')).toContain('1 paper from ');
    expect(logged.join('\n')).toContain('; the search server does not find all of them yet.');
    expect(logged.join('\n')).not.toContain('ready to search');
  },
);

it('removes the indexes of folders that nobody uses any more, and drafts left by a crash, and no other file', async () => {
  const data = join(folder, 'data');
  const longAgo = new Date(Date.now() - 40 * 24 * 60 * 60 * 1_000);
  const names = [
    'search-0123456789ab.index',
    'search-0123456789ab.index.17.tmp',
    'search-0123456789ab.index.lock',
    'search-notes.index',
    'search-ba9876543210.index',
  ];
  await mkdir(data, { recursive: true });
  for (const name of names) await writeFile(join(data, name), 'x');
  for (const name of names.slice(0, 4)) await utimes(join(data, name), longAgo, longAgo);
  await removeOldIndexes(data, join(data, 'search-aaaaaaaaaaaa.index'), new Date());
  expect((await readdir(data)).filter((name) => names.includes(name))).toEqual(names.slice(3).toSorted());
});

it('keeps one index of a folder, whichever services are fetched besides', async () => {
  const records = Array.from({ length: 1_000 }, (_, index) => record(`r${index}`, `Bridge number ${index}`));
  await writeFile(join(folder, 'papers.jsonl'), records.join(''));
  // Not where the library that is open meanwhile keeps its own.
  const config = { corpus: folder, data: join(folder, 'alone') };
  const found: number[] = [];
  for (const names of [['a'], ['a', 'b'], ['b']]) {
    const kept = names.map((name) => {
      const toy = createToySource(name);
      toy.hold(name, paperWith({ id: `tunnel-${name}`, title: `Tunnel ${name}` }));
      return toy.source;
    });
    const opened = await openLibrary({ config, kept, follow: false, warm: false, early: false }, log);
    found.push((await opened.search.search('tunnel')).total);
    await opened.close();
  }
  expect(found).toEqual([1, 2, 1]);
  expect(await readdir(config.data)).toHaveLength(1);
});
