import { describe, expect, it, onTestFinished } from 'vitest';
import type { Card } from '../../../../src/core/chat/card.ts';
import { beginNews } from '../../../../src/core/commands/follows/news.ts';
import type { ArxivPaper } from '../../../doubles/papers/arxiv.ts';
import { startPapersDouble } from '../../../doubles/papers/double.ts';
import { createTestClock, keptBy, makePaper, openAsking } from '../../sources/rounds/asking.ts';
import { only } from '../../talk.ts';
import { startFollowers } from './followers.ts';

const sources = ['arxiv:cs.LG', 'huggingface'];

/** Sources on doubles, whose rounds bring papers, and somebody who saves some and is told what becomes of them. */
async function startYear() {
  const followers = await startFollowers();
  const { store, clock, come, morning } = followers;
  const askClock = createTestClock(clock.now().toISOString());
  const double = await startPapersDouble(askClock.now);
  onTestFinished(() => double.close());
  const { round } = await openAsking(sources, { double, clock: askClock, store });
  /** Asks arXiv now, or those sources, and lets the corpus have what they told. */
  async function ask(asked: readonly string[] = ['arxiv:cs.LG']): Promise<void> {
    askClock.set(clock.now().toISOString());
    for (const source of asked) await round(source);
    for (const source of sources) come(...(await keptBy(store, source)));
    for (const source of sources) await store.papers.refresh(await keptBy(store, source));
    await beginNews({ store, now: clock.now });
  }
  return {
    ...followers,
    arxiv: double.arxiv,
    daily: double.huggingFace,
    ask,
    /** A paper becomes another on that day. */
    change({ id }: ArxivPaper, more: Partial<ArxivPaper>): void {
      const at = double.arxiv.papers.findIndex((paper) => paper.id === id);
      const before = double.arxiv.papers[at];
      if (before !== undefined) double.arxiv.papers[at] = { ...before, ...more };
    },
    /** Goes on to that day's afternoon, asks, and yields what the next morning brings. */
    async dayOf(day: string, asked?: readonly string[]): Promise<readonly Card[]> {
      await clock.run(new Date(`${day}T14:00:00Z`), { ticks: false });
      await ask(asked);
      return morning();
    },
  };
}

const linesOf = (cards: readonly Card[]) =>
  cards.flatMap(({ items = [] }) => items.map(({ reason, heading }) => `${reason}: ${heading}`));

describe('news of saved papers', () => {
  it('tell in a year each thing that became of a paper once, and nothing of its metadata', async () => {
    const { talk, arxiv, daily, change, dayOf, ask } = await startYear();
    const [revised, withdrawn, published, coded, mended, unsaved] = [
      'Revised',
      'Withdrawn later',
      'Published',
      'Coded',
      'Mended',
      'Nobody saves it',
    ].map((title) => makePaper('2026-03-02', { title })) as [
      ArxivPaper,
      ArxivPaper,
      ArxivPaper,
      ArxivPaper,
      ArxivPaper,
      ArxivPaper,
    ];
    arxiv.papers.push(revised, withdrawn, published, coded, mended, unsaved);
    await ask();
    for (const { id } of [revised, withdrawn, published, coded, mended])
      await talk.type(`/papers save arxiv:${id}`);
    expect(await dayOf('2026-03-02')).toEqual([]);
    change(revised, { replaced: ['2026-03-04'], abstract: 'A word was wrong.' });
    expect(await dayOf('2026-03-04')).toEqual([]);
    change(revised, { doi: `10.48550/arXiv.${revised.id}`, mended: ['2026-04-07'] });
    change(mended, { comments: '12 pages', categories: ['cs.LG', 'cs.AI'], mended: ['2026-04-07'] });
    expect(await dayOf('2026-04-08')).toEqual([]);
    const third = ['2026-03-04', '2026-06-09'];
    change(revised, { replaced: third, abstract: 'All of it is another now.' });
    change(unsaved, { replaced: ['2026-06-09'], abstract: 'Anew.' });
    const [card] = await dayOf('2026-06-09');
    expect(card?.title).toBe('📬 News of 1 paper you saved');
    expect(linesOf(card === undefined ? [] : [card])).toEqual(['Version 3, text changed: Revised']);
    expect(await dayOf('2026-06-10')).toEqual([]);
    change(revised, { replaced: [...third, '2026-06-12'] });
    expect(linesOf(await dayOf('2026-06-12'))).toEqual(['Version 4: Revised']);
    change(withdrawn, {
      ...{ replaced: ['2026-07-14'], comments: 'This paper has been withdrawn: Theorem 2 is wrong' },
      abstract: 'Withdrawn.',
    });
    change(published, { doi: '10.1000/xyz', journal: 'NeurIPS 2026', mended: ['2026-07-14'] });
    const bad = await dayOf('2026-07-15');
    expect(linesOf(bad)).toEqual([
      '⚠ Withdrawn: Theorem 2 is wrong: Withdrawn later',
      'Published in NeurIPS 2026: Published',
    ]);
    daily.papers.push({
      ...{ id: coded.id, title: 'Coded', summary: coded.abstract, upvotes: 1, day: '2026-10-01' },
      ...{ at: new Date('2026-10-01T06:00:00Z'), githubRepo: 'https://github.com/example/coded' },
    });
    expect(linesOf(await dayOf('2026-10-01', sources))).toEqual(['Code: github.com/example/coded: Coded']);
    for (const day of ['2026-10-02', '2026-12-01', '2027-03-01']) expect(await dayOf(day)).toEqual([]);
    const list = only(await talk.type('/papers saved'));
    const gone = list.items?.find(({ heading }) => heading === 'Withdrawn later');
    expect(gone?.facts.map(({ text }) => text)).toContain('⚠ Withdrawn: Theorem 2 is wrong');
  });

  it('end for somebody at one press on the message, and begin anew with what happens from then on', async () => {
    const { talk, arxiv, change, dayOf, ask } = await startYear();
    const [first, second, third] = ['First', 'Second', 'Third'].map((title) =>
      makePaper('2026-03-02', { title }),
    ) as [ArxivPaper, ArxivPaper, ArxivPaper];
    arxiv.papers.push(first, second, third);
    await ask();
    for (const { id } of [first, second, third]) await talk.type(`/papers save arxiv:${id}`);
    const publish = (paper: ArxivPaper, day: string) =>
      change(paper, { doi: `10.1000/${paper.id}`, mended: [day] });
    publish(first, '2026-04-07');
    const [card] = await dayOf('2026-04-08');
    const quiet = card?.buttons?.find(({ label }) => label === 'No news of saved papers');
    expect(only(await talk.press(quiet)).tone).toBe('done');
    publish(second, '2026-04-14');
    expect(await dayOf('2026-04-15')).toEqual([]);
    const [back] = only(await talk.type('/follow list')).buttons ?? [];
    expect(back?.label).toBe('Tell me news of saved papers');
    await talk.press(back);
    publish(third, '2026-04-21');
    expect(linesOf(await dayOf('2026-04-22'))).toEqual([`Published: doi.org/10.1000/${third.id}: Third`]);
    const list = only(await talk.type('/follow list'));
    expect(list.title).toBe('You follow nobody yet');
    expect(list.sections?.map(({ heading }) => heading)).toEqual(['News of papers you saved']);
  });
});
