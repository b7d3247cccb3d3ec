import { EventEmitter, once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LiveCorpus } from '../../../src/core/sources/corpus.ts';
import type { FolderOptions } from '../../../src/core/sources/folder/folder-source.ts';
import type { Change } from '../../../src/core/sources/gathering.ts';
import { createFolder, jsonLines, openFolder, problemsOf } from '../papers/papers.ts';

async function openLive(folder: string, options?: FolderOptions): Promise<LiveCorpus> {
  const corpus = await openFolder(folder, {}, options);
  onTestFinished(() => corpus.close());
  return corpus;
}

/** The next change, as titles put and ids removed. */
function nextChange(corpus: LiveCorpus): Promise<{ put: readonly string[]; removed: readonly string[] }> {
  return new Promise((resolve) => {
    const stop = corpus.onChange(({ put, removed }: Change) => {
      stop();
      resolve({ put: put.map(({ title }) => title), removed });
    });
  });
}

function titlesOf(corpus: LiveCorpus): readonly string[] {
  return corpus.papers.map(({ title }) => title);
}

describe('a live corpus', () => {
  it('follows files that are added, appended to, changed and removed', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const file = join(folder, 'a.jsonl');
    const corpus = await openLive(folder);
    expect(titlesOf(corpus)).toEqual(['One']);

    let change = nextChange(corpus);
    await writeFile(join(folder, 'b.jsonl'), jsonLines({ title: 'Two' }));
    expect(await change).toEqual({ put: ['Two'], removed: [] });

    change = nextChange(corpus);
    await appendFile(file, jsonLines({ title: 'Three' }));
    expect(await change).toEqual({ put: ['Three'], removed: [] });
    expect(titlesOf(corpus)).toEqual(['One', 'Three', 'Two']);

    change = nextChange(corpus);
    await writeFile(file, jsonLines({ title: 'One' }, { title: 'Three', abstract: 'Now with an abstract.' }));
    expect(await change).toEqual({ put: ['Three'], removed: [] });
    expect(corpus.get('three')?.abstract).toBe('Now with an abstract.');

    change = nextChange(corpus);
    await rm(file);
    expect(await change).toEqual({ put: [], removed: ['one', 'three'] });
    expect(titlesOf(corpus)).toEqual(['Two']);
  });

  it('tells changes in terms of merged papers', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'A long and telling title here' }) });
    const corpus = await openLive(folder);
    let change = nextChange(corpus);
    await writeFile(
      join(folder, 'b.jsonl'),
      jsonLines({ id: '2303.08010', title: 'A long and telling title here', year: 2023 }),
    );
    expect(await change).toEqual({
      put: ['A long and telling title here'],
      removed: ['a-long-and-telling-title-here'],
    });
    expect(corpus.papers.map(({ id, published }) => [id, published])).toEqual([['arxiv:2303.08010', '2023']]);

    change = nextChange(corpus);
    await rm(join(folder, 'b.jsonl'));
    expect(await change).toEqual({ put: ['A long and telling title here'], removed: ['arxiv:2303.08010'] });
    expect(corpus.papers.map(({ id }) => id)).toEqual(['a-long-and-telling-title-here']);
  });

  it('keeps every paper that did not change the same object', async () => {
    const folder = await createFolder({
      'a.jsonl': jsonLines({ title: 'One', authors: ['A B'] }, { title: 'Two' }),
    });
    const corpus = await openLive(folder);
    const before = corpus.get('one');
    const change = nextChange(corpus);
    await writeFile(
      join(folder, 'a.jsonl'),
      jsonLines({ title: 'Zero' }, { title: 'One', authors: ['A B'] }),
    );
    expect(await change).toEqual({ put: ['Zero'], removed: ['two'] });
    expect(corpus.get('one')).toBe(before);
    expect(corpus.papers[1]).toBe(before);
  });

  it('reads a line that was cut short once it is whole, and takes the problem back', async () => {
    const folder = await createFolder({ 'a.jsonl': '{"title":"One"}\n{"title":"Tw' });
    const corpus = await openLive(folder);
    expect(problemsOf(corpus)).toHaveLength(1);
    let change = nextChange(corpus);
    await appendFile(join(folder, 'a.jsonl'), 'o"}\n{"title":"Three","year":"x"}');
    expect(await change).toEqual({ put: ['Two', 'Three'], removed: [] });
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/^a\.jsonl, line 3, year: /)]);
    change = nextChange(corpus);
    await appendFile(join(folder, 'a.jsonl'), '\n{"title":"Four","year":"y"}\n');
    expect(await change).toEqual({ put: ['Four'], removed: [] });
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/line 3, year/),
      expect.stringMatching(/line 4, year/),
    ]);
    expect(corpus.counts.records).toBe(4);
  });

  it('waits for a file that is written slowly, and follows an editor that renames over it', async () => {
    const folder = await createFolder({ 'a.json': JSON.stringify([{ title: 'One' }]) });
    let isBeingWritten = true;
    const looks = new EventEmitter();
    const corpus = await openLive(folder, {
      ageOf(modified) {
        looks.emit('look');
        return isBeingWritten ? 0 : Date.now() - modified;
      },
    });
    const changes: Change[] = [];
    corpus.onChange((change) => changes.push(change));
    let change = nextChange(corpus);
    const file = await open(join(folder, 'b.json'), 'w');
    for (const piece of ['[{"title": "Two"}', ',{"title": "Three"},{"title"', ': "Four"}]']) {
      await file.write(piece);
      await once(looks, 'look');
    }
    await file.close();
    isBeingWritten = false;
    expect(await change).toEqual({ put: ['Two', 'Three', 'Four'], removed: [] });
    expect(problemsOf(corpus)).toEqual([]);

    change = nextChange(corpus);
    await writeFile(join(folder, '.a.json.swp'), JSON.stringify([{ title: 'Five' }]));
    await rename(join(folder, '.a.json.swp'), join(folder, 'a.json'));
    expect(await change).toEqual({ put: ['Five'], removed: ['one'] });
    expect(changes).toHaveLength(2);
  });

  it('notices the folder itself appear, go, and come again', async () => {
    const folder = join(await createFolder(), 'papers');
    const corpus = await openLive(folder);
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/this folder does not exist/)]);
    let change = nextChange(corpus);
    await mkdir(folder);
    await writeFile(join(folder, 'a.jsonl'), jsonLines({ title: 'One' }));
    expect(await change).toEqual({ put: ['One'], removed: [] });
    expect(problemsOf(corpus)).toEqual([]);

    const gone = new Promise<void>((resolve) => void corpus.onHealth(() => resolve()));
    await rename(folder, `${folder}-away`);
    await gone;
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/this folder does not exist/)]);
    expect(titlesOf(corpus)).toEqual(['One']);

    change = nextChange(corpus);
    const other = await createFolder({ 'a.jsonl': jsonLines({ title: 'Two' }) });
    await rename(other, folder);
    expect(await change).toEqual({ put: ['Two'], removed: ['one'] });
    change = nextChange(corpus);
    await appendFile(join(folder, 'a.jsonl'), jsonLines({ title: 'Three' }));
    expect(await change).toEqual({ put: ['Three'], removed: [] });
  });

  it('notices that the folder goes which appeared just as it began to be watched', async () => {
    const folder = join(await createFolder(), 'papers');
    let tries = 0;
    const corpus = await openLive(folder, {
      // Nothing is there to be watched, and then it is.
      start() {
        tries += 1;
        if (tries === 1) {
          mkdirSync(folder);
          writeFileSync(join(folder, 'a.jsonl'), jsonLines({ title: 'One' }));
        }
        throw Object.assign(new Error('no such folder'), { code: 'ENOENT' });
      },
      ageOf: () => 1_000,
    });
    await nextChange(corpus);
    const gone = new Promise<void>((resolve) => void corpus.onHealth(() => resolve()));
    renameSync(folder, `${folder}-away`);
    await gone;
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/this folder does not exist/)]);
  });

  it('tells apart by their own ids a record and one appended to its file', async () => {
    const record = (id: string) => ({ id, title: 'Matrix inversion', authors: ['A B'], year: 1960 });
    const folder = await createFolder({ 'a.jsonl': jsonLines(record('120')) });
    const corpus = await openLive(folder);
    const change = nextChange(corpus);
    await appendFile(join(folder, 'a.jsonl'), jsonLines(record('230')));
    await change;
    expect(titlesOf(corpus)).toHaveLength(2);
  });

  it('says nothing after it was closed', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const [closed, open] = [await openLive(folder), await openLive(folder)];
    let told = 0;
    closed.onChange(() => {
      told += 1;
    });
    await closed.close();
    const change = nextChange(open);
    await appendFile(join(folder, 'a.jsonl'), jsonLines({ title: 'Two' }));
    await change;
    expect(told).toBe(0);
    expect(titlesOf(closed)).toEqual(['One']);
  });
});
