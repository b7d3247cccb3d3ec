import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createTestClock,
  hour,
  keptBy,
  makePaper,
  minute,
  openAsking,
} from '../../../../core/sources/rounds/asking.ts';
import { setDatabaseClock } from '../../../../core/store/database-clock.ts';
import { openAt, openTestStore, postgresUrl } from '../../../../core/store/open.ts';
import { startPapersDouble } from '../../../../doubles/papers/double.ts';
import { datesOf, weekdayOf } from '../../../../doubles/papers/new-york.ts';

const holidays = [
  '2026-01-19',
  '2026-05-25',
  '2026-07-03',
  '2026-09-07',
  '2026-11-26',
  '2026-11-27',
  '2026-12-25',
];
const categories = ['arxiv:cs.LG', 'arxiv:stat.ML'];

describe('a year of rounds', () => {
  it('loses no paper, takes none twice and asks arXiv once in three seconds, whatever happens', async () => {
    const clock = createTestClock('2026-01-05T13:00:00Z');
    const double = await startPapersDouble(clock.now);
    onTestFinished(() => double.close());
    const store = await openTestStore();
    const { arxiv, faults, feed, guard, repository } = double;
    arxiv.limits = { entries: 60, page: 50 };
    for (const day of holidays) arxiv.holidays.add(day);
    const sources = [...categories, `feed:${double.base}/feed`, `oai:${double.base}/repository`];
    let asking = await openAsking(sources, { double, clock, store });
    const told = new Map<string, number>();
    const counted = (name: string, count: number) => told.set(name, (told.get(name) ?? 0) + count);

    /** What happens on a day before the bot asks. */
    const events: Readonly<Record<string, () => void>> = {
      '2026-02-10': () => arxiv.stale.add('cs.LG 2026-02-10').add('stat.ML 2026-02-10'),
      '2026-03-18': () =>
        faults.add('/arxiv/', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, 1),
      '2026-04-07': () => faults.add('/arxiv/', { kind: 'body', body: '<html>Down</html>' }),
      '2026-04-13': () => faults.clear(),
      '2026-08-12': () => arxiv.stale.add('cs.LG 2026-08-12'),
      '2026-10-06': () => faults.add('/oai', { kind: 'break' }),
      '2026-10-08': () => faults.clear(),
    };
    /** Days on which the bot does not run. */
    const away = new Set([...datesOf('2026-06-02', 0, 5), ...datesOf('2026-11-24', 0, 5)]);

    for (const day of datesOf('2026-01-05', 0, 364)) {
      const isAnnouncing = ![0, 6].includes(weekdayOf(day)) && !arxiv.holidays.has(day);
      // One day, and one whose harvest is away, are above the limit of a feed.
      const count = ['2026-05-12', '2026-10-06'].includes(day) ? 70 : 2;
      for (let made = 0; isAnnouncing && made < count; made += 1)
        arxiv.papers.push(makePaper(day, { categories: made % 2 === 0 ? ['cs.LG', 'stat.ML'] : ['cs.LG'] }));
      const old = arxiv.papers.at(-9);
      if (isAnnouncing && old !== undefined && old.announced !== day)
        arxiv.papers[arxiv.papers.length - 9] = { ...old, replaced: [...(old.replaced ?? []), day] };
      feed.items.unshift({
        title: `Of ${day}`,
        link: `https://journal.example/${day}`,
        text: `It is ${day}.`,
      });
      feed.items.splice(10);
      repository.records.push({ id: day, title: `Of ${day}`, stamp: day });
      events[day]?.();
      if (away.has(day)) continue;
      for (const time of ['05:10:00', '17:40:00']) {
        if (clock.now().getTime() < Date.parse(`${day}T${time}Z`)) clock.set(`${day}T${time}Z`);
        // What has a next try is asked again then, as long as the day lasts.
        let due: readonly string[] = time === '05:10:00' ? categories : sources;
        while (due.length > 0 && clock.now().toISOString().slice(0, 10) === day) {
          const later: { readonly name: string; readonly at: number }[] = [];
          for (const name of due) {
            const report = await asking.round(name);
            counted(name, report.new);
            if (report.state === 'waiting' && name === 'arxiv:stat.ML')
              // A restart in the middle of a pause.
              asking = await openAsking(sources, { double, clock, store });
            if (report.nextTry !== undefined && report.nextTry.getTime() - clock.now().getTime() <= 2 * hour)
              later.push({ name, at: report.nextTry.getTime() });
          }
          due = later.map(({ name }) => name);
          const next = Math.min(...later.map(({ at }) => at));
          if (due.length > 0)
            clock.set(new Date(Math.max(next, clock.now().getTime() + minute)).toISOString());
        }
      }
    }

    expect(guard.violations).toEqual([]);
    expect(times(guard.seen.filter(({ host }) => host === 'arxiv'))).toBeGreaterThanOrEqual(3_000);
    for (const [name, category] of [
      ['arxiv:cs.LG', 'cs.LG'],
      ['arxiv:stat.ML', 'stat.ML'],
    ] as const) {
      const there = arxiv.papers
        .filter(({ categories: all }) => all.includes(category))
        .map(({ id }) => `arxiv:${id}`);
      const kept = (await keptBy(store, name)).map(({ id }) => id);
      expect(kept.sort()).toEqual(there.sort());
      expect(told.get(name)).toBe(there.length);
    }
    // What fell out of the feed while the bot was away is gone; it is away for less.
    expect(await store.keptPapers.describe(sources[2] ?? '')).toMatchObject({ count: 365 });
    expect(await store.keptPapers.describe(sources[3] ?? '')).toMatchObject({ count: 365 });
  }, 120_000);
});

