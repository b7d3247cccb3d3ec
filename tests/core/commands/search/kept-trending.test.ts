import { describe, expect, it } from 'vitest';
import { createTrending } from '../../../../src/core/commands/search/kept-trending.ts';
import { rankTrending } from '../../../../src/core/commands/search/trending-papers.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { StoreFailure } from '../../../../src/core/store/store.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { papersOn, startTalk } from '../../talk.ts';

const lab = { platform: 'test', workspace: 'lab' };
const other = { platform: 'test', workspace: 'other' };
const now = new Date('2024-03-15T12:10:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** A paper whose upvotes are counted each time they are read. */
function paper(id: string, upvotes: number, read: () => void = () => {}): Paper {
  return {
    ...{ id, recordIds: [], title: id, abstract: '', authors: [], categories: [] },
    url: `https://example.org/${id}`,
    published: '2024-03-14',
    get upvotes() {
      read();
      return upvotes;
    },
  };
}

function corpusOf(papers: readonly Paper[]) {
  const corpus = {
    papers,
    get: (id: string) => corpus.papers.find((one) => one.id === id),
    titled: () => [],
  };
  return corpus;
}

/** Two papers, what trends of them, and how often all were ranked. */
async function start() {
  const store = await openTestStore();
  let reads = 0;
  const count = () => {
    reads += 1;
  };
  const corpus = corpusOf([paper('a', 34), paper('b', 20), paper('c', 10, count)]);
  const trending = createTrending(corpus, store);
  const see = async (workspace = lab, at = now) => {
    reads = 0;
    const there = await trending.in(workspace, at);
    const ranked = reads > 0;
    const order = there.take(0, 9).map(({ id }) => id);
    return { order: order.join(' '), total: there.total, ranked };
  };
  return { store, corpus, trending, see };
}

describe('what trends', () => {
  it('counts upvotes that come within the hour at once', async () => {
    const { corpus, see } = await start();
    expect((await see()).order).toBe('a b c');
    corpus.papers = corpus.papers.map((one) => (one.id === 'c' ? paper('c', 900) : one));
    expect((await see(lab, later(1))).order).toBe('c a b');
  });

  it('is ranked once for all workspaces and everybody who looks, until the hour or the papers change', async () => {
    const { corpus, see } = await start();
    expect(await see()).toEqual({ order: 'a b c', total: 3, ranked: true });
    expect(await see()).toEqual({ order: 'a b c', total: 3, ranked: false });
    expect(await see(other, later(45))).toEqual({ order: 'a b c', total: 3, ranked: false });
    expect(await see(lab, later(55))).toMatchObject({ ranked: true });
    expect(await see(lab, later(56))).toMatchObject({ ranked: false });
    corpus.papers = [...corpus.papers, paper('d', 40)];
    expect(await see(lab, later(57))).toEqual({ order: 'd a b c', total: 4, ranked: true });
    expect(await see(lab, later(58))).toMatchObject({ ranked: false });
  });

  it('takes the saves of one workspace anew when it is told of a change there, without ranking all papers', async () => {
    const { store, trending, see } = await start();
    const ada = { ...lab, id: 'ada' };
    await see();
    await see(other);
    await store.saves.save(ada, paper('b', 20), now);
    expect((await see()).order).toBe('a b c');
    trending.forget(other);
    expect((await see()).order).toBe('a b c');
    trending.forget(lab);
    expect(await see()).toEqual({ order: 'a b c', total: 3, ranked: false });
    await store.saves.save({ ...ada, id: 'ben' }, paper('b', 20), now);
    trending.forget(lab);
    expect(await see()).toEqual({ order: 'b a c', total: 3, ranked: false });
    expect(await see(other)).toEqual({ order: 'a b c', total: 3, ranked: false });
  });

  it('is ranked once for many who ask at the same time', async () => {
    let reads = 0;
    const count = () => {
      reads += 1;
    };
    const corpus = corpusOf([paper('a', 1, count)]);
    const trending = createTrending(corpus, await openTestStore());
    await trending.in(lab, now);
    const once = reads;
    reads = 0;
    corpus.papers = [...corpus.papers];
    await Promise.all(Array.from({ length: 20 }, () => trending.in(lab, now)));
    expect(reads).toBe(once);
  });

  it('counts each paper once, wherever it stands, and pages through all', async () => {
    const store = await openTestStore();
    const papers = Array.from({ length: 40 }, (_, at) => paper(`p${at}`, at));
    const trending = createTrending(corpusOf(papers), store);
    for (const at of [0, 7, 33, 39]) await store.saves.save({ ...lab, id: 'ada' }, paper(`p${at}`, at), now);
    await store.saves.save({ ...lab, id: 'ada' }, paper('gone', 0), now);
    const there = await trending.in(lab, now);
    const paged = Array.from({ length: 9 }, (_, page) => there.take(page * 5, 5)).flat();
    expect(there.total).toBe(41);
    expect(new Set(paged.map(({ id }) => id)).size).toBe(41);
    expect(paged.slice(0, 2).map(({ id }) => id)).toEqual(['p39', 'p33']);
    const saves = new Map(papers.map(({ id }) => [id, there.savesOf(id)]));
    const whole = await rankTrending(
      [...papers, paper('gone', 0)],
      new Date('2024-03-15T13:00:00Z'),
      saves.set('gone', there.savesOf('gone')),
    );
    expect(paged.map(({ id }) => id)).toEqual(whole.map((one) => one.paper.id));
  });

  it('does without the saves where they cannot be read, and asks for them again', async () => {
    const store = await openTestStore();
    await store.saves.save({ ...lab, id: 'ada' }, paper('b', 1), now);
    let broken = true;
    const since: typeof store.saveCounts.since = async (...asked) => {
      if (broken) throw new StoreFailure(entry`down`);
      return store.saveCounts.since(...asked);
    };
    const trending = createTrending(corpusOf([paper('a', 5), paper('b', 1)]), {
      ...store,
      saveCounts: { since },
    });
    const first = await trending.in(lab, now);
    expect([first.complete, first.take(0, 1)[0]?.id]).toEqual([false, 'a']);
    broken = false;
    const second = await trending.in(lab, now);
    expect([second.complete, second.take(0, 1)[0]?.id]).toEqual([true, 'b']);
  });

  it('lets others have their turn every few hundred papers while it is ranked', async () => {
    let since = 0;
    let longest = 0;
    let turns = 0;
    const read = () => {
      since += 1;
      longest = Math.max(longest, since);
    };
    const breathe = () => {
      since = 0;
      turns += 1;
      return undefined;
    };
    const papers = Array.from({ length: 10_000 }, (_, at) => paper(`p${at}`, (at * 7_919) % 10_007, read));
    const ranked = await rankTrending(papers, now, new Map(), breathe);
    expect(ranked.length).toBe(9_999);
    expect(turns).toBeGreaterThan(20);
    expect(longest).toBeLessThan(512 * 2 * 12);
  });

  it('is up to date after each save, for whoever types the command', async () => {
    const talk = await startTalk();
    const [first] = papersOn(await talk.type('/papers trending'));
    const last = papersToTry.at(-1)?.id ?? '';
    expect(first).not.toBe(last);
    await talk.type(`/papers save ${last}`);
    expect(papersOn(await talk.as('ben').type('/papers trending'))[0]).toBe(last);
    await talk.type(`/papers unsave ${last}`);
    expect(papersOn(await talk.type('/papers trending'))[0]).toBe(first);
  });
});
