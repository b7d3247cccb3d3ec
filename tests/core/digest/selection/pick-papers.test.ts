import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPick } from '../../../../src/core/digest/selection/explain-pick.ts';
import { type PickOptions, pickPapers } from '../../../../src/core/digest/selection/pick-papers.ts';
import { giveReasons } from '../../../../src/core/digest/selection/pick-reasons.ts';
import type { Situation } from '../../../../src/core/digest/selection/situation.ts';
import { gatherCandidates } from '../../../../src/core/digest/selection/situation.ts';
import { type DigestWeights, explainFormula } from '../../../../src/core/digest/selection/weights.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { papersToTry } from '../../papers-to-try.ts';

const defaultWeights: DigestWeights = { fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 };
const now = new Date('2023-03-20T09:00:00Z');
const options: PickOptions = { count: 3, weights: defaultWeights };

function paper(id: string, more: Partial<Paper> = {}): Paper {
  return {
    id,
    recordIds: [],
    title: `Paper ${id}`,
    abstract: '',
    authors: [],
    url: `https://example.org/${id}`,
    categories: [],
    ...more,
  };
}

function situationOf(papers: readonly Paper[], more: Partial<Situation> = {}): Situation {
  return {
    candidates: papers.map((one) => ({ paper: one, match: 0 })),
    shownAt: new Map(),
    saves: new Map(),
    now,
    zone: 'UTC',
    ...more,
  };
}

const ids = async (situation: Situation, more: Partial<PickOptions> = {}) =>
  (await pickPapers(situation, { ...options, ...more })).picks.map((pick) => pick.paper.id);