describe('two bots on one PostgreSQL database', () => {
  it('ask arXiv one at a time, three seconds apart, and take each paper once', async () => {
    const url = await postgresUrl();
    const clock = await createSharedClock(url, '2026-08-24T13:00:00Z');
    const double = await startPapersDouble(clock.now);
    onTestFinished(() => double.close());
    const stores = [await openAt(url), await openAt(url)];
    const bots = await Promise.all(stores.map((store) => openAsking(categories, { double, clock, store })));
    const told = new Map<string, number>();
    for (const day of datesOf('2026-08-24', 0, 7)) {
      for (let made = 0; ![0, 6].includes(weekdayOf(day)) && made < 5; made += 1)
        double.arxiv.papers.push(makePaper(day, { categories: ['cs.LG', 'stat.ML'] }));
      await clock.set(`${day}T13:00:00Z`);
      const reports = await Promise.all(bots.flatMap(({ round }) => categories.map((name) => round(name))));
      for (const { name, new: fresh } of reports) told.set(name, (told.get(name) ?? 0) + fresh);
      expect(
        reports.map(({ state }) => state).filter((state) => !['fresh', 'quiet'].includes(state)),
      ).toEqual([]);
    }
    expect(double.guard.violations).toEqual([]);
    expect(times(double.guard.seen)).toBeGreaterThanOrEqual(3_000);
    expect(Object.fromEntries(told)).toEqual({ 'arxiv:cs.LG': 30, 'arxiv:stat.ML': 30 });
  }, 60_000);

  it('pause both where one is refused', async () => {
    const url = await postgresUrl();
    const clock = await createSharedClock(url, '2026-08-24T13:00:00Z');
    const double = await startPapersDouble(clock.now);
    onTestFinished(() => double.close());
    const stores = [await openAt(url), await openAt(url)];
    const bots = await Promise.all(stores.map((store) => openAsking(categories, { double, clock, store })));
    double.faults.add('/arxiv/', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const reports = await Promise.all(bots.flatMap(({ round }) => categories.map((name) => round(name))));
    expect(reports.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(double.guard.seen).toHaveLength(1);
  }, 60_000);
});

/** A clock that stands for whoever asks and for the database alike, and goes on where somebody waits: the database's just before. */
async function createSharedClock(url: string, start: string) {
  const clock = createTestClock(start);
  await setDatabaseClock(url, clock.now());
  const database = new Client({ connectionString: url });
  await database.connect();
  onTestFinished(() => database.end());
  let moved = Promise.resolve();
  const goTo = (at: number) => {
    moved = moved.then(async () => {
      if (at <= clock.now().getTime()) return;
      await database.query('update test_clock set at = $1', [new Date(at)]);
      clock.set(new Date(at).toISOString());
    });
    return moved;
  };
  return {
    now: clock.now,
    set: (time: string) => goTo(Date.parse(time)),
    async wait(milliseconds: number, signal: AbortSignal) {
      const end = clock.now().getTime() + milliseconds;
      await sleep(10);
      if (!signal.aborted) await goTo(end);
    },
  };
}

/** The least time between two requests. */
function times(seen: readonly { readonly at: number }[]): number {
  return Math.min(...seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0)));
}
