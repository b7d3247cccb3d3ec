import { appendFile, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createFolderSource } from '../../../../src/core/sources/folder/folder-source.ts';
import type { SourceChange, SourceHealth } from '../../../../src/core/sources/source.ts';
import { createFolder, jsonLines, openFolder } from '../../papers/papers.ts';

/** The changes of a folder, one by one. */
function follow(folder: string, known: (id: string) => Paper | undefined = () => undefined) {
  const stop = new AbortController();
  const changes = createFolderSource(folder).follow({ stop: stop.signal, known })[Symbol.asyncIterator]();
  onTestFinished(() => stop.abort());
  return async (): Promise<SourceChange> => {
    const { value, done } = await changes.next();
    if (done === true) throw new Error('it ended');
    return value;
  };
}

const told = ({ parts }: SourceChange) =>
  parts.map(({ part, after, records }) => [
    part,
    after,
    ...records.map(({ line, paper }) => `${line} ${paper.title}`),
  ]);

/** The health with its problems by line. */
const inOrder = (health: SourceHealth | undefined) => ({
  ...health,
  problems: [...(health?.problems ?? [])].sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
});

describe('a folder as a source', () => {
  it('tells only the lines that were appended to a file of lines', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }, { title: 'Two' }) });
    const next = follow(folder);
    expect(told(await next())).toEqual([['a.jsonl', undefined, '1 One', '2 Two']]);
    await appendFile(join(folder, 'a.jsonl'), jsonLines({ title: 'Three' }));
    expect(told(await next())).toEqual([['a.jsonl', 2, '3 Three']]);
    await writeFile(
      join(folder, 'a.jsonl'),
      jsonLines({ title: 'Four' }, { title: 'Two' }, { title: 'Three' }),
    );
    expect(told(await next())).toEqual([['a.jsonl', undefined, '1 Four', '2 Two', '3 Three']]);
  });

  it('counts after each line that is appended what it would count if it read the whole file', async () => {
    const folder = await createFolder();
    const file = join(folder, 'a.jsonl');
    const pieces = [
      '{"title":"One"}\n{"id":"none"}\n',
      '{"title":"Two"}\n{"id":"neither"}',
      '\n{"title":"Three"}',
      '\nnot JSON\n{"title":"Four","year":"x"}\n',
    ];
    await writeFile(file, pieces[0] ?? '');
    const next = follow(folder);
    const healths = [inOrder((await next()).health)];
    for (const piece of pieces.slice(1)) {
      await appendFile(file, piece);
      healths.push(inOrder((await next()).health));
    }
    const whole = pieces.map(async (_, index) => {
      const content = pieces.slice(0, index + 1).join('');
      const corpus = await openFolder(await createFolder({ 'a.jsonl': content }), { follow: false });
      return inOrder(corpus.sources[0]?.health);
    });
    expect(healths).toEqual(await Promise.all(whole));
  });

  it('tells known papers as the very objects, so that no text is kept twice', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }, { title: 'Two' }) });
    const papers = new Map<string, Paper>();
    const next = follow(folder, (id) => papers.get(id));
    const [one, two] = (await next()).parts[0]?.records.map(({ paper }) => paper) ?? [];
    for (const paper of [one, two]) if (paper !== undefined) papers.set(paper.id, paper);
    await writeFile(join(folder, 'a.jsonl'), jsonLines({ title: 'One', year: 2020 }, { title: 'Two' }));
    const [changed, same] = (await next()).parts[0]?.records.map(({ paper }) => paper) ?? [];
    expect(changed).toMatchObject({ title: 'One', published: '2020' });
    expect(same).toBe(two);
  });

  it('takes a file under another name for the same papers', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const corpus = await openFolder(folder);
    onTestFinished(() => corpus.close());
    const one = corpus.get('one');
    const changes: unknown[] = [];
    const two = new Promise<void>((resolve) => {
      corpus.onChange(({ put, removed }) => {
        changes.push([put.map(({ id }) => id), removed]);
        if (put.some(({ id }) => id === 'two')) resolve();
      });
    });
    const longAgo = new Date('2020-01-01');
    await utimes(join(folder, 'a.jsonl'), longAgo, longAgo);
    await rename(join(folder, 'a.jsonl'), join(folder, 'b.jsonl'));
    await writeFile(join(folder, 'c.jsonl'), jsonLines({ title: 'Two' }));
    await two;
    expect(changes).toEqual([[['two'], []]]);
    expect(corpus.get('one')).toBe(one);
  });

  it('tells the files of folders inside it too, six deep, without following links or looking into those of tools', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'Top' }) });
    const outside = await createFolder({ 'out.jsonl': jsonLines({ title: 'Outside' }) });
    const put = async (path: string, title: string) => {
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, 'p.jsonl'), jsonLines({ title }));
    };
    await put('1/2/3/4/5/6', 'Six');
    await put('1/2/3/4/5/6/7', 'Seven');
    await put('.git/x', 'Hidden');
    await put('node_modules/x', 'Of a tool');
    await symlink(outside, join(folder, 'link'));
    const next = follow(folder);
    expect(told(await next())).toEqual([
      ['1/2/3/4/5/6/p.jsonl', undefined, '1 Six'],
      ['a.jsonl', undefined, '1 Top'],
    ]);
    await put('new/deep', 'New');
    expect(told(await next())).toEqual([['new/deep/p.jsonl', undefined, '1 New']]);
    await appendFile(join(folder, 'new/deep/p.jsonl'), jsonLines({ title: 'Newer' }));
    expect(told(await next())).toEqual([['new/deep/p.jsonl', 1, '2 Newer']]);
    await rm(join(folder, 'new'), { recursive: true });
    expect(told(await next())).toEqual([['new/deep/p.jsonl', undefined]]);
  });
});
