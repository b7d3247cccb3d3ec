import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { addedByHand } from '../../../../src/core/sources/added-by-hand.ts';
import { openCorpus } from '../../../../src/core/sources/corpus.ts';
import { createKeptSource } from '../../../../src/core/sources/kept-source.ts';
import type { FetchedPaper } from '../../../../src/core/sources/rounds/memory.ts';
import type { Source } from '../../../../src/core/sources/source.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { paperNamed } from '../../store/things.ts';
import { buttonNamed, itemsOf, only, papersOn, placeOf, startTalk } from '../../talk.ts';

const arxiv = { name: 'arxiv:cs.LG' };
const huggingFace = { name: 'huggingface', title: 'Daily papers' };

function told(id: string, more: Partial<Paper> = {}): FetchedPaper {
  return { key: id, paper: paperNamed(id, { published: '2022-05-01', ...more }) };
}

type Arriving = { readonly source: string; readonly at: string; readonly papers: readonly FetchedPaper[] };

/** A talk on papers that came, and on some of files; it is 20 March 2023. */
async function start(come: readonly Arriving[], files: readonly Paper[] = []) {
  const store = await openTestStore();
  for (const { source, at, papers } of come) await store.keptPapers.take(source, papers, [], new Date(at));
  const folder: Source = {
    name: 'files',
    async *follow() {
      const records = files.map((paper, index) => ({ line: index + 1, paper }));
      yield {
        parts: [{ part: 'a', records }],
        health: { state: 'fresh', problems: [], read: { parts: 1, records: records.length } },
      };
    },
  };
  const kept = [arxiv.name, huggingFace.name, addedByHand].map((name) =>
    createKeptSource({
      name,
      papers: store.keptPapers,
      statuses: store.sourceStatuses,
      nextLook: async () => {},
    }),
  );
  const corpus = await openCorpus([folder, ...kept], { follow: false });
  const search = createLunrEngine();
  await search.update({ put: corpus.papers, removed: [] });
  return startTalk({ store, corpus, search, sources: [huggingFace, arxiv] });
}

const days: readonly Arriving[] = [
  { source: arxiv.name, at: '2023-03-17T04:00:00Z', papers: [told('arxiv:2303.00001')] },
  {
    source: arxiv.name,
    at: '2023-03-19T04:00:00Z',
    papers: [told('arxiv:2303.00002'), told('arxiv:2303.00003')],
  },
  {
    source: huggingFace.name,
    at: '2023-03-19T08:00:00Z',
    papers: [told('arxiv:2303.00004'), told('arxiv:2303.00003')],
  },
  { source: addedByHand, at: '2023-03-20T08:00:00Z', papers: [told('arxiv:2303.00005')] },
  { source: 'feed:https://example.org/left', at: '2023-03-20T08:00:00Z', papers: [told('left')] },
];

