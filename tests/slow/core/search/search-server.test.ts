import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { SearchFailure } from '../../../../src/core/search/engine.ts';
import { createSphinxEngine, type SphinxEngine } from '../../../../src/core/search/sphinx/sphinx-engine.ts';
import type { FillProgress } from '../../../../src/core/search/sphinx/tables/shard-writer.ts';
import { readSearchAddress } from '../../../../src/core/search/sphinx/wire/address.ts';
import { samplePaper } from '../../../core/search/sample-papers.ts';
import { hasSearchServer, type SearchServers, startSearchServers } from '../../../doubles/search-server.ts';

const PAPERS: readonly Paper[] = Array.from({ length: 60 }, (_, at) =>
  samplePaper({
    id: `paper-${String(at).padStart(2, '0')}`,
    title: `Mosses on stone ${at}`,
    published: '2020',
  }),
);

describe.skipIf(!hasSearchServer())('a search server with two shards', () => {
  let servers: SearchServers;
  let table = -1;
  beforeAll(async () => {
    servers = await startSearchServers(12);
  });
  afterAll(() => servers.close());
  beforeEach(() => {
    table += 1;
  });

  /** An engine of a table that no other test uses, with a clock of its own. */
  const open = (
    papers: readonly Paper[],
    clock = { now: 0 },
    shards: 'named' | 'unnamed' | 'reversed' = 'named',
    onPartial: (silent: readonly string[]) => void = () => {},
  ): SphinxEngine => {
    const whole = readSearchAddress(servers.addressOf(table));
    if (whole === undefined) throw new Error('no address');
    const written = { named: whole.shards, unnamed: [], reversed: whole.shards.toReversed() }[shards];
    const address = { ...whole, shards: written };
    const engine = createSphinxEngine(address, papers, { now: () => clock.now, onPartial });
    onTestFinished(() => engine.close());
    return engine;
  };
  const idsOf = async (engine: SphinxEngine, text: string): Promise<readonly string[]> =>
    (await engine.rank(text, { limit: 100 })).map(({ paper }) => paper.id);

  it('answers from the other shard where one is silent, and says that papers are missing', async () => {
    const told: boolean[] = [];
    const clock = { now: 0 };
    const engine = open(PAPERS, clock, 'named', (silent) => told.push(silent.length > 0));
    await engine.fill({ removing: true });
    expect(await engine.search('mosses')).toMatchObject({ total: PAPERS.length, hints: [] });
    expect(await engine.health()).toEqual({ state: 'ok', words: 'The search server answers.' });
    await servers.stop(1);
    const part = await engine.search('mosses', { limit: 100 });
    expect(part.total).toBeGreaterThan(15);
    expect(part.total).toBeLessThan(45);
    expect(part.hits).toHaveLength(part.total);
    expect((await engine.health()).state).toBe('warn');
    expect(part.hints).toEqual([expect.stringMatching(/Some papers are missing/u)]);
    // Digests would never come back for those that are missing.
    await expect(engine.holding([['moss']], 1)).rejects.toBeInstanceOf(SearchFailure);
    expect((await engine.similar('paper-00')).hints).toEqual([expect.stringMatching(/missing/u)]);
    expect((await engine.search('ferns')).hints[0]).toMatch(/Some papers are missing/u);
    await servers.start(1);
    expect(await engine.search('mosses')).toMatchObject({ total: PAPERS.length, hints: [] });
    expect(told).toEqual([true]);
    clock.now += 10_000;
    await engine.search('mosses');
    expect(told).toEqual([true, false]);
  });

  it('is written what it lacks, what is older and what is no longer there, and then nothing', async () => {
    const engine = open(PAPERS);
    expect(await engine.fill({ removing: true })).toEqual({ put: PAPERS.length, removed: 0 });
    expect(await engine.fill({ removing: true })).toEqual({ put: 0, removed: 0 });
    const [first, , ...rest] = PAPERS;
    if (first === undefined) throw new Error('no paper');
    const next = open([
      { ...first, title: 'Ferns' },
      ...rest,
      samplePaper({ id: "it's\n\\new", title: 'Ferns' }),
    ]);
    expect(await next.fill({ removing: false })).toEqual({ put: 2, removed: 0 });
    expect(await idsOf(next, 'ferns')).toEqual(["it's\n\\new", 'paper-00']);
    expect(await next.fill({ removing: true })).toEqual({ put: 0, removed: 1 });
    expect((await idsOf(next, 'mosses')).length).toBe(PAPERS.length - 2);
    expect(await next.fill({ removing: true })).toEqual({ put: 0, removed: 0 });
  });

  it('moves papers to their places where the order of the shards is another, and has each once', async () => {
    const count = async (engine: SphinxEngine): Promise<unknown> => {
      const { papers, weights } = await engine.holding([['moss']], 1);
      return { papers: papers.length, weights };
    };
    const before = open(PAPERS);
    await before.fill({ removing: true });
    const held = await count(before);
    const engine = open(PAPERS, { now: 0 }, 'reversed');
    expect(await engine.fill({ removing: false })).toEqual({ put: PAPERS.length, removed: PAPERS.length });
    expect(await engine.fill({ removing: true })).toEqual({ put: 0, removed: 0 });
    expect(await count(engine)).toEqual(held);
  });

  it('has papers of any id', async () => {
    const ids = [
      '\u{1f680} rocket',
      '\0',
      '\ud800',
      "'\\'",
      '\\u0041',
      'é漢',
      '"',
      '\u2028',
      'a'.repeat(3_000),
    ];
    const engine = open(ids.map((id) => samplePaper({ id, title: 'Mosses' })));
    await engine.fill({ removing: true });
    expect(await engine.fill({ removing: true })).toEqual({ put: 0, removed: 0 });
    expect((await idsOf(engine, 'mosses')).toSorted()).toEqual(ids.toSorted());
  });

  it('is filled where it is alive while a shard is dead, and caught up when that is back', async () => {
    const clock = { now: 0 };
    const engine = open(PAPERS, clock);
    const progress: FillProgress = new Map();
    await servers.stop(1);
    await expect(engine.fill({ removing: true, progress })).rejects.toThrow(
      /^1 of 2 shards failed: The search server at 127\.0\.0\.1:\d+ cannot be reached/u,
    );
    const [part] = [...progress.values()].map(({ put }) => put);
    expect(part).toBeGreaterThan(15);
    expect((await idsOf(engine, 'mosses')).length).toBe(part);
    await servers.start(1);
    clock.now = 60_000;
    expect(await engine.fill({ removing: true, progress })).toEqual({ put: PAPERS.length, removed: 0 });
    expect((await idsOf(engine, 'mosses')).length).toBe(PAPERS.length);
    expect(await engine.fill({ removing: true })).toEqual({ put: 0, removed: 0 });
  });

  it('takes of a change what is for the shards that live, and tells what is left for the dead one', async () => {
    const clock = { now: 0 };
    const engine = open([], clock);
    await engine.fill({ removing: true });
    await servers.stop(1);
    const failure = await engine.update({ put: PAPERS, removed: ['gone'] }).catch((error: unknown) => error);
    const left = failure instanceof SearchFailure ? failure.left : undefined;
    const taken = await idsOf(engine, 'mosses');
    expect(left?.put.length).toBeGreaterThan(15);
    expect([...taken, ...(left?.put ?? []).map(({ id }) => id)].toSorted()).toEqual(
      PAPERS.map(({ id }) => id),
    );
    await servers.start(1);
    clock.now = 60_000;
    await engine.update(left ?? { put: [], removed: [] });
    expect((await idsOf(engine, 'mosses')).length).toBe(PAPERS.length);
  });

  it('goes on where filling was stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    await open(PAPERS).fill({ removing: true, signal: stopped.signal });
    const engine = open(PAPERS);
    expect(await idsOf(engine, 'mosses')).toEqual([]);
    await engine.fill({ removing: true });
    expect((await idsOf(engine, 'mosses')).length).toBe(PAPERS.length);
  });

  it('cannot be reached while it is away, and answers and takes changes when it is back', async () => {
    const clock = { now: 0 };
    const engine = open(PAPERS, clock);
    await engine.fill({ removing: true });
    await servers.stop(0);
    for (const ask of [
      () => engine.search('mosses'),
      () => engine.rank('mosses'),
      () => engine.similar('paper-00'),
      () => engine.suggest('moss', 3),
      () => engine.holding([['moss']], 1),
      () => engine.acronyms(['moss']),
      () => engine.update({ put: PAPERS, removed: [] }),
      () => engine.fill({ removing: true }),
    ])
      await expect(ask()).rejects.toBeInstanceOf(SearchFailure);
    expect(await engine.health()).toMatchObject({
      state: 'wrong',
      words: expect.stringContaining('cannot be reached'),
    });
    await servers.start(0);
    clock.now = 60_000;
    await engine.update({ put: [], removed: ['paper-00'] });
    expect((await idsOf(engine, 'mosses')).length).toBe(PAPERS.length - 1);
  });

  it('must be told its shards where some are on another server', async () => {
    await expect(open(PAPERS, { now: 0 }, 'unnamed').fill({ removing: true })).rejects.toThrow(
      /add them as \?shards=/u,
    );
  });

  it('ranks further than it looks closely, each paper once, alike on every page', async () => {
    const many = Array.from({ length: 450 }, (_, at) =>
      samplePaper({
        id: `many-${at}`,
        title: at % 2 === 0 ? 'Mosses and ferns' : 'Mosses',
        abstract: 'Stones. '.repeat(at % 7),
      }),
    );
    const engine = open(many);
    await engine.fill({ removing: true });
    const whole = await engine.search('mosses ferns', { limit: 1_000 });
    expect(whole).toMatchObject({ total: 225, more: 225, parted: true });
    const ids = whole.hits.map(({ paper }) => paper.id);
    expect(new Set(ids).size).toBe(450);
    expect(whole.hits.slice(0, 225).every(({ paper }) => paper.title === 'Mosses and ferns')).toBe(true);
    const scores = whole.hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    for (const offset of [0, 190, 200, 220, 440]) {
      const page = await engine.search('mosses ferns', { offset, limit: 20 });
      expect(page.hits).toEqual(whole.hits.slice(offset, offset + 20));
      expect(page.total).toBe(225);
    }
  });
});
