import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createChecks } from '../../../../src/core/sources/look-up/checks.ts';
import { createSavedFetcher } from '../../../../src/core/sources/look-up/saved-fetcher.ts';
import { runRound } from '../../../../src/core/sources/rounds/run-round.ts';
import { alice, bob, paperNamed } from '../../store/things.ts';
import { hour, keptBy, makePaper, openAsking, openTestWorld } from '../rounds/asking.ts';

/** Papers at services on doubles, some of them saved, and rounds that look these up. */
async function openChecking() {
  const world = await openTestWorld();
  const { double, clock, store } = world;
  const { tools } = await openAsking([], world);
  const { environment: at } = double;
  const addresses = { arxivApi: at.ARXIV_API_URL ?? '', openAlex: at.OPENALEX_URL ?? '' };
  const saved = { ...store.savedNews, find: (id: string) => store.papers.get(id) };
  const fetcher = createSavedFetcher(saved, createChecks(addresses, tools.ask));
  return {
    ...world,
    save: (paper: Paper) => store.saves.save(alice, paper, clock.now()),
    round: () => runRound(fetcher, tools),
    asked: () => double.guard.seen.map(({ path }) => decodeURIComponent(path)),
    news: async () => (await store.savedNews.of(alice)).map(({ paper, kind, words }) => [paper, kind, words]),
  };
}

const preprint = (id: string, more: Partial<Paper> = {}) =>
  paperNamed(`arxiv:${id}`, { published: '2026-05-01', ...more });

describe('the look-up of saved papers', () => {
  it('asks once a week for what is saved alone, all of arXiv in one request, and keeps what is withdrawn', async () => {
    const { double, clock, store, save, round, asked, news } = await openChecking();
    const [one, two, three] = ['One', 'Two', 'Three'].map((title) => makePaper('2026-05-01', { title }));
    if (one === undefined || two === undefined || three === undefined) return;
    double.arxiv.papers.push(one, two, three);
    for (const { id, title } of [one, two]) await save(preprint(id, { title }));
    await round();
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toContain(`id_list=${one.id},${two.id}`);
    expect(await news()).toEqual([]);
    clock.add(6 * 24 * hour);
    await round();
    expect(asked()).toHaveLength(1);
    double.arxiv.papers[0] = { ...one, replaced: ['2026-08-27'], comments: 'This paper has been withdrawn.' };
    double.arxiv.papers[1] = { ...two, replaced: ['2026-08-27'], doi: '10.1000/two' };
    clock.add(2 * 24 * hour);
    await round();
    expect(await news()).toEqual([
      [`arxiv:${one.id}`, 'withdrawn', 'This paper has been withdrawn.'],
      [`arxiv:${two.id}`, 'published', 'doi.org/10.1000/two'],
      [`arxiv:${two.id}`, 'version', 'Version 2'],
    ]);
    expect(await keptBy(store, 'saved')).toMatchObject([
      { id: `arxiv:${one.id}`, title: 'One', withdrawn: 'This paper has been withdrawn.' },
    ]);
    expect(double.guard.violations).toEqual([]);
  });

  it('tells of retractions, asking for twenty DOIs in an hour and for nothing that has no id', async () => {
    const { double, clock, store, save, round, asked, news } = await openChecking();
    const dois = Array.from({ length: 25 }, (_, at) => `10.1000/paper-${String(at).padStart(2, '0')}`);
    for (const doi of dois) {
      double.works.works.set(doi, { title: doi, abstract: 'So.', isRetracted: doi.endsWith('24') });
      await save(paperNamed(`doi:${doi}`, { doi, published: '2020-01-01' }));
    }
    await store.saves.save(bob, paperNamed('by-title-alone'), clock.now());
    await round();
    expect(asked()).toHaveLength(20);
    clock.add(hour);
    await round();
    expect(asked()).toHaveLength(25);
    expect(await news()).toEqual([['doi:10.1000/paper-24', 'retracted', 'retracted']]);
    clock.add(hour);
    await round();
    expect(asked()).toHaveLength(25);
  });

  it('goes on to the others, and asks arXiv once, where one paper is always answered wrongly', async () => {
    const { double, clock, save, round, asked, news } = await openChecking();
    const paper = makePaper('2026-05-01', { title: 'One' });
    double.arxiv.papers.push(paper);
    await save(preprint(paper.id, { title: 'One' }));
    for (const doi of ['10.1000/bad', '10.1000/good']) {
      double.works.works.set(doi, { title: doi, abstract: 'So.', isRetracted: doi.endsWith('good') });
      await save(paperNamed(`doi:${doi}`, { doi, published: '2020-01-01' }));
    }
    double.faults.add('10.1000/bad', { kind: 'status', status: 400 });
    for (let rounds = 0; rounds < 4; rounds += 1) {
      await round();
      clock.add(hour);
    }
    expect(await news()).toEqual([['doi:10.1000/good', 'retracted', 'retracted']]);
    expect(asked().filter((path) => path.includes('id_list'))).toHaveLength(1);
    expect(asked().filter((path) => path.includes('bad'))).toHaveLength(1);
  });
});