describe('/papers new, where sources tell', () => {
  it('lists what came on a day, source by source, a paper of two once', async () => {
    const talk = await start(days);
    const cards = await talk.type('/papers new yesterday');
    expect(only(cards).title).toBe('3 papers came on Sunday, 19 March 2023');
    expect(only(cards).text).toBe('Daily papers: 2 · arxiv:cs.LG: 2');
    expect(
      itemsOf(cards).map(({ paper, reason, facts, number }) => [number, paper, reason, facts[0]?.text]),
    ).toEqual([
      [1, 'arxiv:2303.00004', 'from Daily papers', 'May 2022'],
      [2, 'arxiv:2303.00003', 'from Daily papers and arxiv:cs.LG', 'May 2022'],
      [3, 'arxiv:2303.00002', 'from arxiv:cs.LG', 'May 2022'],
    ]);
  });

  it('shows the last day on which something came, and goes from day to day in place', async () => {
    const talk = await start(days);
    const today = await talk.type('/papers new');
    expect(only(today).title).toBe('1 paper came on Monday, 20 March 2023');
    expect(itemsOf(today)[0]?.reason).toBe('added by hand');
    expect(buttonNamed('Tomorrow', only(today))).toBeUndefined();
    const yesterday = await talk.press(buttonNamed('Yesterday', only(today)));
    expect(only(yesterday).title).toContain('19 March 2023');
    expect(await talk.press(buttonNamed('Tomorrow', only(yesterday)))).toEqual(today);
    const before = buttonNamed('17 March 2023', only(yesterday));
    expect(before?.replaces).toBe(true);
    const friday = await talk.press(before);
    expect(papersOn(friday)).toEqual(['arxiv:2303.00001']);
    expect(only(friday).buttons?.map(({ label }) => label)).toEqual(['19 March 2023']);
  });

  it('turns the pages of a day, though another day has begun', async () => {
    const papers = Array.from({ length: 7 }, (_, index) => told(`arxiv:2303.1000${index}`));
    const talk = await start([{ source: arxiv.name, at: '2023-03-19T04:00:00Z', papers }]);
    const first = await talk.type('/papers new');
    expect(placeOf(only(first))).toBe('1–5');
    const next = buttonNamed('Next', only(first));
    expect(next?.command).toEqual({ name: 'papers', verb: 'new', text: '2023-03-19', page: 2 });
    expect(itemsOf(await talk.press(next)).map(({ number }) => number)).toEqual([6, 7]);
  });

  it('counts papers of files by the day they were published', async () => {
    const file = paperNamed('arxiv:2303.00009', { published: '2023-03-18' });
    const same = paperNamed('arxiv:2303.00002', { published: '2023-03-19' });
    const talk = await start(days, [file, same]);
    const day = await talk.type('/papers new 18 March 2023');
    expect(only(day).title).toBe('1 paper of Saturday, 18 March 2023');
    expect(papersOn(day)).toEqual(['arxiv:2303.00009']);
    const next = await talk.press(buttonNamed('Tomorrow', only(day)));
    expect(papersOn(next)).toHaveLength(3);
  });

  it('finds a paper of which more became known since it came', async () => {
    const first = told('doi:10.1000/a', { doi: '10.1000/a', title: 'A long title of one paper' });
    const more = told('arxiv:2303.00007', { doi: '10.1000/a', title: 'A long title of one paper' });
    const talk = await start([
      { source: arxiv.name, at: '2023-03-18T04:00:00Z', papers: [first] },
      { source: huggingFace.name, at: '2023-03-19T04:00:00Z', papers: [more] },
    ]);
    expect(papersOn(await talk.type('/papers new 2023-03-18'))).toEqual(['arxiv:2303.00007']);
  });

  it('says so where nothing came on a day, and what to do', async () => {
    const talk = await start(days);
    const card = only(await talk.type('/papers new 2023-03-18'));
    expect(card.title).toBe('Nothing came on Saturday, 18 March 2023');
    expect(card.text).toContain('/papers sources');
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Yesterday', 'Tomorrow']);
  });

  it.each(['soon', '2023-02-30', '2023-03', '0000-00-00'])('explains what a day is: %s', async (typed) => {
    const talk = await start(days);
    const card = only(await talk.type(`/papers new ${typed}`));
    expect(card.title).toBe(`“${typed}” is not a day`);
    expect(card.text).toContain('/papers new 2023-03-20');
  });
});

describe('/papers new, without sources', () => {
  it('tells how to have papers come where there are none', async () => {
    const talk = await startTalk({}, []);
    const card = only(await talk.type('/papers new'));
    expect(card.title).toBe('There are no papers here yet');
    expect(card.text).toContain('PAPERBOY_SOURCES=huggingface');
    expect(card.text).toContain('sources: [huggingface, arxiv:cs.LG]');
  });

  it('tells it on a day without papers, too', async () => {
    const talk = await startTalk({}, papersToTry);
    const card = only(await talk.type('/papers new today'));
    expect(card.title).toBe('Nothing came on Monday, 20 March 2023');
    expect(card.text).toContain('PAPERBOY_SOURCES=huggingface');
  });

  it('says where what is to come will be told, where sources are set', async () => {
    const talk = await startTalk({ sources: [arxiv] }, []);
    expect(only(await talk.type('/papers new')).text).toContain('/papers sources');
  });
});
