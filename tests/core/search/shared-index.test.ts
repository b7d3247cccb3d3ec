import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { claimIndexFile } from '../../../src/app/indexes/index-claim.ts';
import { openLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import type { IndexSharing } from '../../../src/core/search/shared-index.ts';
import { samplePaper } from './sample-papers.ts';

const papers = Array.from({ length: 1_000 }, (_, i) => samplePaper({ id: `p${i}`, title: `On moss ${i}` }));
const byId = new Map(papers.map((paper) => [paper.id, paper]));
const corpus = { papers, get: (id: string) => byId.get(id) };
let file: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-index-'));
  // What was learnt may just be on its way there.
  onTestFinished(() => rm(folder, { recursive: true, maxRetries: 5 }));
  file = join(folder, 'index');
});

/** A process that has a claim of its own; `look` is awaited between two looks at the file. */
function process(look: () => Promise<unknown> = async () => {}, more: Partial<IndexSharing> = {}) {
  let waits = 0;
  const sharing: IndexSharing = {
    claim: claimIndexFile(file),
    few: 100,
    onWait: () => {},
    onFrozen: () => {},
    async wait() {
      waits += 1;
      if (waits > 1_000) throw new Error('It waits forever.');
      await look();
    },
    ...more,
  };
  return { open: () => openLunrEngine(corpus, file, undefined, sharing), waits: () => waits, ...sharing };
}

describe('an index that several processes on one machine share', () => {
  it('is built by one; another waits for its file, with what was learnt, and indexes nothing itself', async () => {
    const first = await process().open();
    const told: string[] = [];
    const onWait = () => void told.push('waits');
    const second = process(() => first.ready.then(first.engine.trained), { onWait });
    const { engine } = await second.open();
    expect([engine.size, told]).toEqual([1_000, ['waits']]);
    expect(engine.model()?.trained.papers).toBe(1_000);
    expect(second.waits()).toBeGreaterThan(0);
  });

  it('is built by one who waited, where the one that built it died', async () => {
    const dying = claimIndexFile(file);
    expect(dying.take()).toBe(true);
    const second = process(async () => dying.release());
    const { engine, ready } = await second.open();
    expect(engine.size).toBe(0);
    expect(process().claim.take()).toBe(false);
    await ready;
    expect(engine.size).toBe(1_000);
    await engine.trained();
    await expect.poll(() => process().claim.take()).toBe(true);
  });

  it('is not waited for where few papers are missing, and is not saved by two at a time', async () => {
    const first = await process().open();
    await first.ready;
    await first.engine.trained();
    const other = claimIndexFile(file);
    await expect.poll(() => other.take()).toBe(true);
    const second = process();
    const { engine, save } = await second.open();
    expect([engine.size, second.waits()]).toEqual([1_000, 0]);
    await rm(file);
    await save();
    expect(await readdir(dirname(file))).toEqual(['index.lock']);
    other.release();
    await save();
    expect(await readdir(dirname(file))).toEqual(['index', 'index.lock']);
  });

  it('is not waited for where the process that builds it is frozen, and is left to that one', async () => {
    const frozen = claimIndexFile(file, 1_000_000);
    expect(frozen.take()).toBe(true);
    const told: string[] = [];
    const second = process(undefined, { onFrozen: () => void told.push('frozen') });
    const { engine, ready, save } = await second.open();
    expect(told).toEqual(['frozen']);
    await ready;
    await save();
    expect(engine.size).toBe(1_000);
    expect(await readdir(dirname(file))).toEqual(['index.lock']);
    engine.close();
    frozen.release();
  });

  it('is waited for as long as the process that builds it gives signs of life', async () => {
    const building = claimIndexFile(file, 1);
    expect(building.take()).toBe(true);
    let looks = 0;
    const second = process(async () => {
      const before = building.pulse();
      looks += 1;
      if (looks === 70) return building.release();
      await expect.poll(() => building.pulse() !== before, { interval: 1 }).toBe(true);
    });
    const { engine, ready } = await second.open();
    expect(looks).toBe(70);
    await ready;
    engine.close();
  });

  it('is waited for no longer by a process that is to stop', async () => {
    const building = claimIndexFile(file);
    building.take();
    const stopping = new AbortController();
    const { engine, ready } = await process(async () => stopping.abort(), { stop: stopping.signal }).open();
    expect(engine.size).toBe(0);
    await ready;
    engine.close();
    building.release();
  });
});

describe('a claim on an index file', () => {
  it('is had by one alone until it is released, and as often as one likes by that one', () => {
    const [one, other] = [claimIndexFile(file), claimIndexFile(file)];
    expect([one.take(), one.take(), other.take()]).toEqual([true, true, false]);
    one.release();
    expect([other.take(), one.take()]).toEqual([true, false]);
    other.release();
  });

  it('is everybody’s where no file can be made to lock', async () => {
    await writeFile(file, '');
    const claims = [claimIndexFile(join(file, 'index')), claimIndexFile(join(file, 'index'))];
    expect(claims.map((claim) => claim.take())).toEqual([true, true]);
  });
});
