import { describe, expect, it, onTestFinished } from 'vitest';
import { createBell } from '../../../src/core/async/bell.ts';
import { describeProblem } from '../../../src/core/papers/problem.ts';
import { addedByHand } from '../../../src/core/sources/added-by-hand.ts';
import { type LiveCorpus, openCorpus } from '../../../src/core/sources/corpus.ts';
import { createKeptSource } from '../../../src/core/sources/kept-source.ts';
import type { KeptPapers, SourceStatus } from '../../../src/core/sources/rounds/memory.ts';
import { type Store, StoreFailure } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { countTurns, SLICE } from '../../growth.ts';
import { openTestStore } from '../store/open.ts';
import { day, paperNamed } from '../store/things.ts';

const name = 'arxiv:cs.LG';
const told = (id: string) => ({ key: id, paper: paperNamed(`arxiv:${id}`) });

async function follow(store: Store, papers: KeptPapers = store.keptPapers, called = name) {
  const bell = createBell(60_000);
  const source = createKeptSource({
    ...{ name: called, papers, statuses: store.sourceStatuses },
    nextLook: bell.next,
  });
  const corpus = await openCorpus([source]);
  onTestFinished(() => corpus.close());
  return { corpus, look: bell.ring };
}

const healthOf = ({ sources }: LiveCorpus) => sources[0]?.health;
const ids = ({ papers }: LiveCorpus) => papers.map(({ id }) => id).sort();

describe('the papers that rounds have kept', () => {
  it('are in the corpus as soon as a look is over', async () => {
    const store = await openTestStore();
    await store.keptPapers.take(name, [told('1')], [], day(1));
    const { corpus, look } = await follow(store);
    expect(ids(corpus)).toEqual(['arxiv:1']);
    await store.keptPapers.take(name, [told('2'), told('3')], [], day(1));
    await look();
    expect(ids(corpus)).toEqual(['arxiv:1', 'arxiv:2', 'arxiv:3']);
    await store.keptPapers.take(name, [told('4')], ['1', '2'], day(2));
    await look();
    expect(ids(corpus)).toEqual(['arxiv:3', 'arxiv:4']);
    expect(healthOf(corpus)?.read).toEqual({ parts: 2, records: 2 });
    await store.keptPapers.take(name, [], ['3', '4'], day(2));
    await look();
    expect(healthOf(corpus)?.read).toEqual({ parts: 0, records: 0 });
  });

  it.each<[SourceStatus['state'], number, boolean]>([
    ['fresh', 0, false],
    ['quiet', 0, false],
    ['partial', 0, false],
    ['waiting', 0, true],
    ['stale', 1, true],
    ['broken', 1, true],
  ])('of a source that is %s tell of %i problems', async (state, problems, tellsNext) => {
    const store = await openTestStore();
    const status: SourceStatus = {
      state,
      askedAt: day(1),
      nextTry: day(2),
      failures: 0,
      problem: 'So it is.',
    };
    await store.sourceStatuses.put(name, status);
    const health = healthOf((await follow(store)).corpus);
    expect(health?.state).toBe(state);
    expect(health?.problems).toHaveLength(problems);
    for (const one of health?.problems ?? [])
      expect(describeProblem(one)).toContain('So it is; it is asked again');
    expect(health?.nextTry).toEqual(tellsNext ? day(2) : undefined);
  });

  it('of a source that nobody has asked so far say so, and nothing of what is added by hand, which nobody asks', async () => {
    const store = await openTestStore();
    expect(healthOf((await follow(store)).corpus)).toMatchObject({ state: 'unasked', problems: [] });
    const added = await follow(store, store.keptPapers, addedByHand);
    expect(healthOf(added.corpus)?.state).toBe('quiet');
  });

  it('stay while the database cannot be read, and the source is well again afterwards', async () => {
    const store = await openTestStore();
    await store.keptPapers.take(name, [told('1')], [], day(1));
    await store.sourceStatuses.put(name, { state: 'fresh', askedAt: day(1), failures: 0 });
    let isAway = false;
    const { corpus, look } = await follow(store, {
      ...store.keptPapers,
      async changedSince(source, mark) {
        if (isAway) throw new StoreFailure(entry`The database is away.`);
        return store.keptPapers.changedSince(source, mark);
      },
    });
    isAway = true;
    await look();
    expect(healthOf(corpus)).toMatchObject({
      state: 'broken',
      problems: [{ place: name, what: 'its stored papers cannot be read at the moment' }],
      read: { records: 1 },
    });
    expect(ids(corpus)).toEqual(['arxiv:1']);
    isAway = false;
    await look();
    expect(healthOf(corpus)).toMatchObject({ state: 'fresh', problems: [] });
  });

  it('hold nothing up for long while many are read', async () => {
    const store = await openTestStore();
    const many = Array.from({ length: 1_000 }, (_, index) => told(`${10_000 + index}`));
    await store.keptPapers.take(name, many, [], day(1));
    const { turns, work, result } = await countTurns(() => store.keptPapers.changedSince(name, 0));
    expect(result.days[0]?.papers).toHaveLength(1_000);
    expect(turns).toBeGreaterThan(work / SLICE);
  });
});
