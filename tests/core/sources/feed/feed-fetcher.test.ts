import { describe, expect, it } from 'vitest';
import { arxivHost } from '../../../../src/core/sources/arxiv/harvest.ts';
import { hostOf } from '../../../../src/core/sources/feed/feed-fetcher.ts';
import { parseEntry } from '../../../../src/core/sources/source-entry.ts';
import { hour, keptBy, openAsking, openTestWorld } from '../rounds/asking.ts';

type TestWorld = Awaited<ReturnType<typeof openTestWorld>>;

async function openJournal(more: { topic?: string } = {}, path = '/feed', known?: TestWorld) {
  const world = known ?? (await openTestWorld());
  const name = `feed:${world.double.base}${path}`;
  const { round } = await openAsking([{ ...parseEntry(name), ...more }], world);
  const kept = () => keptBy(world.store, name);
  const asked = (part: string) =>
    world.double.guard.seen.filter(({ path: one }) => one.includes(part)).length;
  return { ...world, round, kept, asked, items: world.double.feed.items, works: world.double.works.works };
}

describe('a feed', () => {
  it('is asked only for what is new', async () => {
    const { round, items, clock, asked } = await openJournal();
    items.push({ title: 'One', link: 'https://journal.example/1', text: 'It is one.' });
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
    clock.add(hour);
    expect(await round()).toMatchObject({ state: 'quiet', new: 0, changed: 0 });
    items.push({ title: 'Two', link: 'https://journal.example/2', text: 'It is two.' });
    clock.add(hour);
    expect(await round()).toMatchObject({ state: 'fresh', new: 1, changed: 0 });
    expect(asked('/feed')).toBe(3);
  });

  it('keeps what is on its topic', async () => {
    const { round, items, kept } = await openJournal({ topic: 'Robot navigation' });
    items.push({ title: 'Navigation of a robot', link: 'https://j.example/1', text: 'Bees.' });
    items.push({ title: 'Robots', link: 'https://j.example/2', text: 'No bees.' });
    await round();
    expect((await kept()).map(({ title }) => title)).toEqual(['Navigation of a robot']);
  });

  it('is read again as a whole for another topic, changed or not', async () => {
    const world = await openTestWorld();
    const { round, items, clock } = await openJournal({ topic: 'bees' }, '/feed', world);
    items.push({ title: 'Bees', link: 'https://j.example/1', text: 'Buzz.' });
    items.push({ title: 'Ants', link: 'https://j.example/2', text: 'Crawl.' });
    expect(await round()).toMatchObject({ new: 1 });
    clock.add(hour);
    const later = await openJournal({ topic: 'ants' }, '/feed', world);
    expect(await later.round()).toMatchObject({ state: 'fresh', new: 1 });
  });

  it('drops links that are neither http nor https for the usual search', async () => {
    const { round, items, kept } = await openJournal();
    items.push({ title: 'A trap', link: 'javascript:alert(1)', text: 'It is one.' });
    await round();
    expect(await kept()).toMatchObject([{ url: expect.stringMatching(/^https:\/\/arxiv\.org\/search\//u) }]);
  });

  it('is completed by DOI where it leaves abstracts out, twenty a round, and not asked for twice', async () => {
    const { round, items, kept, works, clock, asked } = await openJournal();
    for (let count = 1; count <= 25; count += 1) {
      const doi = `10.1000/${count}`;
      items.push({ title: `Title ${count}`, link: `https://j.example/${count}`, doi });
      works.set(doi, { title: `Title ${count}`, abstract: `Abstract ${count}.` });
    }
    expect(await round()).toMatchObject({ new: 25 });
    clock.add(hour);
    expect(await round()).toMatchObject({ new: 0, changed: 5 });
    clock.add(hour);
    expect(await round()).toMatchObject({ new: 0, changed: 0 });
    expect((await kept()).map(({ abstract }) => abstract)).toContain('Abstract 25.');
    expect((await kept()).every(({ abstract }) => abstract !== '')).toBe(true);
    expect(asked('/crossref/')).toBe(25);
  });

  it('takes the authors too from who tells the abstract, where it names none', async () => {
    const { round, items, kept, works } = await openJournal();
    const doi = '10.1000/1';
    items.push({ title: 'As the journal has it', link: 'https://j.example/1', doi });
    works.set(doi, { title: 'Other', abstract: 'It is told.', authors: ['Example'] });
    await round();
    expect(await kept()).toMatchObject([
      { title: 'As the journal has it', abstract: 'It is told.', authors: ['Ada Example'] },
    ]);
  });

  it('asks OpenAlex where Crossref knows nothing, and neither again', async () => {
    const { round, items, clock, asked } = await openJournal();
    items.push({ title: 'Unknown', link: 'https://j.example/1', doi: '10.1000/unknown' });
    await round();
    items.push({ title: 'Other', link: 'https://j.example/2', doi: '10.1000/unknown', text: 'It is told.' });
    clock.add(hour);
    await round();
    expect([asked('/crossref/'), asked('/openalex/')]).toEqual([1, 1]);
  });

  it('is well without abstracts where nobody can be asked, and is completed later', async () => {
    const { round, items, kept, works, clock, double, asked } = await openJournal();
    for (const doi of ['10.1000/1', '10.1000/2', '10.1000/3']) {
      items.push({ title: `Title ${doi}`, link: `https://j.example/${doi}`, doi });
      works.set(doi, { title: doi, abstract: `Abstract of ${doi}.` });
    }
    double.faults.add('/crossref/', { kind: 'break' });
    double.faults.add('/openalex/', { kind: 'break' });
    expect(await round()).toMatchObject({ state: 'fresh', new: 3 });
    expect(asked('/crossref/')).toBe(1);
    double.faults.clear();
    clock.add(hour);
    expect(await round()).toMatchObject({ changed: 3 });
    expect((await kept()).map(({ abstract }) => abstract)).not.toContain('');
  });

  it('does not say what its address asks for, though the service repeats it', async () => {
    const { round, double, store } = await openJournal({}, '/feed?key=hidden-one&mode=a%20hidden%20two');
    const body = 'Wrong: hidden-one, a%20hidden%20two, a hidden two';
    double.faults.add('/feed', { kind: 'body', body });
    const report = await round();
    expect(report).toMatchObject({ state: 'broken', problem: expect.stringContaining('Wrong: …, …, …') });
    expect(JSON.stringify([report, await store.sourceStatuses.get(report.name)])).not.toContain('hidden');
    expect(double.guard.seen.at(-1)?.path).toContain('key=hidden-one');
  });

  it('takes the turns of arXiv where it is one of arXiv’s', () => {
    expect(hostOf('https://export.arxiv.org/rss/cs.LG')).toBe(arxivHost);
    expect(hostOf('https://rss.arxiv.org/atom/cs.LG')).toBe(arxivHost);
    expect(hostOf('https://notarxiv.org/feed').name).toBe('notarxiv.org');
  });

  it.each([
    ['too large an answer', { kind: 'endless' }],
    ['a bomb', { kind: 'bomb', bytes: 70 * 1024 * 1024 }],
    ['a web page', { kind: 'body', body: '<html><body>Log in</body></html>' }],
    ['half a feed', { kind: 'body', body: '<rss version="2.0"><channel><title>A</title><item><title>B' }],
    ['levels without end', { kind: 'body', body: `<rss>${'<a>'.repeat(50_000)}` }],
    ['a broken connection', { kind: 'break' }],
    ['nothing', { kind: 'body', body: '' }],
    ['another kind of JSON', { kind: 'body', body: '{"__proto__":{"items":[]}}' }],
  ] as const)('is broken in a sentence by %s, and well again after a good answer', async (_, fault) => {
    const { round, items, clock, double, kept } = await openJournal();
    items.push({ title: 'One', link: 'https://journal.example/1', text: 'It is one.' });
    await round();
    items.push({ title: 'Two', link: 'https://journal.example/2', text: 'It is two.' });
    double.faults.add('/feed', fault, 1);
    clock.add(hour);
    const report = await round();
    expect(report).toMatchObject({ state: 'broken', new: 0, changed: 0 });
    expect(report.problem).toMatch(/^[A-Z<].{5,250}[.]$/u);
    expect(await kept()).toHaveLength(1);
    clock.add(hour);
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
  });
});

describe('a repository', () => {
  async function openRepository() {
    const world = await openTestWorld();
    const name = `oai:${world.double.base}/repository`;
    const { round } = await openAsking([name], world);
    const { records, limits, forgetTokens } = world.double.repository;
    for (let count = 0; count < 250; count += 1)
      records.push({ id: `r${count}`, title: `Record ${count}`, stamp: '2026-08-20' });
    return { ...world, round, records, limits, forgetTokens, kept: () => keptBy(world.store, name) };
  }

  it('is harvested page by page, and asked for changes after that', async () => {
    const { round, kept, records, clock, double } = await openRepository();
    expect(await round()).toMatchObject({ state: 'fresh', new: 250 });
    records.push({ id: 'late', title: 'Late', stamp: '2026-08-26' });
    clock.add(6 * hour);
    expect(await round()).toMatchObject({ state: 'fresh', new: 1, changed: 0 });
    expect(await kept()).toHaveLength(251);
    expect(double.guard.seen.at(-1)?.path).toContain('from=2026-08-25');
  });

  it('is asked for what its address asks for besides', async () => {
    const world = await openTestWorld();
    world.double.repository.records.push({ id: 'one', title: 'One', stamp: '2026-08-20' });
    const { round } = await openAsking([`oai:${world.double.base}/repository?key=hidden&lang=en`], world);
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
    expect(world.double.guard.seen.at(-1)?.path).toMatch(/\?key=hidden&lang=en&verb=ListRecords&/u);
  });

  it('lets go what is deleted', async () => {
    const { round, kept, records, clock } = await openRepository();
    await round();
    records.push({ id: 'r7', title: '', stamp: '2026-08-26', isDeleted: true });
    clock.add(6 * hour);
    expect(await round()).toMatchObject({ new: 0, changed: 1 });
    expect((await kept()).map(({ title }) => title)).not.toContain('Record 7');
  });

  it('goes on with a long harvest next time, and begins again where its token has run out', async () => {
    const { round, kept, limits, forgetTokens, clock } = await openRepository();
    limits.page = 1;
    expect(await round()).toMatchObject({ state: 'partial', new: 200 });
    forgetTokens();
    limits.page = 100;
    clock.add(hour);
    expect(await round()).toMatchObject({ state: 'fresh', new: 50 });
    expect(await kept()).toHaveLength(250);
  });
});
