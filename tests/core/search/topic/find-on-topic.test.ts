import { beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { describeEvidence } from '../../../../src/core/search/topic/describe-evidence.ts';
import { findOnTopic } from '../../../../src/core/search/topic/find-on-topic.ts';
import { matchTopic } from '../../../../src/core/search/topic/match-topic.ts';
import { countTurns, SLICE } from '../../../growth.ts';
import { dailyPapers, indexOf, samplePaper } from '../sample-papers.ts';

/** The titles' beginnings, the best match first. */
async function titlesOn(topic: string, engine: LunrEngine): Promise<readonly string[]> {
  const { papers } = await findOnTopic(topic, engine);
  return [...papers]
    .sort((a, b) => b.match - a.match || (a.paper.id < b.paper.id ? -1 : 1))
    .map(({ paper }) => paper.title);
}

describe('the papers that ship with the bot', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexOf(dailyPapers());
  });

  it.each([
    'genetics',
    'cooking recipes',
    'protein folding',
    'robot manipulation',
    'federated learning',
    'drug discovery',
    'phones',
    'battery',
    'lung cancer',
    'quantum computing',
    'self-driving cars',
    'papers on genetics',
    'uncertanty',
    'uncertai',
    '"exit early"',
    'author:smith',
    'the of',
    'wordless genetics robots phones proteins recipes',
  ])('are not on the topic %s', async (topic) => {
    expect(await titlesOn(topic, engine)).toEqual([]);
  });

  it.each<[string, number, RegExp]>([
    ['early exit', 1, /^Window-Based Early-Exit Cascades/],
    ['papers about early exits', 1, /^Window-Based Early-Exit Cascades/],
    ['"early exit"', 1, /^Window-Based Early-Exit Cascades/],
    ['uncertainty estimates', 3, /Uncertainty/],
    ['adversarial attacks', 6, /Adversarial Attack/],
    ['generalisation', 11, /Generali[sz]ation/],
    ['time series', 3, /^Pay Attention to Evolution: Time Series/],
    ['reasoning', 1, /Reasoning/],
    ['title:ensembles uncertainty', 1, /^Window-Based Early-Exit Cascades/],
    ['author:"Guoxuan Xia"', 1, /^Window-Based Early-Exit Cascades/],
    ['early exit cascades for uncertainty in music', 1, /^Window-Based Early-Exit Cascades/],
  ])('are on the topic %s: %i of them', async (topic, count, best) => {
    const titles = await titlesOn(topic, engine);
    expect(titles).toHaveLength(count);
    expect(titles[0]).toMatch(best);
  });

  it('of a common word are those that have it, and those only', async () => {
    const having = dailyPapers().filter((paper) =>
      /\b(?:learn(?:s|ed|ing|ings)?)\b/i.test(
        [paper.title, paper.abstract, ...(paper.keywords ?? [])].join('\n'),
      ),
    );
    const { papers } = await findOnTopic('learning', engine);
    expect(papers.map(({ paper }) => paper.id).sort()).toEqual(having.map(({ id }) => id).sort());
  });
});

const paper = (id: string, fields: Partial<Paper>) => samplePaper({ id, title: `About ${id}`, ...fields });

const PAPERS = [
  paper('mosses', {
    title: 'Growth of Mosses',
    abstract: 'We model behaviour under out-of-distribution (OOD) rain. Deep fens are left out.',
    keywords: ['bog ecology'],
    gist: 'Mosses like rain.',
    authors: ['Ada Verdant', 'J. R. Bell'],
    published: '2021-05-01',
    venue: 'Journal of Small Plants',
    categories: ['q-bio.PE'],
    code: 'https://example.org/moss',
  }),
  paper('short', { abstract: 'OOD inputs, by models that generalise. Generations of ferns.' }),
  paper('names', { title: 'On plans', abstract: 'Ood and Bell: ood as a name. The fuxi-OOD thing.' }),
  paper('other', { abstract: 'An order of dispatch (OOD) is no distribution out of anything. OOD it is.' }),
  paper('undated', { title: 'Rain models', abstract: 'Nothing more.', published: '2019' }),
];

