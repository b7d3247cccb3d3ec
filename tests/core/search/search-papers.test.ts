import { beforeAll, describe, expect, it } from 'vitest';
import { createLunrEngine, type LunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { dailyPapers, idsOf, indexOf, LIBRARY, samplePaper } from './sample-papers.ts';

const CASCADES = 'arxiv:2303.00001';
const SURVEY = 'arxiv:2107.03342';
const MISCLASSIFIED = 'arxiv:1610.02136';
const OOD = 'arxiv:2110.11334';
const GAPS = 'doi:10.1000/gaps';
const LEXICAL = 'retrieval-with-lexical-indexes';
const SPEECH = 'speech-without-date';
const SCRIPTS = 'arxiv:2401.00001';
const UNTITLED = 'untitled';

let library: LunrEngine;
beforeAll(async () => {
  library = await indexOf(LIBRARY, { segmentSize: 4 });
});

describe('a query finds', () => {
  it.each<[string, string[]]>([
    ['lichens', [UNTITLED]],
    ['UNCERTAINTIES survey', [SURVEY, CASCADES]],
    ['papers about uncertainty surveys', [SURVEY, CASCADES]],
    ['"deep ensembles" -survey', [CASCADES]],
    ['"deep neural networks"', [SURVEY]],
    ['"Neural Deep"', [SURVEY, CASCADES]],
    ['"state of the art"', [GAPS]],
    ['"anomaly"', [OOD]],
    ['detection -"novelty detection"', [MISCLASSIFIED]],
    ['uncertainty -title:survey', [CASCADES]],
    ['title:lexical', [LEXICAL]],
    ['title:dense', []],
    ['abs:dense', [LEXICAL]],
    ['ti:"lexical indexes"', [LEXICAL]],
    ['au:xia', [CASCADES]],
    ['author:gimpel detection', [MISCLASSIFIED]],
    ['venue:sigir', [LEXICAL]],
    ['venue:"Artificial Intelligence"', [SURVEY]],
    ['has:code', [CASCADES, OOD]],
    ['has:code -uncertainty', [OOD]],
    ['-has:code uncertainty', [SURVEY]],
    ['year:2021', [OOD, SURVEY]],
    ['year:2020-2021', [OOD, SURVEY, LEXICAL]],
    ['year:2019', [GAPS]],
    ['after:2023', [SCRIPTS, CASCADES]],
    ['before:2017', [MISCLASSIFIED]],
    ['after:2021-07-07 before:2021-07-08', [SURVEY]],
    ['year:2023 uncertainty', [CASCADES]],
    ['year:2023 year:2021', []],
    ['深度', [SCRIPTS]],
    ['сети', [SCRIPTS]],
    ['author:Петров', [SCRIPTS]],
    ['henaff', [GAPS]],
    ['hénaff', [GAPS]],
    ['author:lukasz', [GAPS]],
  ])('%s', async (query, expected) => {
    expect(await idsOf(library, query)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['cat:cs.LG', [CASCADES, SURVEY]],
    ['category:cs', [CASCADES, OOD, SURVEY, LEXICAL, MISCLASSIFIED]],
    ['cat:lg.stat', []],
    ['-uncertainty -detection -speech', [SCRIPTS, UNTITLED, LEXICAL, GAPS]],
    ['has:code -survey', [CASCADES, OOD]],
  ])('newest first where there is nothing to rank by: %s', async (query, expected) => {
    expect(await idsOf(library, query)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['author:"John Smith"', [LEXICAL]],
    ['author:"Smith, John"', [LEXICAL]],
    ['author:"J. Smith"', [LEXICAL]],
    ['author:"Smith Johnson"', [LEXICAL]],
    ['author:"Brown Smith"', []],
    ['author:"J.K. Tassi"', [SURVEY]],
    ['author:"Johannes Konrad Tassi"', [SURVEY]],
    ['author:tassi', [SURVEY]],
    ['author:"Christos-Savvas Bouganis"', [CASCADES]],
    ['-author:"J Smith" speech retrieval', [SPEECH]],
  ])('an author by any part of one name: %s', async (query, expected) => {
    expect(await idsOf(library, query)).toEqual(expected);
  });

  it.each([
    '1610.02136',
    'id:1610.02136',
    'id:arXiv:1610.02136v3',
    'arXiv:1610.02136',
    'https://arxiv.org/pdf/1610.02136v2',
    'id:https://arxiv.org/abs/1610.02136',
    'https://huggingface.co/papers/1610.02136',
    'id:arxiv:1610.02136',
  ])('a paper by its arXiv id as %s', async (query) => {
    expect(await idsOf(library, query)).toEqual([MISCLASSIFIED]);
  });

  it.each<[string, string[]]>([
    ['id:10.1000/gaps', [GAPS]],
    ['10.1000/GAPS', [GAPS]],
    ['https://doi.org/10.1000/gaps', [GAPS]],
    ['id:untitled', [UNTITLED]],
    ['https://example.org/untitled/', [UNTITLED]],
    ['id:untitled id:1610.02136', [UNTITLED, MISCLASSIFIED]],
    ['1610.02136 10.1000/gaps', [GAPS, MISCLASSIFIED]],
    ['id:untitled stones', [UNTITLED]],
  ])('papers by id: %s', async (query, expected) => {
    expect(await idsOf(library, query)).toEqual(expected);
  });

  it.each(['', ' ', 'the of', '-', '🚀', 'year:x', 'qqqq', 'year:2023 qqqq', 'id:1610.99999 detection'])(
    'nothing by %j',
    async (query) => {
      expect(await library.search(query)).toMatchObject({ total: 0, hits: [] });
    },
  );
});

describe('a query is answered with a hint', () => {
  it.each<[string, string[], RegExp]>([
    ['uncertainity', [SURVEY, CASCADES], /No paper says “uncertainity”; searched for “uncertainty”/],
    ['"uncertainity estimation"', [CASCADES, SURVEY], /searched for “uncertainty”/],
    ['uncertainity uncertainity', [SURVEY, CASCADES], /searched for “uncertainty”/],
    ['misclassif misclassif', [MISCLASSIFIED], /words that begin like it/],
    ['title:uncertainity', [SURVEY, CASCADES], /searched for “uncertainty”/],
    ['author:Gawlikovski', [SURVEY], /searched for “gawlikowski”/],
    ['misclassif', [MISCLASSIFIED], /No paper says “misclassif”; searched for words that begin like it/],
    ['title:misclassif', [MISCLASSIFIED], /words that begin like it/],
    ['lichens qqqq', [UNTITLED], /No paper says “qqqq”/],
    ['"stones cold"', [UNTITLED], /No paper has that exact phrase/],
    ['flavour:lichens', [UNTITLED], /“flavour:” is not a field/],
    ['year:soon lichens', [UNTITLED], /“year:soon” is not a date/],
    ['title:lichens', [], /No paper has “lichens” in its title. Leave out “title:” to search everywhere./],
    ['author:lichens', [], /No paper has “lichens” among its authors. Leave out “author:”/],
    ['title:lichens year:1900', [], /No paper matches all of that. Leave out a condition/],
    ['year:1900', [], /No paper here is from that time. Try other years./],
    ['id:2999.99999', [], /No paper here has the id “2999.99999”/],
    ['2901.99999', [], /No paper here has the id “2901.99999”/],
    ['year:2023 qqqq', [], /No paper says “qqqq”/],
    ['the of', [], /only very common words/],
  ])('%s', async (query, expected, hint) => {
    const { hits, hints } = await library.search(query, { limit: 100 });
    expect(hits.map(({ paper }) => paper.id).slice(0, expected.length || 1)).toEqual(expected);
    expect(hints.join('\n')).toMatch(hint);
    expect(new Set(hints).size).toBe(hints.length);
  });

  it('but a query that is understood is not', async () => {
    for (const query of [
      'uncertainty',
      'uncertainties',
      '"deep ensembles"',
      'au:xia year:2023',
      'has:code',
      '2303.00001',
    ])
      expect((await library.search(query)).hints).toEqual([]);
  });
});

describe('acronyms', () => {
  it('and their long forms find each other', async () => {
    expect(await idsOf(library, 'OOD')).toContain(MISCLASSIFIED);
    expect(await idsOf(library, 'out-of-distribution')).toContain(OOD);
  });

  it('that only a removed paper introduced are forgotten', async () => {
    const index = await indexOf(LIBRARY);
    await index.update({ put: [], removed: [MISCLASSIFIED] });
    expect(await idsOf(index, 'distribution out')).toEqual([]);
  });
});

describe('while one types', () => {
  it('the last word may be a beginning', async () => {
    const typed = await library.search('uncertainty surv', { prefix: true });
    expect(typed.hits[0].paper.id).toBe(SURVEY);
    expect(typed.hints).toEqual([]);
    expect((await library.search('surv unc', { prefix: true })).hits[0].paper.id).toBe(SURVEY);
    expect((await library.search('title:surv', { prefix: true })).hits[0].paper.id).toBe(SURVEY);
  });
});

describe('a hit', () => {
  it('shows where the words are and says why it is there', async () => {
    const [hit] = (await library.search('ensembles "neural networks"')).hits;
    const marked = (text: { text: string; marks: readonly { start: number; end: number }[] }) =>
      text.marks.map(({ start, end }) => text.text.slice(start, end));
    expect(hit.paper.id).toBe(SURVEY);
    expect(marked(hit.title)).toEqual(['Neural Networks']);
    expect(marked(hit.snippet)).toEqual(['neural networks', 'networks', 'ensembles']);
    expect(hit.why).toBe('matches neural, networks, ensembles in title and abstract');
  });

  it('marks a word also as it is spelt elsewhere', async () => {
    const papers = [samplePaper({ id: 'a', title: 'Oedema of mice under α-amylase' })];
    const [hit] = (await (await indexOf(papers)).search('edema mouse alpha')).hits;
    expect(hit.why).toBe('matches oedema, mice, α in title');
  });

  it('names of the forms of a word the one most like what was typed, and where that stands', async () => {
    const title = 'Generalizing generalization';
    const abstract = 'It is generative. Here is generation. It is general.';
    const index = await indexOf([samplePaper({ id: 'a', title, abstract })]);
    const whyOf = async (query: string) => (await index.search(query)).hits[0].why;
    expect(await whyOf('generations')).toBe('matches generation in abstract');
    expect(await whyOf('generalizations')).toBe('matches generalization in title');
  });

  it('names an author who was asked for as one only in names', async () => {
    const papers = [samplePaper({ id: 'a', title: 'What lies ahead', authors: ['Wei Li'] })];
    const [hit] = (await (await indexOf(papers)).search('author:li')).hits;
    expect([hit.why, hit.title.marks]).toEqual(['matches Li in authors', []]);
  });

  it('names what was matched in authors and venue', async () => {
    expect((await library.search('sigir smith')).hits[0].why).toBe(
      'matches Smith, SIGIR in authors and venue',
    );
  });

  it('without words tells its date', async () => {
    expect((await library.search('id:1610.02136')).hits[0].why).toBe('published 2016-10-07');
    expect((await library.search('id:speech-without-date')).hits[0].why).toBe('in the corpus');
  });

  it('of a paper without title shows the first words of its abstract', async () => {
    expect((await library.search('lichens')).hits[0].title.text).toMatch(
      /^This record has lost its title .*…$/,
    );
  });
});

describe('pages', () => {
  it('are cut from one list, whatever their size', async () => {
    const index = await indexOf(dailyPapers());
    for (const query of ['uncertainty', 'deep learning models', 'year:2020-2026', '-uncertainty']) {
      const whole = await index.search(query, { limit: 1_000 });
      const all = whole.total + whole.more;
      expect(whole.hits).toHaveLength(all);
      for (const limit of [1, 7, 30]) {
        const pages = [];
        for (let offset = 0; offset < all; offset += limit) {
          const page = await index.search(query, { offset, limit });
          expect(page.total).toBe(whole.total);
          pages.push(...page.hits);
        }
        expect(pages).toEqual(whole.hits);
      }
      expect((await index.search(query, { offset: all })).hits).toEqual([]);
      expect(await index.rank(query, { limit: 1_000 })).toEqual(
        whole.hits.map(({ paper, score }) => ({ paper, score })),
      );
    }
  });

  it('hold ten by default, and none by a senseless number', async () => {
    expect(
      (await library.search('uncertainty speech lichens detection retrieval gap scripts')).hits,
    ).toHaveLength(9);
    expect((await library.search('year:2000-2030', { limit: 0 })).hits).toEqual([]);
    expect((await library.search('year:2000-2030', { limit: -1, offset: -5 })).hits).toEqual([]);
    expect((await library.search('year:2000-2030', { limit: Number.NaN })).hits).toHaveLength(8);
    expect((await library.search('year:2000-2030', { limit: Number.POSITIVE_INFINITY })).hits).toHaveLength(
      8,
    );
  });

  it('order equal papers by id', async () => {
    const twins = ['c', 'a', 'e', 'b', 'd'].map((id) => samplePaper({ id, title: 'Equal twins' }));
    expect(await idsOf(await indexOf(twins, { segmentSize: 2 }), 'twins')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('similar papers', () => {
  it('share the telling words of a paper, itself left out', async () => {
    const { hits, total } = await library.similar(CASCADES);
    expect(hits[0].paper.id).toBe(SURVEY);
    expect(hits.map(({ paper }) => paper.id)).not.toContain(CASCADES);
    expect(total).toBe(hits.length);
    expect(hits[0].why).toMatch(/^shares .*uncertainty/);
  });

  it('come in pages too', async () => {
    const whole = (await library.similar(SURVEY, { limit: 100 })).hits;
    expect([
      ...(await library.similar(SURVEY, { limit: 1 })).hits,
      ...(await library.similar(SURVEY, { offset: 1 })).hits,
    ]).toEqual(whole);
  });

  it('of an unknown or removed paper are none', async () => {
    for (const id of ['nobody', '', '__proto__'])
      expect(await library.similar(id)).toMatchObject({ total: 0, hits: [], hints: [] });
  });
});

describe('an index', () => {
  it('without papers finds nothing', async () => {
    const index = createLunrEngine();
    expect(index.size).toBe(0);
    for (const query of [
      '',
      'uncertainty',
      '"a phrase"',
      '-x',
      'year:2020',
      'has:code',
      'id:x',
      '2303.08010',
    ])
      expect(await index.search(query)).toMatchObject({ total: 0, hits: [] });
    expect(await index.suggest('unc', 5)).toEqual([]);
    expect((await index.similar('x')).hits).toEqual([]);
  });

  it('loses removed papers and finds replaced ones by what they are now', async () => {
    const index = await indexOf(LIBRARY);
    await index.update({
      put: [samplePaper({ id: SURVEY, title: 'On mosses' })],
      removed: [UNTITLED, 'nobody'],
    });
    expect(index.size).toBe(LIBRARY.length - 1);
    expect(index.has(UNTITLED)).toBe(false);
    expect(await idsOf(index, 'lichens')).toEqual([]);
    expect(await idsOf(index, 'mosses')).toEqual([SURVEY]);
    expect(await idsOf(index, 'uncertainty')).toEqual([CASCADES]);
    expect(await index.search('')).toMatchObject({ total: 0, hits: [] });
    expect(await index.search('the of')).toMatchObject({ total: 0, hits: [] });
  });

  it('takes the last of several papers with one id', async () => {
    const index = await indexOf([
      samplePaper({ id: 'a', title: 'Mosses' }),
      samplePaper({ id: 'a', title: 'Lichens' }),
    ]);
    expect(index.size).toBe(1);
    expect(await idsOf(index, 'mosses lichens')).toEqual(['a']);
    expect((await index.search('mosses')).total).toBe(0);
  });

  it('goes on after an update that failed', async () => {
    const index = createLunrEngine();
    const broken = { ...samplePaper({ id: 'a' }), title: undefined } as never;
    await expect(index.update({ put: [broken], removed: [] })).rejects.toThrow();
    await index.update({ put: [samplePaper({ id: 'b', title: 'Mosses' })], removed: [] });
    expect(await idsOf(index, 'mosses')).toEqual(['b']);
  });

  it('gives the room of removed papers back', async () => {
    const index = await indexOf(LIBRARY);
    await index.update({ put: [], removed: LIBRARY.slice(0, 6).map(({ id }) => id) });
    expect(index.segments().map(({ papers }) => papers.length)).toEqual([3]);
    await index.update({ put: [], removed: LIBRARY.map(({ id }) => id) });
    expect(index.segments()).toEqual([]);
  });

  it('answers while it takes in papers, each paper whole and none missing', async () => {
    const index = await indexOf(LIBRARY, { segmentSize: 16, mergeFactor: 2, slice: 0 });
    const many = Array.from({ length: 300 }, (_, i) =>
      samplePaper({ id: `many-${i}`, title: 'On many mosses' }),
    );
    const replaced = LIBRARY.map((paper) => ({ ...paper, venue: 'Replaced' }));
    let done = false;
    const update = index.update({ put: [...many, ...replaced], removed: [] }).then(() => {
      done = true;
    });
    const totals = [];
    while (!done) {
      totals.push((await index.search('mosses')).total);
      expect(await index.search('lichens')).toMatchObject({ total: 1, hits: [{ paper: { id: UNTITLED } }] });
      expect((await index.similar(CASCADES)).hits[0].paper.id).toBe(SURVEY);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await update;
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    expect(totals[0]).toBe(0);
    expect(new Set(totals).size).toBeGreaterThan(2);
    expect((await index.search('mosses')).total).toBe(300);
    expect(await idsOf(index, 'venue:replaced')).toHaveLength(LIBRARY.length);
  });
});

it('a name asked for with author: is no reason in prose, but where it is asked for there too', async () => {
  const index = await indexOf([
    samplePaper({ id: 'a', title: 'Lessons of a smith', authors: ['Ada Smith'] }),
    samplePaper({ id: 'b', title: 'Lessons', authors: ['Ben Miller'] }),
  ]);
  const reason = async (query: string) => (await index.search(query)).hits[0]?.why;
  expect(await reason('author:smith lessons')).toBe('matches lessons, Smith in title and authors');
  expect(await reason('author:smith smith lessons')).toBe('matches lessons, smith in title and authors');
});
