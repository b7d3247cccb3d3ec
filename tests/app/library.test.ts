import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Library, openLibrary } from '../../src/app/library.ts';

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
  await vi.waitFor(async () => expect((await library.search.search('tunnels')).total).toBe(1), {
    timeout: 10_000,
    interval: 50,
  });
  expect((await library.search.search('bridges')).total).toBe(1);
});

it('no longer finds a paper whose file is gone', async () => {
  await rm(join(folder, 'papers.jsonl'));
  await vi.waitFor(() => expect(library.search.size).toBe(0), { timeout: 10_000, interval: 50 });
});