describe('a paper is on a topic', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexOf(PAPERS, { segmentSize: 2 });
  });
  const on = async (topic: string) =>
    (await findOnTopic(topic, engine)).papers.map(({ paper: { id } }) => id).sort();

  it.each<[string, readonly string[]]>([
    ['moss', ['mosses']],
    ['moss rain', ['mosses']],
    ['rains', ['mosses', 'undated']],
    ['bog', ['mosses']],
    ['behavior modelling', ['mosses']],
    ['generation', ['short']],
    ['generalization', []],
    ['generalized', ['short']],
    ['plane', []],
    ['planning', ['names']],
    ['verdant', []],
    ['author:verdant', ['mosses']],
    ['author:"J. Bell" moss', ['mosses']],
    ['author:"Ada Bell"', []],
    ['"Ada Verdant"', ['mosses']],
    ['venue:"small plants"', ['mosses']],
    ['category:q-bio', ['mosses']],
    ['title:rain', ['undated']],
    ['abstract:rain', ['mosses']],
    ['"growth of mosses"', ['mosses']],
    ['"mosses growth"', []],
    ['rain -moss', ['undated']],
    ['rain -"growth of moss"', ['undated']],
    ['rain year:2021', ['mosses']],
    ['rain before:2020', ['undated']],
    ['after:2020', ['mosses']],
    ['has:code', ['mosses']],
    ['-moss', ['names', 'other', 'short', 'undated']],
    ['id:mosses', ['mosses']],
    ['mosses lichens', []],
    ['mos', []],
  ])('%s: %j', async (topic, ids) => {
    expect(await on(topic)).toEqual(ids);
  });

  it('also by the short form of its words, written whole and in capitals, where the paper means nothing else by it', async () => {
    expect(await on('out-of-distribution inputs')).toEqual(['short']);
    expect(await on('out of distribution')).toEqual(['mosses', 'other', 'short']);
    expect(await on('distribution')).toEqual(['mosses', 'other']);
    expect(await on('OOD rain')).toEqual(['mosses']);
    expect(await on('ood')).toEqual(['mosses', 'names', 'other', 'short']);
  });

  it('of five words or more, if it has three quarters of their weight', async () => {
    expect(await on('growth mosses behaviour rain fens')).toEqual(['mosses']);
    expect(await on('growth mosses behaviour rain dispatch')).toEqual(['mosses']);
    expect(await on('growth mosses dispatch order rain')).toEqual([]);
    expect(await on('growth mosses behaviour dispatch')).toEqual([]);
    expect(await on('growth mosses behaviour rain meadows')).toEqual([]);
  });

  it('as it is now, and no more when it is another or gone', async () => {
    const changing = await indexOf(PAPERS);
    const ids = async (topic: string) =>
      (await findOnTopic(topic, changing)).papers.map(({ paper: { id } }) => id);
    expect(await ids('moss')).toEqual(['mosses']);
    await changing.update({ put: [paper('mosses', { title: 'Lichens' })], removed: [] });
    expect([await ids('moss'), await ids('lichen')]).toEqual([[], ['mosses']]);
    await changing.update({ put: [], removed: ['mosses'] });
    expect(await ids('lichen')).toEqual([]);
  });

  it('while others get their turns', async () => {
    const many = await indexOf(
      Array.from({ length: 3_000 }, (_, i) => paper(`p${i}`, { abstract: 'moss '.repeat(200) })),
    );
    const { turns, work, result } = await countTurns(() => findOnTopic('mosses', many));
    expect(result.papers).toHaveLength(3_000);
    expect(turns).toBeGreaterThan(work / SLICE);
  });

  it.each<[string, string, string]>([
    ['moss growth', 'mosses', 'title: Growth, Mosses'],
    ['moss rain', 'mosses', 'title: Mosses · abstract: “…(OOD) rain. Deep fens…”'],
    ['bog moss', 'mosses', 'title: Mosses · keywords: “bog ecology”'],
    [
      'behaviour fens',
      'mosses',
      'abstract: “We model behaviour under out-of-distribution (OOD) rain. Deep fens are left out.”',
    ],
    ['author:verdant rain', 'mosses', 'author: Ada Verdant · abstract: “…(OOD) rain. Deep fens…”'],
    ['"deep fens"', 'mosses', 'abstract: “…(OOD) rain. Deep fens are left out.”'],
    ['out-of-distribution inputs', 'short', 'abstract: “OOD inputs, by models…”'],
    ['rain models', 'undated', 'title: Rain models'],
  ])('%s: of %s the evidence is %s', async (topic, id, evidence) => {
    const { topic: read } = await findOnTopic(topic, engine);
    const one = PAPERS.find((known) => known.id === id) ?? paper(id, {});
    expect(describeEvidence(matchTopic(read, one).found)).toBe(evidence);
  });
});
