import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { idsOf, indexOf, samplePaper } from '../sample-papers.ts';

/** Papers that no query here is about, so that a word on a few papers is a rare one. */
const OTHERS = Array.from({ length: 40 }, (_, at) =>
  samplePaper({
    id: `other-${at}`,
    title: `Bridges ${at}`,
    abstract: 'We build a bridge of steel over water.',
  }),
);

/** Papers of one sentence each, which are alike but for what it says: the id that comes last first where it says more. */
const papersSaying = (texts: Readonly<Record<string, string>>): Paper[] =>
  Object.entries(texts).map(([id, abstract]) => samplePaper({ id, title: 'Untold', abstract }));

/** The ids that a query finds among these papers and others, best first. */
const order = async (query: string, texts: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  idsOf(await indexOf([...papersSaying(texts), ...OTHERS]), query);

describe('of papers that have the same words as often', () => {
  it('first comes the one in which they stand side by side as typed', async () => {
    expect(
      await order('moss garden', {
        a: 'moss and then after all of that a small quiet garden',
        b: 'garden moss and then after all of that a small quiet',
        c: 'moss garden and then after all of that a small quiet',
      }),
    ).toEqual(['c', 'b', 'a']);
  });

  it('those that stand near each other come before those far apart, in any order', async () => {
    expect(
      await order('moss garden', {
        a: 'moss grows where nobody ever walks or looks after this old garden',
        b: 'garden where moss grows nobody ever walks or looks after this old',
      }),
    ).toEqual(['b', 'a']);
  });
});

describe('what the best papers have in common', () => {
  const fourWords = 'moss peat bog heath';
  const best = {
    best1: `${fourWords} ${fourWords} ${fourWords} bryophytes`,
    best2: `${fourWords} ${fourWords} ${fourWords} bryophytes`,
    best3: `${fourWords} ${fourWords} ${fourWords} lichens`,
    best4: `${fourWords} ${fourWords} ${fourWords} sedges`,
    best5: `${fourWords} ${fourWords} ${fourWords} rushes`,
  };
  const liked = { ...best, a: `${fourWords} under trees`, b: `${fourWords} under bryophytes` };

  it('lifts a paper that has it too, among those with the same words', async () => {
    expect((await order(fourWords, liked)).slice(5)).toEqual(['b', 'a']);
  });

  it('lifts nothing where fewer than four words are asked for', async () => {
    expect((await order('moss peat bog', liked)).slice(5)).toEqual(['a', 'b']);
  });

  it('is what at least two of them say; what one of them says alone lifts nothing', async () => {
    const texts = { ...best, a: `${fourWords} under trees`, b: `${fourWords} under lichens` };
    expect((await order(fourWords, texts)).slice(5)).toEqual(['a', 'b']);
  });

  it('changes nothing where nobody asks with words', async () => {
    const papers = Object.keys(best).map((id, at) =>
      samplePaper({ id, title: 'Moss', published: `2020-01-0${at + 1}` }),
    );
    expect(await idsOf(await indexOf(papers), 'year:2020')).toEqual([
      'best5',
      'best4',
      'best3',
      'best2',
      'best1',
    ]);
  });

  it('is weighed among as many papers however few are asked for', async () => {
    const engine = await indexOf([...papersSaying(liked), ...OTHERS]);
    const whole = await engine.rank(fourWords, { limit: 10 });
    for (const limit of [1, 2, 4])
      expect(await engine.rank(fourWords, { limit })).toEqual(whole.slice(0, limit));
  });
});

describe('papers with some words of a short query', () => {
  it('come last where those say nothing by themselves, however rare', async () => {
    const texts = {
      a: 'a cheap and cheap thing',
      b: 'moss in a garden',
      c: 'mosses and more words of many kinds',
    };
    expect(await order('cheap moss', texts)).toEqual(['b', 'c', 'a']);
    expect(await order('cheap', texts)).toEqual(['a']);
  });
});

describe('the few papers that have all words of a query of several', () => {
  const others = Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [`z${at}`, 'peat bog heath, peat bog heath, peat bog heath']),
  );

  it('come first, however often others have some of them', async () => {
    const found = await order('peat bog heath moss', {
      ...others,
      a: 'a long text on many other things, where heath and bog and peat are named once, and late a moss as well',
    });
    expect(found[0]).toBe('a');
  });

  it('do not where they are more than three', async () => {
    const whole =
      'a long text on many other things, where heath, bog and peat are named, and late a moss as well';
    const found = await order('peat bog heath moss', { ...others, a: whole, b: whole, c: whole, d: whole });
    expect(found[0]).toMatch(/^z/u);
  });

  it('are in the order of what they say', async () => {
    const found = await order('peat bog heath moss', {
      ...others,
      a: 'heath bog, then peat moss',
      b: 'peat bog heath moss',
    });
    expect(found.slice(0, 2)).toEqual(['b', 'a']);
  });
});

