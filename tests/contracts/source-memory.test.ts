import { beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/papers/paper.ts';
import { addedByHand } from '../../src/core/sources/added-by-hand.ts';
import type { FetchedPaper, SourceStatus } from '../../src/core/sources/rounds/memory.ts';
import type { Store } from '../../src/core/store/store.ts';
import { setDatabaseClock } from '../core/store/database-clock.ts';
import { engines, openAt } from '../core/store/open.ts';
import { day, paperNamed } from '../core/store/things.ts';

const learning = 'arxiv:cs.LG';
const minutes = (count: number) => new Date(day(1).getTime() + count * 60_000);
const told = (key: string, more: Partial<Paper> = {}): FetchedPaper => {
  return { key, paper: paperNamed(`arxiv:${key}`, more) };
};

describe.each(engines)('what sources remember on $engine', ({ freshUrl }) => {
  let url: string;
  let store: Store;
  let other: Store;
  beforeEach(async () => {
    url = await freshUrl();
    await setDatabaseClock(url, day(1));
    store = await openAt(url);
    other = await openAt(url);
  });
  const take = (
    come: readonly FetchedPaper[],
    gone: readonly string[] = [],
    at = day(1),
    source = learning,
  ) => store.keptPapers.take(source, come, gone, at);
  /** Days with the titles of their papers, by line. */
  const changedSince = async (mark: number, source = learning) => {
    const found = await other.keptPapers.changedSince(source, mark);
    const days = found.days.map(({ day, papers }) => [
      day,
      papers.map(({ line, paper }) => `${line} ${paper.title}`),
    ]);
    return {
      mark: found.mark,
      days: Object.fromEntries(days) as Readonly<Record<string, readonly string[]>>,
    };
  };

  describe('papers', () => {
    it('are new once, and changed where a telling says something else', async () => {
      expect(await take([told('1'), told('2')])).toEqual({ new: 2, changed: 0 });
      expect(await take([told('1'), told('2')], [], day(2))).toEqual({ new: 0, changed: 0 });
      expect(await take([told('1', { title: 'Revised' }), told('3')], [], day(2))).toEqual({
        ...{ new: 1, changed: 1 },
      });
      expect((await changedSince(0)).days).toEqual({
        '2024-03-01': ['1 Revised', '2 On arxiv:2'],
        '2024-03-02': ['1 On arxiv:3'],
      });
    });

    it('do not change by the order in which a telling names their fields', async () => {
      const { key, paper } = told('1', { venue: 'ICML', published: '2024-03-01' });
      await take([{ key, paper }]);
      const turned = Object.fromEntries(Object.entries(paper).reverse()) as Paper;
      expect(await take([{ key, paper: turned }], [], day(2))).toEqual({ new: 0, changed: 0 });
    });

    it('count once where one answer tells them twice: the last telling holds', async () => {
      expect(await take([told('1'), told('1', { title: 'Last' })])).toEqual({ new: 1, changed: 0 });
      expect((await changedSince(0)).days).toEqual({ '2024-03-01': ['1 Last'] });
    });

    it('are as many as came, however many, each once', async () => {
      const many = Array.from({ length: 173 }, (_, index) => told(`${1000 + index}`));
      expect(await take([...many, ...many])).toEqual({ new: 173, changed: 0 });
      const titles = (await changedSince(0)).days['2024-03-01'] ?? [];
      expect(titles).toEqual(many.map(({ paper }, index) => `${index + 1} ${paper.title}`));
    });

    it('keep the day they came, the moment, and what a later telling lacks', async () => {
      await take([told('1', { abstract: 'Long.', doi: '10.1000/a', published: '2024-02-28' })]);
      const less = { ...told('1', { published: '2024-03-02' }), isDateGuessed: true } as const;
      expect(await take([less], [], day(2))).toEqual({ new: 0, changed: 0 });
      expect(await take([told('1', { published: '2024-02-27' })], [], day(3))).toEqual({
        new: 0,
        changed: 1,
      });
      const { days } = await store.keptPapers.changedSince(learning, 0);
      expect(days).toMatchObject([
        {
          day: '2024-03-01',
          papers: [
            {
              paper: {
                abstract: 'Long.',
                doi: '10.1000/a',
                published: '2024-02-27',
                came: day(1).toISOString(),
              },
            },
          ],
        },
      ]);
    });

    it('belong to the day on which they came, where that is told', async () => {
      await take([{ ...told('1'), came: day(1) }, told('2')], [], day(9));
      expect(Object.keys((await changedSince(0)).days)).toEqual(['2024-03-01', '2024-03-09']);
      expect(await store.keptPapers.describe(learning)).toEqual({ count: 2, newest: day(9) });
    });

    it('go, and come back to their place without being new', async () => {
      await take([told('1'), told('2')]);
      expect(await take([], ['1', 'unknown'], day(2))).toEqual({ new: 0, changed: 1 });
      expect(await take([], ['1'], day(2))).toEqual({ new: 0, changed: 0 });
      const gone = await changedSince(0);
      expect(gone.days).toEqual({ '2024-03-01': ['2 On arxiv:2'] });
      expect(await store.keptPapers.describe(learning)).toEqual({ count: 1, newest: day(1) });
      expect(await take([told('1')], [], day(3))).toEqual({ new: 0, changed: 1 });
      expect((await changedSince(gone.mark)).days).toEqual({
        '2024-03-01': ['1 On arxiv:1', '2 On arxiv:2'],
      });
    });

    it('are told after a mark from the first line of a day that changed, a day that became empty too', async () => {
      await take([told('1')]);
      await take([told('2')], [], day(2));
      const first = await changedSince(0);
      expect(await changedSince(first.mark)).toEqual({ mark: first.mark, days: {} });
      await take([told('3')], ['1'], day(2));
      expect((await changedSince(first.mark)).days).toEqual({
        '2024-03-01': [],
        '2024-03-02': ['2 On arxiv:3'],
      });
    });

    it('are those of their source alone', async () => {
      await take([told('1')]);
      expect(await take([told('1')], [], day(2), 'huggingface')).toEqual({ new: 1, changed: 0 });
      await take([], ['1'], day(2), 'huggingface');
      expect((await changedSince(0)).days).toEqual({ '2024-03-01': ['1 On arxiv:1'] });
      expect((await changedSince(0, 'elsewhere')).days).toEqual({});
    });

    it('have keys of any kind', async () => {
      const keys = ['漢字 "\'; drop table source_papers; --', '\0 \ud800 %_', '__proto__'];
      const come = keys.map((key) => ({ key, paper: paperNamed('a') }));
      expect(await take(come)).toEqual({ new: 3, changed: 0 });
      expect(await take(come, [], day(2))).toEqual({ new: 0, changed: 0 });
      expect(await take([], keys, day(2))).toEqual({ new: 0, changed: 3 });
    });

    it('that two processes take at once are new to one of them, and none is lost', async () => {
      const come = Array.from({ length: 130 }, (_, index) => told(`${1000 + index}`));
      const both = [store, other].map(({ keptPapers }) => keptPapers.take(learning, come, [], day(1)));
      const counts = await Promise.all(both);
      expect(counts.reduce((sum, taken) => sum + taken.new, 0)).toBe(130);
      expect(counts.every(({ changed }) => changed === 0)).toBe(true);
      const lines = ((await changedSince(0)).days['2024-03-01'] ?? []).map((text) =>
        Number(text.split(' ')[0]),
      );
      expect(lines).toEqual(come.map((_, index) => index + 1));
    });

    it('are seen whole by who follows the marks while others write', async () => {
      const seen = new Map<string, readonly number[]>();
      let mark = 0;
      const look = async () => {
        const found = await other.keptPapers.changedSince(learning, mark);
        mark = found.mark;
        for (const { day, after, papers } of found.days) {
          const held = (seen.get(day) ?? []).filter((line) => line <= after);
          seen.set(day, [...held, ...papers.map(({ line }) => line)]);
        }
      };
      const writers = [store, other].map(async ({ keptPapers }, place) => {
        for (let round = 0; round < 8; round += 1)
          await keptPapers.take(learning, [told(`${place}${round}`)], [], day(1 + (round % 3)));
      });
      const written = Promise.all(writers);
      for (let looks = 0; looks < 10; looks += 1) await look();
      await written;
      await look();
      expect([...seen.values()].map((lines) => lines.join())).toEqual([
        '1,2,3,4,5,6',
        '1,2,3,4,5,6',
        '1,2,3,4',
      ]);
    });

    it('are told by when they came, the first first', async () => {
      await take([told('2')], [], day(2));
      await take([told('1'), told('3')], ['3'], day(1), 'huggingface');
      expect(await store.keptPapers.between(day(1), day(3))).toEqual([
        { source: 'huggingface', paper: 'arxiv:1', at: day(1) },
        { source: learning, paper: 'arxiv:2', at: day(2) },
      ]);
      expect(await store.keptPapers.between(day(1), day(2))).toHaveLength(1);
      expect(await store.keptPapers.describe('elsewhere')).toEqual({ count: 0 });
    });

    it('are let go when they are old, but those that are kept and those added by hand', async () => {
      const many = Array.from({ length: 120 }, (_, index) => told(`${1000 + index}`));
      await take(many);
      await take([told('young')], [], day(9));
      await take([told('by hand')], [], day(1), addedByHand);
      await take([told('1003')], [], day(1), 'huggingface');
      const { mark } = await changedSince(0);
      const kept = new Set(['arxiv:1003', 'arxiv:1119']);
      expect(await store.keptPapers.prune(day(5), kept)).toBe(118);
      expect(await store.keptPapers.prune(day(5), kept)).toBe(0);
      expect((await changedSince(mark)).days).toEqual({
        '2024-03-01': ['4 On arxiv:1003', '120 On arxiv:1119'],
      });
      for (const [source, count] of [
        [learning, 3],
        [addedByHand, 1],
        ['huggingface', 1],
      ] as const)
        expect(await store.keptPapers.describe(source)).toMatchObject({ count });
    });

    it('that were let go do not come again by being told again', async () => {
      await take([told('1')]);
      await store.keptPapers.prune(day(5), new Set());
      expect(await take([told('1', { title: 'Again' })], [], day(6))).toEqual({ new: 0, changed: 0 });
      expect((await changedSince(0)).days).toEqual({ '2024-03-01': [] });
    });
  });

  describe('statuses', () => {
    it('are read as they were put, by every process', async () => {
      const whole: SourceStatus = {
        ...{ state: 'broken', askedAt: day(4), succeededAt: day(2), problem: 'HTTP 500.', nextTry: day(5) },
        ...{ illSince: day(3), toldAt: day(4), failures: 3, memo: { etag: '"漢字"', days: [1] } },
      };
      expect(await store.sourceStatuses.get(learning)).toBeUndefined();
      await store.sourceStatuses.put(learning, whole);
      expect(await other.sourceStatuses.get(learning)).toEqual(whole);
      const quiet: SourceStatus = { state: 'quiet', askedAt: day(6), failures: 0 };
      await other.sourceStatuses.put(learning, quiet);
      expect(await store.sourceStatuses.get(learning)).toEqual(quiet);
      expect(await store.sourceStatuses.get('huggingface')).toBeUndefined();
    });
  });

  describe('turns at a host', () => {
    const until = (now: Date) => new Date(now.getTime() + 120_000);
    /** It is `now` for all, by the database. */
    const ask = async (from: Store, holder: string, now: Date, host = 'arxiv') => {
      await setDatabaseClock(url, now);
      return from.hostTurns.take(host, holder, now, until(now));
    };

    it('are had by one alone, of those who ask at once', async () => {
      const asked = ['a', 'b', 'c', 'd'].map((holder, index) =>
        (index % 2 === 0 ? store : other).hostTurns.take('arxiv', holder, day(1), until(day(1))),
      );
      const states = (await Promise.all(asked)).map(({ state }) => state).sort();
      expect(states).toEqual(['busy', 'busy', 'busy', 'taken']);
      expect(await ask(other, 'a', day(1), 'example.org')).toEqual({ state: 'taken' });
    });

    it('come to the next after the pause, and not before', async () => {
      await ask(store, 'a', minutes(0));
      const busy = await ask(other, 'b', minutes(0));
      expect(busy).toMatchObject({ state: 'busy' });
      if (busy.state === 'busy') expect(busy.until.getTime()).toBeLessThanOrEqual(minutes(1).getTime());
      await other.hostTurns.release('arxiv', 'b', minutes(0), minutes(9));
      await store.hostTurns.release('arxiv', 'a', minutes(0), minutes(3));
      expect(await ask(other, 'b', minutes(2))).toEqual({ state: 'busy', until: minutes(3) });
      expect(await ask(store, 'a', minutes(2))).toEqual({ state: 'busy', until: minutes(3) });
      expect(await ask(other, 'b', minutes(3))).toEqual({ state: 'taken' });
    });

    it('that a dead process left are free within five minutes', async () => {
      await ask(store, 'dead', minutes(0));
      expect(await ask(other, 'b', minutes(1))).toMatchObject({ state: 'busy' });
      expect(await ask(other, 'b', minutes(5))).toEqual({ state: 'taken' });
      await store.hostTurns.release('arxiv', 'dead', minutes(5), minutes(9));
      expect(await ask(store, 'c', minutes(6))).toMatchObject({ state: 'busy' });
    });

    it('do not hang where the clock is put back', async () => {
      await ask(store, 'dead', day(20));
      expect(await ask(other, 'b', day(1))).toEqual({ state: 'taken' });
      await other.hostTurns.release('arxiv', 'b', day(1), day(20));
      expect(await ask(store, 'c', day(1))).toEqual({ state: 'taken' });
    });

    it('are nobody’s while the host cools down, also after a restart', async () => {
      await ask(store, 'a', minutes(0));
      await store.hostTurns.cool('arxiv', minutes(0), minutes(60), 'it refused (HTTP 429)');
      await store.hostTurns.release('arxiv', 'a', minutes(0), minutes(1));
      await store.close();
      const cooling = { state: 'cooling', until: minutes(60), reason: 'it refused (HTTP 429)' };
      expect(await ask(other, 'b', minutes(59))).toEqual(cooling);
      expect(await ask(other, 'b', minutes(60))).toEqual({ state: 'taken' });
      expect(await other.hostTurns.refusals('arxiv')).toBe(1);
      await other.hostTurns.cool('arxiv', minutes(60), minutes(90), 'again');
      expect(await other.hostTurns.refusals('arxiv')).toBe(2);
      await other.hostTurns.recover('arxiv');
      expect(await other.hostTurns.refusals('arxiv')).toBe(0);
      expect(await other.hostTurns.refusals('example.org')).toBe(0);
    });

    it('hold by the clock of the database where those of machines differ', async () => {
      const ahead = (at: Date) => new Date(at.getTime() + 7_000);
      const take = async (from: Store, holder: string, at: Date, here: Date) => {
        await setDatabaseClock(url, at);
        return from.hostTurns.take('arxiv', holder, here, until(here));
      };
      const isShared = url.startsWith('postgres:');
      expect(await take(store, 'a', minutes(0), ahead(minutes(0)))).toEqual({ state: 'taken' });
      const end = new Date(ahead(minutes(0)).getTime() + 3_000);
      await store.hostTurns.release('arxiv', 'a', ahead(minutes(0)), end);
      // In a file, all have the clock of one machine.
      const seconds = (count: number) =>
        new Date(minutes(0).getTime() + (isShared ? count : count + 7) * 1_000);
      expect(await take(other, 'b', seconds(2), seconds(2))).toEqual({ state: 'busy', until: seconds(3) });
      expect(await take(other, 'b', seconds(3), seconds(3))).toEqual({ state: 'taken' });
    });

    it('are given again to whoever asks once more while having one', async () => {
      await ask(store, 'a', minutes(0));
      expect(await ask(store, 'a', minutes(1))).toEqual({ state: 'taken' });
    });

    it('of a cool-down far ahead of any that a service asks for are free: the clock was put back', async () => {
      await ask(store, 'a', day(20));
      await store.hostTurns.cool('arxiv', day(20), day(21), 'it refused');
      await store.hostTurns.release('arxiv', 'a', day(20), day(20));
      expect(await ask(other, 'b', day(1))).toEqual({ state: 'taken' });
    });
  });
});
