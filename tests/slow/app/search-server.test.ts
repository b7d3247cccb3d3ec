import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { examineSearchServer } from '../../../src/app/doctor/search-server.ts';
import { type Library, openLibrary } from '../../../src/app/library.ts';
import type { Leases } from '../../../src/core/async/leases.ts';
import { SearchFailure } from '../../../src/core/search/engine.ts';
import { createToySource } from '../../contracts/toy-source.ts';
import { paperWith } from '../../core/papers/papers.ts';
import { openTestStore } from '../../core/store/open.ts';
import { hasSearchServer, type SearchServers, startSearchServers } from '../../doubles/search-server.ts';

const patiently = { timeout: 30_000, interval: 50 };

describe.skipIf(!hasSearchServer())('the bot with a search server', () => {
  let servers: SearchServers;
  let table = 0;
  beforeAll(async () => {
    servers = await startSearchServers(10);
  });
  afterAll(() => servers.close());

  /** A library over a folder with a paper and a source that changes, on a table of its own; and what it logs. */
  const open = async (searchFallback: boolean, leases?: Leases) => {
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-server-'));
    const corpus = join(folder, 'papers');
    await mkdir(corpus);
    await writeFile(
      join(corpus, 'papers.jsonl'),
      JSON.stringify({ id: 'bridge', title: 'Bridges', abstract: 'Stone.' }),
    );
    const logged: string[] = [];
    const write = (text: string) => void logged.push(text);
    const log = { debug: write, info: write, warn: write, error: write };
    const toy = createToySource('toy');
    const searchUrl = servers.addressOf(table++);
    const config = { corpus, data: join(folder, 'data'), searchUrl, searchFallback };
    const openOnce = (follow: boolean): Promise<Library> =>
      openLibrary(
        { config, kept: [toy.source], follow, warm: true, early: false, ...(leases ? { leases } : {}) },
        log,
      );
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return { toy, logged, openOnce, searchUrl };
  };
  const count = async ({ search }: Library, text: string): Promise<number> =>
    (await search.search(text)).total;

  it('fills it, and whoever only asks finds what is in it and writes nothing', async () => {
    const { toy, logged, openOnce } = await open(false);
    const asking = await openOnce(false);
    expect(await count(asking, 'bridges')).toBe(0);
    await asking.close();
    const library = await openOnce(true);
    expect(await count(library, 'bridges')).toBe(1);
    expect(logged.join('\n')).toContain('The search server was filled: 1 paper written, 0 removed.');
    toy.hold('tunnel', paperWith({ id: 'tunnel', title: 'Tunnels' }));
    await vi.waitFor(async () => expect(await count(library, 'tunnels')).toBe(1), patiently);
    await library.close();
    const again = await openOnce(false);
    expect(await count(again, 'tunnels')).toBe(1);
    await again.close();
  });

  it('adds a change later that the server was away for, and says meanwhile that the search is not available', async () => {
    const { toy, logged, openOnce } = await open(false);
    const library = await openOnce(true);
    await servers.stop(0);
    toy.hold('tunnel', paperWith({ id: 'tunnel', title: 'Tunnels' }));
    toy.hold('tunnel', paperWith({ id: 'tunnel', title: 'Canals' }));
    await vi.waitFor(() => expect(logged.join('\n')).toContain('is tried again'), patiently);
    await expect(library.search.search('canals')).rejects.toBeInstanceOf(SearchFailure);
    await servers.start(0);
    await vi.waitFor(async () => expect(await count(library, 'canals')).toBe(1), patiently);
    expect(await count(library, 'tunnels')).toBe(0);
    await library.close();
  });

  it('is filled by one of several processes on a database, and by the next once that has let go', async () => {
    const { leases } = await openTestStore();
    const { logged, openOnce } = await open(false, leases);
    const all = await Promise.all([openOnce(true), openOnce(true), openOnce(true)]);
    for (const library of all) {
      expect(await count(library, 'bridges')).toBe(1);
      await library.close();
    }
    expect(logged.filter((line) => line.includes('was filled'))).toHaveLength(1);
    expect(await leases.list('')).toEqual([]);
  });

  it('starts while the server is away, and fills it when it is there', async () => {
    const { logged, openOnce } = await open(false);
    await servers.stop(0);
    const library = await openOnce(true);
    expect(logged.join('\n')).toContain('could not be filled, and is tried again');
    expect(logged.join('\n')).toContain('does not find all of them yet');
    expect(logged.join('\n')).not.toContain('ready to search');
    await servers.start(0);
    await vi.waitFor(async () => expect(await count(library, 'bridges')).toBe(1), patiently);
    await library.close();
  });

  it('finds what is new in the shard that lives while the other is dead, and the rest when that is back', async () => {
    const { toy, logged, openOnce } = await open(false);
    await servers.stop(1);
    const library = await openOnce(true);
    const numbers = Array.from({ length: 8 }, (_, at) => at);
    for (const at of numbers)
      toy.hold(`tunnel-${at}`, paperWith({ id: `tunnel-${at}`, title: `Tunnels ${at}` }));
    await vi.waitFor(async () => expect(await count(library, 'tunnels')).toBeGreaterThan(0), patiently);
    expect(await count(library, 'tunnels')).toBeLessThan(8);
    await servers.start(1);
    await vi.waitFor(async () => expect(await count(library, 'tunnels')).toBe(8), patiently);
    expect(logged.join('\n')).toContain('The search server was filled: ');
    expect(await count(library, 'bridges')).toBe(1);
    await library.close();
  });

  it('is looked at by doctor, who tells of a table that is not as it should be, and of a server that is away', async () => {
    const { openOnce, searchUrl } = await open(false);
    await (await openOnce(true)).close();
    const { host } = new URL(searchUrl);
    expect(await examineSearchServer({ searchUrl })).toEqual([
      { state: 'ok', subject: 'search server', lines: [`${host}, 2 shards, 1 paper`] },
    ]);
    const wrong = searchUrl.replace(/\/papers_\d+\?.*/u, '/other');
    expect(await examineSearchServer({ searchUrl: wrong })).toEqual([
      {
        state: 'wrong',
        subject: 'search server',
        lines: [
          `${host}, 1 shard, 0 papers`,
          expect.stringMatching(/The table other lacks the columns abstract, .*written/u),
          'The table other has other settings of words than the bot needs.',
          expect.stringContaining('docs/search-at-scale.md'),
        ],
      },
    ]);
    const away = 'manticore://bot:secret@127.0.0.1:1/papers';
    const [diagnosis] = await examineSearchServer({ searchUrl: away });
    expect(diagnosis).toMatchObject({
      state: 'wrong',
      lines: ['127.0.0.1:1', expect.stringMatching(/cannot be reached/u)],
    });
    expect(JSON.stringify(diagnosis)).not.toContain('secret');
    expect(await examineSearchServer({ searchUrl: undefined })).toEqual([]);
  });

  it('answers from the index in memory while the server is away, where that is kept as well', async () => {
    const { toy, openOnce } = await open(true);
    const library = await openOnce(true);
    expect(library.search.taste).toBeDefined();
    await servers.stop(0);
    expect(await count(library, 'bridges')).toBe(1);
    toy.hold('tunnel', paperWith({ id: 'tunnel', title: 'Tunnels' }));
    await vi.waitFor(async () => expect(await count(library, 'tunnels')).toBe(1), patiently);
    await servers.start(0);
    await library.close();
  });

  it('answers from the index in memory while a shard is dead, where that is kept as well', async () => {
    const { logged, openOnce } = await open(true);
    const library = await openOnce(true);
    await servers.stop(1);
    const { total, hints } = await library.search.search('bridges');
    expect([total, hints]).toEqual([1, []]);
    expect(await library.health?.()).toEqual({
      state: 'warn',
      words: expect.stringMatching(
        /^A shard of the search server does not answer \(127\.0\.0\.1:\d+\)\. This process searches its own index\.$/u,
      ),
    });
    expect(logged.join('\n')).toMatch(
      /A shard of the search server does not answer \(127\.0\.0\.1:\d+\): this process searches its own/u,
    );
    await servers.start(1);
    await library.close();
  });
});