describe('in a query of up to three words', () => {
  it('papers that have all come before those that have some, which are counted apart', async () => {
    const texts = {
      a: 'moss moss moss in every garden, moss and moss',
      b: 'a long text on many other things, where a heath and a bog and late a moss are named',
      c: 'heath, heath and nothing but heath',
    };
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    const { hits, ...counts } = await engine.search('moss heath');
    expect(hits.map(({ paper }) => paper.id).slice(0, 1)).toEqual(['b']);
    expect(counts).toMatchObject({ total: 1, more: 2, parted: true, words: 2 });
    expect(await engine.search('moss')).toMatchObject({ total: 2, more: 0 });
    expect(await engine.search('moss unheard-of')).toMatchObject({ total: 0, more: 2 });
  });

  it('papers are cut into pages across the border', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`p${at}`, at % 3 === 0 ? 'moss on a heath' : 'moss moss moss']),
    );
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    const whole = await engine.search('moss heath', { limit: 100 });
    expect(whole).toMatchObject({ total: 3, more: 6 });
    const pages = [];
    for (let offset = 0; offset < 9; offset += 2)
      pages.push(...(await engine.search('moss heath', { offset, limit: 2 })).hits);
    expect(pages).toEqual(whole.hits);
  });
});

describe('a single word', () => {
  it('comes before its other inflections, and these before words that share its stem alone', async () => {
    const texts = {
      stem: 'reasonable, reasonable and reasonable',
      inflected: 'we reasoned, reasoned and reasoned',
      plural: 'a long text on many other things, where good reasons are named once',
      exact: 'a long text on many other things, where some reason is named once',
    };
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    expect(await idsOf(engine, 'reason')).toEqual(['exact', 'plural', 'inflected', 'stem']);
    expect(await engine.search('reason')).toMatchObject({ total: 3, more: 1, words: 1 });
  });

  it('in either spelling and number finds the same papers in the same order', async () => {
    const engine = await indexOf([
      ...papersSaying({
        a: 'to optimise, an optimisation',
        b: 'many optimizations',
        c: 'an optimal optimization of things',
        d: 'optimized things',
      }),
      ...OTHERS,
    ]);
    const expected = await engine.rank('optimization');
    for (const spelling of ['optimisation', 'optimizations', 'optimisations'])
      expect(await engine.rank(spelling)).toEqual(expected);
  });

  it('is not found in words derived from the same verb', async () => {
    const texts = {
      a: 'generalization',
      b: 'generated',
      c: 'a generation',
      d: 'generative',
      e: 'generations',
    };
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    expect((await idsOf(engine, 'generation')).slice(0, 2).sort()).toEqual(['c', 'e']);
    expect(await engine.search('generation')).toMatchObject({ total: 2, more: 3 });
  });
});

describe('a word', () => {
  it('typed several times counts more, but no more than three times', async () => {
    const texts = { a: 'moss under trees', b: 'fern under trees' };
    expect(await order('fern fern moss', texts)).toEqual(['b', 'a']);
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    const scoreOf = async (query: string) => (await engine.rank(query))[0]?.score;
    expect(await scoreOf('fern fern')).toBeGreaterThan((await scoreOf('fern')) ?? 0);
    expect(await scoreOf('fern '.repeat(9))).toBe(await scoreOf('fern '.repeat(3)));
  });

  it('that was only completed counts less than one that was typed', async () => {
    const engine = await indexOf([...papersSaying({ a: 'a mosslike', b: 'a moss' }), ...OTHERS]);
    const [first, second] = await engine.rank('moss', { prefix: true });
    expect([first?.paper.id, second?.paper.id]).toEqual(['b', 'a']);
  });
});