describe('the papers of a digest', () => {
  it('are new by the day they came, here, and by their date where they are of a file', async () => {
    const papers = [
      paper('came-today', { published: '2022-01-01', came: '2023-03-20T06:00:00.000Z' }),
      paper('came-long-ago', { published: '2023-03-20', came: '2022-01-01T06:00:00.000Z' }),
      paper('of-a-file', { published: '2023-03-19' }),
    ];
    const situation = situationOf(papers, { lastDigest: new Date('2023-03-19T09:00:00Z') });
    const { picks } = await pickPapers(situation, options);
    expect(picks.map(({ paper: { id }, score }) => [id, score.isNew, score.age])).toEqual([
      ['came-today', 1, 0],
      ['of-a-file', 1, 1],
      ['came-long-ago', 0, 443],
    ]);
    const known = { savers: new Map(), added: new Set<string>(), saved: [], background: [] };
    expect(giveReasons(picks, situation, known)).toEqual(['New today', 'New since yesterday', '']);
  });

  it('came on the day it was in the zone of the digest', async () => {
    const late = paper('late', { came: '2023-03-19T23:30:00.000Z' });
    const there = situationOf([late], { zone: 'Europe/Berlin' });
    expect((await pickPapers(there, options)).picks[0]?.score.age).toBe(0);
    expect((await pickPapers(situationOf([late]), options)).picks[0]?.score.age).toBe(1);
  });

  it('are not what was withdrawn, which is said to whoever asks', async () => {
    const gone = paper('gone', { withdrawn: 'an error in Theorem 2', abstract: 'uncertainty' });
    const stays = paper('stays', { abstract: 'uncertainty' });
    const search = createLunrEngine();
    await search.update({ put: [gone, stays], removed: [] });
    for (const topic of ['', 'uncertainty']) {
      const gathered = await gatherCandidates(topic, [gone, stays], search);
      expect(gathered.candidates.map(({ paper: { id } }) => id)).toEqual(['stays']);
      expect(await explainPick(gone, situationOf([], gathered), options)).toEqual([
        'It was withdrawn; digests do not show withdrawn papers.',
      ]);
    }
  });

  it('are never more than asked for, never twice, and none that was shown here', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(40), { maxLength: 30 }),
        fc.array(fc.nat(40)),
        fc.integer({ min: 1, max: 10 }),
        async (all, shown, count) => {
          const shownAt = new Map(shown.map((number): [string, Date] => [`p${number}`, now]));
          const papers = all.map((number) => paper(`p${number}`, { abstract: 'words '.repeat(number % 3) }));
          const picked = await ids(situationOf(papers, { shownAt }), { count });
          const open = papers.filter(({ id }) => !shownAt.has(id));
          expect(picked.length).toBe(Math.min(count, open.length));
          expect(new Set(picked).size).toBe(picked.length);
          expect(picked.filter((id) => shownAt.has(id))).toEqual([]);
        },
      ),
    );
  });

  it('are the same whatever the order in which papers came in', async () => {
    const papers = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => paper(id, { published: '2023-03-01' }));
    expect(await ids(situationOf(papers.toReversed()))).toEqual(await ids(situationOf(papers)));
  });

  it('are first those published since the last digest here, however well others do', async () => {
    const papers = [
      paper('loved', { published: '2023-03-16', upvotes: 5000 }),
      paper('new', { published: '2023-03-19' }),
      paper('undated', { upvotes: 5000 }),
    ];
    const saves = new Map([['loved', [now, now, now]]]);
    const lastDigest = new Date('2023-03-19T09:00:00Z');
    const situation = situationOf(papers, { saves, lastDigest });
    expect(await ids(situation)).toEqual(['new', 'loved', 'undated']);
  });

  it('tell the day by the clocks of the zone', async () => {
    const papers = [
      paper('today', { published: '2023-03-21' }),
      paper('earlier', { published: '2023-03-20' }),
    ];
    const at = new Date('2023-03-20T23:30:00Z');
    const age = async (zone: string) =>
      (await pickPapers(situationOf(papers, { now: at, zone }), options)).picks.map((pick) => pick.score.age);
    expect(await age('UTC')).toEqual([0, 0]);
    expect(await age('Europe/Berlin')).toEqual([0, 1]);
  });

  it('count a save of today more than one of long ago, and more saves more', async () => {
    const papers = ['none', 'old', 'one', 'two'].map((id) => paper(id, { published: '2022-01-01' }));
    const saves = new Map([
      ['old', [new Date('2023-02-01T00:00:00Z')]],
      ['one', [now]],
      ['two', [now, now]],
    ]);
    expect(await ids(situationOf(papers, { saves }), { count: 4 })).toEqual(['two', 'one', 'old', 'none']);
  });

  it('are not all about the same thing', async () => {
    const same = 'Calibrated uncertainty of deep ensembles under covariate shift';
    const papers = [
      ...['a', 'b', 'c', 'd'].map((id) =>
        paper(id, { title: same, authors: [`Author ${id}`], published: '2023-03-10' }),
      ),
      paper('x', { title: 'Robots that fold laundry', published: '2023-02-01' }),
      paper('y', { title: 'Protein structures from sequences', published: '2023-01-01' }),
    ];
    expect(await ids(situationOf(papers, { lastDigest: now }))).toEqual(['a', 'x', 'y']);
    const careless = { ...defaultWeights, variety: 0 };
    expect(await ids(situationOf(papers, { lastDigest: now }), { weights: careless })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('are not all about the same thing either where that is said in other words', async () => {
    const papers = [
      paper('birds', { title: 'Plumage of finches', published: '2023-03-10' }),
      paper('birds-too', { title: 'Songs among warblers', published: '2023-03-10' }),
      paper('robots', { title: 'Machines that fold laundry', published: '2023-03-09' }),
      paper('unknown', { title: 'Xylography', published: '2022-01-01' }),
    ];
    const vectors = new Map([
      ['birds', Float64Array.of(1, 0)],
      ['birds-too', Float64Array.of(0.96, 0.28)],
      ['robots', Float64Array.of(0, 1)],
    ]);
    const vectorsOf = async (asked: readonly string[]) => {
      expect([...asked].sort()).toEqual(['birds', 'birds-too', 'robots', 'unknown']);
      return vectors;
    };
    const situation = situationOf(papers, { lastDigest: now });
    expect(await ids(situation)).toEqual(['birds', 'birds-too', 'robots']);
    expect(await ids(situation, { vectorsOf })).toEqual(['birds', 'robots', 'unknown']);
    expect(await ids(situation, { vectorsOf: async () => new Map() })).toEqual(await ids(situation));
  });

  it('come back from the archive only where all was shown and the setting says so', async () => {
    const papers = ['a', 'b', 'c'].map((id) => paper(id));
    const shownAt = new Map([
      ['a', new Date('2022-01-01T00:00:00Z')],
      ['b', new Date('2023-03-19T00:00:00Z')],
    ]);
    const all = new Map([...shownAt, ['c', new Date('2022-06-01T00:00:00Z')] as const]);
    expect(await ids(situationOf(papers, { shownAt }), { archiveAfter: 90 })).toEqual(['c']);
    expect(await ids(situationOf(papers, { shownAt: all }))).toEqual([]);
    const { picks } = await pickPapers(situationOf(papers, { shownAt: all }), {
      ...options,
      archiveAfter: 90,
    });
    expect(picks.map(({ paper: { id }, archived }) => [id, archived])).toEqual([
      ['a', true],
      ['c', true],
    ]);
  });
});

describe('the topic of a digest', () => {
  it('takes what is on it, by how much of it stands in the title, and everything where there is none', async () => {
    const search = createLunrEngine();
    await search.update({ put: papersToTry, removed: [] });
    const gather = async (topic: string) => (await gatherCandidates(topic, papersToTry, search)).candidates;
    const graphs = await gather('title:graph');
    expect(graphs.map(({ paper: { id } }) => id).sort()).toEqual(['arxiv:1801.00001', 'arxiv:2006.00001']);
    expect(graphs.map(({ match }) => match)).toEqual([1, 1]);
    const matches = new Map((await gather('uncertainty')).map(({ paper, match }) => [paper.id, match]));
    expect(matches.get('arxiv:2303.08010')).toBe(1);
    expect(matches.get('doi:10.1000/xyz')).toBe(0.5);
    expect(await gather(' ')).toHaveLength(papersToTry.length);
    expect(await gather('year:2015-')).toHaveLength(6);
    expect(await gather('the of')).toEqual([]);
  });
});

describe('why a paper is or is not picked', () => {
  const papers = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
    paper(id, { published: `2023-03-0${9 - index}`, title: `Title${id}` }),
  );
  const explain = async (one: Paper, more: Partial<Situation> = {}) =>
    (await explainPick(one, situationOf(papers, { lastDigest: now, ...more }), options)).join('\n');
  const paperNamed = (id: string) => papers.find((one) => one.id === id) ?? paper(id);

  it('names its place and how many fit', async () => {
    expect(await explain(paperNamed('b'))).toContain('It is picked, the 2nd of 3.');
    expect(await explain(paperNamed('e'))).toContain('It is ranked 5th of 5; 3 fit.');
    expect(await explain(paperNamed('e'))).toContain('freshness 1 × 0.32 + trending 1 × 0 + match 1 × 0.');
  });

  it('says when it was shown', async () => {
    const shownAt = new Map([['a', new Date('2023-03-03T09:00:00Z')]]);
    expect(await explain(paperNamed('a'), { shownAt })).toContain('It was shown here on 3 March 2023');
  });

  it('says which words of the topic it lacks and which it has, and where those stand that it is picked for', async () => {
    const search = createLunrEngine();
    await search.update({ put: papersToTry, removed: [] });
    const explainFor = async (topic: string, id: string) => {
      const gathered = await gatherCandidates(topic, papersToTry, search);
      const one = papersToTry.find((known) => known.id === id) ?? paper(id);
      return explainPick(one, situationOf([], gathered), options);
    };
    const cascades = 'arxiv:2303.08010';
    expect(await explainFor('early graphs', cascades)).toEqual([
      'It lacks “graphs”.',
      'Of the topic it has title: Early.',
    ]);
    expect(await explainFor('genetics', cascades)).toEqual(['It lacks “genetics”.']);
    expect(await explainFor('early -cascade year:2020 author:smith', cascades)).toEqual([
      'It lacks “smith” among its authors.',
      'It has “cascade”, which the topic leaves out.',
      'Its date is 2023-03-14, which the topic leaves out.',
      'Of the topic it has title: Early.',
    ]);
    expect((await explainFor('deep ensembles', cascades))[0]).toBe(
      'It is on the topic: abstract: “Deep ensembles improve the…”.',
    );
    expect(await explainFor('the', cascades)).toEqual([
      'No paper is on its topic: those are only very common words.',
    ]);
    expect(await explainFor('papers', 'other')).toEqual(['It is no longer here.']);
    expect(await explainFor('', 'other')).toEqual(['It is no longer here.']);
  });

  it('says which picked paper it is too much like', async () => {
    const twins = ['a', 'b'].map((id) =>
      paper(id, { title: 'Calibrated ensembles under shift', published: '2023-03-09' }),
    );
    const others = ['Robots fold laundry', 'Protein structures', 'Ocean waves'].map((title, index) =>
      paper(`z${index}`, { title, published: '2023-03-08' }),
    );
    const situation = situationOf([...twins, ...others], { lastDigest: now });
    const lines = await explainPick(twins[1] ?? paper('b'), situation, options);
    expect(lines).toContain(
      'It is left for another day because it is similar to “Calibrated ensembles under shift”.',
    );
  });
});

it('publishes its formula with the weights in force', () => {
  expect(explainFormula({ ...defaultWeights, trending: 2.5 })).toContain('2.5 × trending');
});
