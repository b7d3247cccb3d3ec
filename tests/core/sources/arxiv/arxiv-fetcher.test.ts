import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hour, keptBy, makePaper, minute, openAsking, openTestWorld } from '../rounds/asking.ts';

const source = 'arxiv:cs.LG';

async function openCategory(start?: string) {
  const world = await openTestWorld(start);
  const { round } = await openAsking([source], world);
  const { double, clock, store } = world;
  const { papers } = double.arxiv;
  const kept = async () => (await keptBy(store, source)).map(({ id }) => id.slice('arxiv:'.length)).sort();
  const paper = async (id: string) => (await keptBy(store, source)).find((one) => one.id === `arxiv:${id}`);
  const harvests = () =>
    double.guard.seen.filter(({ path }) => path.includes('/oai')).map(({ path }) => path);
  return { ...{ double, arxiv: double.arxiv, clock, store, papers, round, kept, paper, harvests } };
}

describe('a category of arXiv', () => {
  it('is fresh on the day of an announcement, and quiet when that is served again', async () => {
    const { papers, round, kept, clock, double } = await openCategory();
    papers.push(makePaper('2026-08-26'), makePaper('2026-08-26', { categories: ['cs.CL', 'cs.LG'] }));
    papers.push(makePaper('2026-08-25'), makePaper('2026-08-26', { categories: ['cs.CL'] }));
    expect(await round()).toEqual({ name: source, state: 'fresh', new: 2, changed: 0 });
    clock.add(4 * hour);
    expect(await round()).toEqual({ name: source, state: 'quiet', new: 0, changed: 0 });
    expect(await kept()).toHaveLength(2);
    expect(double.guard.violations).toEqual([]);
  });

  it('is quiet on weekends and holidays, though days without anything lie between', async () => {
    const { arxiv, papers, round, clock } = await openCategory('2026-08-28T14:00:00Z');
    arxiv.holidays.add('2026-08-31');
    papers.push(makePaper('2026-08-28'));
    await round();
    for (const day of ['2026-08-29', '2026-08-30', '2026-08-31']) {
      clock.set(`${day}T14:00:00Z`);
      expect(await round()).toMatchObject({ state: 'quiet', new: 0 });
    }
    clock.set('2026-09-01T02:00:00Z');
    expect(await round()).toMatchObject({ state: 'quiet', new: 0 });
  });

  it('is stale while an earlier batch comes again, is asked again in half an hour, and is harvested after two', async () => {
    const { arxiv, papers, round, kept, clock, store, harvests } = await openCategory();
    papers.push(makePaper('2026-08-26'));
    await round();
    papers.push(makePaper('2026-08-27'), makePaper('2026-08-27'));
    arxiv.stale.add('cs.LG 2026-08-27');
    clock.set('2026-08-27T12:00:00Z');
    const began = clock.now().getTime();
    let looks = 0;
    for (;;) {
      const { state, nextTry } = await round();
      if (state !== 'stale') break;
      looks += 1;
      expect(nextTry?.getTime()).toBeLessThanOrEqual(clock.now().getTime() + 30 * minute);
      clock.set(nextTry?.toISOString() ?? '');
    }
    expect(looks).toBe(4);
    expect(clock.now().getTime() - began).toBeLessThan(2.2 * hour);
    expect(await kept()).toHaveLength(3);
    expect(harvests()).toHaveLength(1);
    expect(await store.sourceStatuses.get(source)).toMatchObject({ state: 'fresh' });
    clock.add(4 * hour);
    expect(await round()).toMatchObject({ state: 'quiet', new: 0 });
    expect(harvests()).toHaveLength(1);
  });

  it('is stale too where an earlier batch of nothing but cross-lists comes again', async () => {
    const { arxiv, papers, round, clock } = await openCategory();
    papers.push(makePaper('2026-08-26', { categories: ['cs.CL', 'cs.LG'] }));
    await round();
    arxiv.stale.add('cs.LG 2026-08-27');
    clock.set('2026-08-27T12:00:00Z');
    expect(await round()).toMatchObject({ state: 'stale', new: 0 });
  });

  it('takes a paper that was held back and has an id from before', async () => {
    const { papers, round, kept, clock } = await openCategory();
    const late = makePaper('2026-08-27');
    papers.push(makePaper('2026-08-26'));
    await round();
    papers.push(late);
    clock.set('2026-08-27T12:00:00Z');
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
    expect(await kept()).toContain(late.id);
  });

  it('is completed by the harvest where the feed is cut at its limit', async () => {
    const { arxiv, papers, round, kept, clock, double, harvests } = await openCategory();
    papers.push(makePaper('2026-08-25'));
    clock.set('2026-08-25T14:00:00Z');
    await round();
    arxiv.limits = { entries: 2_000, page: 700 };
    for (let count = 0; count < 2_050; count += 1)
      papers.push(makePaper('2026-08-26', count < 100 ? { categories: ['cs.CL', 'cs.LG'] } : {}));
    clock.set('2026-08-26T14:00:00Z');
    expect(await round()).toMatchObject({ state: 'fresh', new: 2_050 });
    expect(await kept()).toHaveLength(2_051);
    const pages = harvests();
    expect(pages).toHaveLength(3);
    clock.add(4 * hour);
    expect(await round()).toMatchObject({ state: 'quiet', new: 0, changed: 0 });
    expect(harvests()).toEqual(pages);
    expect(double.guard.violations).toEqual([]);
  }, 60_000);

  it('is partial while the harvest cannot complete it, and is completed even on a later day', async () => {
    const { arxiv, papers, round, kept, clock, double } = await openCategory('2026-08-25T14:00:00Z');
    papers.push(makePaper('2026-08-25'));
    await round();
    arxiv.limits = { entries: 2_000, page: 3_500 };
    for (let count = 0; count < 2_010; count += 1) papers.push(makePaper('2026-08-26'));
    double.faults.add('/oai', { kind: 'body', body: '<html>down</html>' });
    clock.set('2026-08-26T14:00:00Z');
    const cut = await round();
    expect(cut).toMatchObject({ state: 'partial', new: 2_000 });
    expect(cut.problem).toMatch(/cut at its limit/u);
    double.faults.clear();
    papers.push(makePaper('2026-08-27'));
    clock.set('2026-08-27T14:00:00Z');
    expect(await round()).toMatchObject({ state: 'fresh', new: 11 });
    expect(await kept()).toHaveLength(2_012);
  }, 60_000);

  it('fills the days it was away from a day before the last good round', async () => {
    const { papers, round, kept, clock, harvests } = await openCategory();
    papers.push(makePaper('2026-08-26'));
    await round();
    papers.push(
      makePaper('2026-08-27'),
      makePaper('2026-08-28'),
      makePaper('2026-08-31'),
      makePaper('2026-09-01'),
    );
    clock.set('2026-09-01T14:00:00Z');
    expect(await round()).toMatchObject({ state: 'fresh', new: 4 });
    expect(await kept()).toHaveLength(5);
    expect(harvests()).toEqual([expect.stringContaining('from=2026-08-25')]);
    expect(harvests()[0]).not.toContain('until');
  });

  it('loses no day that was asked for too early', async () => {
    const { papers, round, kept, clock } = await openCategory('2026-08-31T03:59:00Z');
    papers.push(makePaper('2026-08-31'), makePaper('2026-09-01'));
    // Still Sunday in New York, and the feed is empty.
    expect(await round()).toMatchObject({ state: 'quiet' });
    clock.set('2026-09-01T14:00:00Z');
    expect(await round()).toMatchObject({ new: 2 });
    expect(await kept()).toHaveLength(2);
  });

  it('loses no day whose announcement was empty by mistake', async () => {
    const { arxiv, papers, round, kept, clock } = await openCategory();
    papers.push(makePaper('2026-08-26'));
    await round();
    papers.push(makePaper('2026-08-27'), makePaper('2026-08-28'));
    arxiv.holidays.add('2026-08-27');
    clock.set('2026-08-27T14:00:00Z');
    expect(await round()).toMatchObject({ state: 'quiet' });
    clock.set('2026-08-28T14:00:00Z');
    expect(await round()).toMatchObject({ new: 2 });
    expect(await kept()).toHaveLength(3);
  });

  it('shows the new form of a replaced paper, which keeps its date and DOI and is not new again', async () => {
    const { papers, round, paper, clock, store } = await openCategory();
    const first = makePaper('2026-08-26', { doi: '10.1000/one', created: '2026-08-20' });
    papers.push(first);
    await round();
    expect(await paper(first.id)).toMatchObject({ published: '2026-08-26' });
    clock.set('2026-08-27T14:00:00Z');
    papers.push(makePaper('2026-08-27'));
    await round();
    const before = await paper(first.id);
    expect(before).toMatchObject({ published: '2026-08-20', doi: '10.1000/one' });
    papers[0] = { ...first, title: 'A better title', replaced: ['2026-08-28'] };
    clock.set('2026-08-28T14:00:00Z');
    expect(await round()).toMatchObject({ new: 0 });
    expect(await paper(first.id)).toMatchObject({ ...before, version: 2, title: 'A better title' });
    expect(await store.keptPapers.describe(source)).toMatchObject({ count: 2 });
  });

  it('does not take a replacement of what it never had for something new', async () => {
    const { papers, round, paper } = await openCategory();
    const old = makePaper('2026-08-10', { replaced: ['2026-08-26'] });
    papers.push(old);
    await round();
    expect((await paper(old.id))?.came).toBe('2026-08-01T00:00:00.000Z');
  });

  it('takes for new what was announced and replaced while it was away', async () => {
    const { papers, round, paper, clock } = await openCategory();
    papers.push(makePaper('2026-08-26'));
    await round();
    const missed = makePaper('2026-08-27', { replaced: ['2026-08-31'] });
    papers.push(missed);
    clock.set('2026-08-31T14:00:00Z');
    await round();
    expect((await paper(missed.id))?.came?.slice(0, 10)).toBe('2026-08-31');
  });

  it('shows within a day that a paper was withdrawn', async () => {
    const { papers, round, paper, clock } = await openCategory();
    const wrong = makePaper('2026-08-26');
    papers.push(wrong);
    await round();
    const comments = 'This paper has been withdrawn by the author due to an error';
    papers[0] = { ...wrong, comments, replaced: ['2026-08-27'] };
    papers.push(makePaper('2026-08-28'));
    clock.set('2026-08-28T14:00:00Z');
    await round();
    expect(await paper(wrong.id)).toMatchObject({ withdrawn: comments });
  });

  it('is well though the daily harvest fails, and asks for it again', async () => {
    const { papers, round, clock, double, harvests } = await openCategory();
    papers.push(makePaper('2026-08-26'), makePaper('2026-08-27'));
    await round();
    double.faults.add('/oai', { kind: 'status', status: 500 }, 1);
    clock.set('2026-08-27T12:00:00Z');
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
    clock.set('2026-08-27T16:00:00Z');
    expect(await round()).toMatchObject({ state: 'quiet', new: 0 });
    expect(harvests()).toHaveLength(2);
  });

  it('is broken in arXiv’s own words where there is no such category', async () => {
    const world = await openTestWorld();
    const { round } = await openAsking(['arxiv:cs.XX'], world);
    const report = await round();
    expect(report).toMatchObject({ state: 'broken', new: 0 });
    expect(report.problem).toMatch(/^Bad subject class 'XX'/u);
    const wait = (report.nextTry?.getTime() ?? 0) - world.clock.now().getTime();
    expect(wait).toBeLessThanOrEqual(8 * hour);
  });

  it('brings all since a day when told to', async () => {
    const { papers, round, clock } = await openCategory();
    papers.push(makePaper('2026-08-26'), makePaper('2026-08-12'));
    await round();
    clock.add(minute);
    expect(await round(source, { since: new Date('2026-08-10') })).toMatchObject({ new: 1 });
  });

  const hostile = [
    'billion-laughs.xml',
    'control-chars.xml',
    'empty.xml',
    'html-instead.html',
    'proto.xml',
    'truncated-rss.xml',
    'xxe.xml',
  ];
  it.each([
    ...hostile.map((name) => [name, readFileSync(`tests/fixtures/sources/hostile/${name}`, 'utf8')]),
    ['deep', '<a>'.repeat(50_000)],
  ])(
    'is broken in a sentence by %s, loses nothing, and is well after the next good answer',
    async (_, body) => {
      const { papers, round, kept, clock, double, store } = await openCategory();
      papers.push(makePaper('2026-08-26'));
      await round();
      double.faults.add('/rss/', { kind: 'body', body: body ?? '' }, 1);
      papers.push(makePaper('2026-08-27'));
      clock.set('2026-08-27T14:00:00Z');
      const report = await round();
      expect(report).toMatchObject({ state: 'broken', new: 0, changed: 0 });
      expect(report.problem).toMatch(/^[A-Z<].{5,250}[.]$/u);
      expect(report.problem).not.toMatch(/\n|root:/u);
      expect(await kept()).toHaveLength(1);
      clock.add(hour);
      expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
      expect((await store.sourceStatuses.get(source))?.failures).toBe(0);
    },
  );

  it('takes mark-up out of titles and abstracts, and cuts what is too long', async () => {
    const { papers, round, paper } = await openCategory();
    const marked = makePaper('2026-08-26', {
      title: `Bold <b>claims</b> ${'x'.repeat(1_200)}`,
      abstract: 'Before<script>alert(1)</script> <i>after</i>',
    });
    papers.push(marked);
    await round();
    const found = await paper(marked.id);
    expect(found?.title).toMatch(/^Bold claims x+…?$/u);
    expect(found?.title.length).toBeLessThanOrEqual(1_000);
    expect(found?.abstract).toBe('Before after');
  });
});