describe('an acronym', () => {
  it('finds the same in the plural', async () => {
    const texts = { intro: 'moss peat bogs (MPB) grow', short: 'an MPB', long: 'many a moss peat bog' };
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    const plural = await idsOf(engine, 'MPBs');
    expect(plural).toEqual(await idsOf(engine, 'MPB'));
    expect(plural).toContain('long');
  });

  it('finds its long form less well than itself', async () => {
    const found = await order('gpr', {
      a: 'ground penetrating radar',
      b: 'a GPR on ice',
      c: 'ground penetrating radar (GPR)',
    });
    expect(found.filter((id) => id !== 'c')).toEqual(['b', 'a']);
  });
});

describe('the short form of what was typed', () => {
  const papers = [
    ...papersSaying({
      intro: 'deep ensembles (DE) are large',
      other: 'many a DE is small',
      small: 'un modelo de ensayo',
    }),
    samplePaper({
      id: 'rosa',
      title: 'Untold',
      abstract: 'Ensembles of strings.',
      authors: ['Ana de la Rosa'],
    }),
    ...OTHERS,
  ];

  it('is found as it is written, in capitals, and in no name', async () => {
    const { hits, ...counts } = await (await indexOf(papers)).search('deep ensembles');
    expect(counts).toMatchObject({ total: 2, more: 1 });
    expect(hits.map(({ paper, why }) => `${paper.id} ${why}`)).toEqual([
      'intro matches deep, ensembles, DE in abstract',
      'other matches DE in abstract',
      'rosa matches ensembles in abstract',
    ]);
  });

  it('of several parts is found whole', async () => {
    const texts = {
      intro: 'slotted ALOHA (S-ALOHA)',
      other: 'an S-ALOHA channel',
      letter: 'an S of ALOHA',
      says: 'he says aloha',
    };
    const engine = await indexOf([...papersSaying(texts), ...OTHERS]);
    expect((await engine.search('slotted aloha')).total).toBe(2);
  });
});

describe('a word of one or two letters', () => {
  const papers = [
    samplePaper({ id: 'li', title: 'On moss', abstract: 'Moss.', authors: ['Li Wang'] }),
    samplePaper({ id: 'battery', title: 'Moss', abstract: 'A Li battery.', authors: ['Ana Rosa'] }),
    ...OTHERS,
  ];

  it('is a name with author: and beside the rest of the name alone', async () => {
    const engine = await indexOf(papers);
    expect(await idsOf(engine, 'li')).toEqual(['battery']);
    expect(await engine.search('li moss')).toMatchObject({ total: 1, more: 1 });
    expect(await idsOf(engine, 'author:li')).toEqual(['li']);
    expect(await idsOf(engine, 'wang li')).toEqual(['li', 'battery']);
  });

  it('is given as a reason only where it counts', async () => {
    const whys = async (query: string) =>
      (await (await indexOf(papers)).search(query)).hits.map(({ paper, why }) => `${paper.id} ${why}`);
    expect(await whys('li moss')).toContain('li matches moss in title and abstract');
    expect(await whys('wang li moss')).toContain('li matches moss, Li, Wang in title, abstract and authors');
  });
});

describe('papers that were removed', () => {
  it('weigh no more in how rare a phrase is', async () => {
    const texts = {
      a: 'a ground penetrating radar (GPR)',
      b: 'GPR on ice',
      c: 'ground penetrating radar on ice',
    };
    const never = await indexOf([...papersSaying(texts), ...OTHERS]);
    const gone = papersSaying({ d: 'ground penetrating radar', e: 'a ground penetrating radar' });
    const once = await indexOf([...papersSaying(texts), ...gone, ...OTHERS]);
    await once.update({ put: [], removed: ['d', 'e'] });
    expect(await once.rank('gpr')).toEqual(await never.rank('gpr'));
  });
});

describe('more papers than are kept to look at closely', () => {
  it('are ordered by id where they are equal, wherever they stand', async () => {
    const ids = Array.from({ length: 450 }, (_, at) => `p${String((at * 197) % 450).padStart(3, '0')}`);
    const engine = await indexOf(ids.map((id) => samplePaper({ id, title: 'Equal twins' })));
    const found = await engine.rank('twins', { limit: 250 });
    expect(found.map(({ paper }) => paper.id)).toEqual(ids.toSorted().slice(0, 250));
  });
});
