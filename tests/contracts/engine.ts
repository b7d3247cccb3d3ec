import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/papers/paper.ts';
import type { Hit, SearchEngine, SearchResult } from '../../src/core/search/engine.ts';
import type { MarkedText } from '../../src/core/text/marked-text.ts';
import { samplePaper } from '../core/search/sample-papers.ts';

/** Thirty papers, each with three of the words. */
function writeOf(topic: string, words: readonly string[]): readonly Paper[] {
  const at = (number: number) => words[number % words.length];
  return Array.from({ length: 30 }, (_, number) =>
    samplePaper({
      id: `${topic}-${number}`,
      title: `A ${at(number)} and a ${at(number + 1 + (number % 3))}`,
      abstract: `There is a ${at(number * 3 + 5)}.`,
    }),
  );
}

/** A search engine as this suite opens it. */
export type EngineUnderTest = {
  readonly name: string;
  /** An engine over these papers, all of them found already. */
  open(papers: readonly Paper[]): Promise<SearchEngine>;
  /** Ends what the engines opened need. */
  close?(): Promise<void>;
};

const MOSS = samplePaper({
  id: 'arxiv:2101.00001',
  title: 'Mosses on Cold Stones',
  abstract: 'We count mosses and lichens on stones. Bryophytes like it wet.',
  authors: ['Ada Verdant', 'Iris Q. Bell'],
  published: '2021-01-04',
  venue: 'Journal of Small Plants',
  categories: ['q-bio.PE'],
  code: 'https://example.org/moss',
});
const LICHEN = samplePaper({
  id: 'doi:10.1000/lichens',
  title: 'Lichens, Slowly',
  abstract: 'Lichens grow on stones where nothing else grows. Their growth is measured over decades.',
  authors: ['Ben Verdant'],
  published: '2019-06',
  doi: '10.1000/lichens',
});
const FERN = samplePaper({
  id: 'ferns-of-the-north',
  title: 'Ferns of the North',
  abstract: 'A key to ferns, with drawings.',
  authors: ['Ida Fjell'],
  published: '2022',
  categories: ['q-bio.OT'],
});
const CAMERA = samplePaper({
  id: 'arxiv:2203.00002',
  title: 'Camera Localisation without Maps',
  abstract: 'A camera finds its place in a town. Stones are not mentioned by name but once.',
  authors: ['Carl Lens'],
  published: '2022-03-09',
});
const UNTITLED = samplePaper({ id: 'untitled', abstract: 'This record has lost its title in a fire.' });
const PAPERS: readonly Paper[] = [MOSS, LICHEN, FERN, CAMERA, UNTITLED];

/** As many as to fill pages, alike but for their ids. */
const TWINS = Array.from({ length: 23 }, (_, at) =>
  samplePaper({ id: `twin-${String((at * 7) % 23).padStart(2, '0')}`, title: 'Equal twins' }),
);

const hostile = [
  '',
  ' \n\t ',
  '"',
  '""""',
  '-',
  '- - -"',
  '(((',
  'AND OR NOT',
  '*?~^$.[]{}\\/',
  "'; DROP TABLE papers; --",
  '@title stones | @abstract "stones"~5',
  'title:',
  ':stones',
  'title:"',
  'year:9999-0000',
  'after:2021-02-31',
  'id:',
  '__proto__',
  'constructor',
  '\0\u{ffff}',
  '\ud800',
  '\u202estones',
  '🚀🚀',
  'e\u0301'.repeat(500),
  'stones '.repeat(2_000),
  '-"'.repeat(2_000),
];

const anything = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.constantFrom('stones', 'title:', 'author:', '"', '-', ' ', 'year:20', '*', '(', ')', 'é', '\\'))
    .map((parts) => parts.join('')),
);

/** What every search engine promises, over papers of the suite's own. */
export function describeEngine({ name, open, close }: EngineUnderTest): void {
  describe(`the search of ${name}`, () => {
    let engine: SearchEngine;
    let twins: SearchEngine;
    beforeAll(async () => {
      [engine, twins] = [await open(PAPERS), await open([...TWINS, MOSS])];
    });
    afterAll(() => close?.());

    const idsOf = async (query: string, searched = engine): Promise<readonly string[]> =>
      (await searched.search(query, { limit: 100 })).hits.map(({ paper }) => paper.id);

    it('counts its papers', async () => {
      expect(engine.size).toBe(PAPERS.length);
      expect((await open([])).size).toBe(0);
    });

    it.each(PAPERS.filter(({ title }) => title !== ''))(
      'finds “$title” first by it',
      async ({ id, title }) => {
        expect((await idsOf(title))[0]).toBe(id);
        expect((await idsOf(title.toUpperCase()))[0]).toBe(id);
      },
    );

    it.each<[string, readonly Paper[]]>([
      ['bryophyte', [MOSS]],
      ['fire', [UNTITLED]],
      ['title:lichen', [LICHEN]],
      ['abstract:lichen', [MOSS, LICHEN]],
      ['author:verdant', [MOSS, LICHEN]],
      ['author:"Ada Verdant"', [MOSS]],
      ['author:"I. Bell"', [MOSS]],
      ['venue:"small plants"', [MOSS]],
      ['category:q-bio', [MOSS, FERN]],
      ['category:q-bio.PE', [MOSS]],
      ['"cold stones"', [MOSS]],
      ['stones -lichens', [CAMERA]],
      ['stones -"cold stones" -camera', [LICHEN]],
      ['stones year:2019-2021', [MOSS, LICHEN]],
      ['year:2022', [FERN, CAMERA]],
      ['after:2022-03-01', [CAMERA]],
      ['before:2020', [LICHEN]],
      ['has:code', [MOSS]],
      ['stones has:code', [MOSS]],
      ['title:stones author:lens', []],
      ['qqqqqq', []],
    ])('understands %s', async (query, papers) => {
      expect(new Set(await idsOf(query))).toEqual(new Set(papers.map(({ id }) => id)));
    });

    it.each<[string, Paper]>([
      ['2101.00001', MOSS],
      ['arXiv:2101.00001v2', MOSS],
      ['https://arxiv.org/abs/2101.00001', MOSS],
      ['id:2101.00001', MOSS],
      ['10.1000/lichens', LICHEN],
      ['https://doi.org/10.1000/LICHENS', LICHEN],
      ['id:ferns-of-the-north', FERN],
      ['https://example.org/untitled', UNTITLED],
    ])('finds one paper by its id as %s', async (query, { id }) => {
      expect(await idsOf(query)).toEqual([id]);
    });

    it('takes the last word for the beginning of one while somebody types', async () => {
      expect((await engine.rank('cold bryo', { prefix: true }))[0]?.paper.id).toBe(MOSS.id);
      expect(await engine.rank('zzz', { prefix: true })).toEqual([]);
    });

    it('says why each paper was found, in texts with marks inside them and one line of words', async () => {
      const { hits } = await engine.search('lichens');
      expect(hits).toHaveLength(2);
      for (const hit of hits) {
        expectWellFormed(hit);
        const marked = [...markedIn(hit.title), ...markedIn(hit.snippet)].map((word) => word.toLowerCase());
        expect(marked).toContain('lichens');
        expect(hit.why).toContain('lichens');
      }
      const [untitled] = (await engine.search('fire')).hits;
      expect(untitled?.title.text).not.toBe('');
    });

    it('tells the person of a field it does not know and of a date it does not understand', async () => {
      expect((await engine.search('flavour:stones')).hints.join()).toContain('flavour');
      expect((await engine.search('stones year:soon')).hints.join()).toContain('soon');
      expect((await engine.search('stones')).hints).toEqual([]);
    });

    it('puts the best first, and equal papers in order of id', async () => {
      const found = await engine.search('lichens stones decades', { limit: 100 });
      expectDescending(found.hits);
      expect(found.hits[0]?.paper.id).toBe(LICHEN.id);
      const ids = await idsOf('twins', twins);
      expect(ids).toEqual(TWINS.map(({ id }) => id).sort());
    });

    it('has pages that add up, ten on each by default, and none of a senseless number', async () => {
      const whole = await twins.search('twins', { limit: 100 });
      expect(whole).toMatchObject({ total: TWINS.length, more: 0 });
      for (const limit of [1, 7, 23]) {
        const pages: Hit[] = [];
        for (let offset = 0; offset < whole.total; offset += limit) {
          const page = await twins.search('twins', { offset, limit });
          expect(page.total).toBe(whole.total);
          pages.push(...page.hits);
        }
        expect(pages).toEqual(whole.hits);
      }
      expect((await twins.search('twins')).hits).toEqual(whole.hits.slice(0, 10));
      expect((await twins.rank('twins')).map(({ paper }) => paper.id)).toHaveLength(10);
      expect((await twins.search('twins', { offset: whole.total })).hits).toEqual([]);
      expect(await twins.search('twins', { limit: 0 })).toMatchObject({ total: whole.total, hits: [] });
      expect((await twins.search('twins', { limit: -1, offset: -5 })).hits).toEqual([]);
      expect((await twins.search('twins', { limit: Number.POSITIVE_INFINITY })).hits).toHaveLength(23);
      expect((await twins.search('twins', { limit: Number.NaN })).hits).toHaveLength(10);
    });

    it('ranks as it searches', async () => {
      for (const query of ['stones', 'year:2022', 'lichens -fern', '2101.00001', 'nothing like it', '']) {
        for (const options of [{}, { limit: 1 }, { offset: 1, limit: 2 }, { prefix: true }])
          expect(await engine.rank(query, options)).toEqual(rankingOf(await engine.search(query, options)));
      }
    });

    it('finds papers like one, itself left out, in pages too', async () => {
      const whole = await engine.similar(MOSS.id, { limit: 100 });
      expect(whole.hits[0]?.paper.id).toBe(LICHEN.id);
      expect(whole.hits.map(({ paper }) => paper.id)).not.toContain(MOSS.id);
      expect(whole.total).toBe(whole.hits.length);
      expectDescending(whole.hits);
      const first = await engine.similar(MOSS.id, { limit: 1 });
      const rest = await engine.similar(MOSS.id, { offset: 1, limit: 100 });
      expect([...first.hits, ...rest.hits]).toEqual(whole.hits);
      const alike = await twins.similar('twin-04', { limit: 100 });
      expect(alike.hits.map(({ paper }) => paper.id)).toEqual(
        TWINS.map(({ id }) => id)
          .filter((id) => id !== 'twin-04')
          .sort(),
      );
      for (const unknown of ['nobody', '', '__proto__'])
        expect(await engine.similar(unknown)).toMatchObject({ total: 0, hits: [], hints: [] });
    });

    it('completes titles, authors and fields, no more than asked for and each once', async () => {
      expect(await engine.suggest('liche', 5)).toContainEqual({ text: LICHEN.title, kind: 'title' });
      expect(await engine.suggest('verd', 5)).toContainEqual({
        text: 'author:"Ada Verdant"',
        kind: 'author',
      });
      expect(await engine.suggest('auth', 5)).toContainEqual({ text: 'author:', kind: 'field' });
      for (const limit of [0, 1, 3, 25]) {
        const suggested = (await twins.suggest('e', limit)).map(({ text }) => text);
        expect(suggested.length).toBeLessThanOrEqual(limit);
        expect(new Set(suggested).size).toBe(suggested.length);
      }
      expect(await engine.suggest('liche', -1)).toEqual([]);
      expect(await engine.suggest('liche', Number.NaN)).toEqual([]);
      for (const { text } of await engine.suggest('ver', 10)) expect(await idsOf(text)).not.toEqual([]);
    });

    it('tells for topics who has a word of each group, missing nobody, and how telling the groups are', async () => {
      const holding = async (groups: readonly (readonly string[])[], share = 1, asked = engine) => {
        const { papers, weights } = await asked.holding(groups, share);
        expect(weights).toHaveLength(groups.length);
        return { ids: papers.map(({ id }) => id), weights };
      };
      const stones = [MOSS.id, LICHEN.id, CAMERA.id];
      expect((await holding([['stone', 'stones']])).ids).toEqual(expect.arrayContaining(stones));
      const both = await holding([['stones'], ['lichen', 'lichens']]);
      expect(both.ids).toEqual(expect.arrayContaining([MOSS.id, LICHEN.id]));
      expect(both.ids).not.toContain(CAMERA.id);
      expect(both.weights[1]).toBeGreaterThan(both.weights[0] ?? Number.NaN);
      expect((await holding([['mushroom'], ['stones']])).ids).toEqual([]);
      expect((await holding([['mushroom', 'fern', 'ferns']])).ids).toContain(FERN.id);
      expect((await holding([['verdant']])).ids).toEqual(expect.arrayContaining([MOSS.id, LICHEN.id]));
      const some = await holding([['stones'], ['lichens'], ['decades'], ['mushroom']], 0.5);
      expect(some.ids).toContain(LICHEN.id);
      expect(some.ids).not.toContain(CAMERA.id);
      expect((await holding([])).ids.sort()).toEqual(PAPERS.map(({ id }) => id).sort());
      expect((await holding([[], ['stones']])).ids).toEqual([]);
      for (const text of hostile) await engine.holding([[text], text.split(' ')], 0.75);
    });

    it('tells for topics the acronyms that papers introduce, by their short form or their long one', async () => {
      const paper = samplePaper({
        id: 'ood',
        abstract: 'Finding out-of-distribution (OOD) inputs by S-shaped rods (S-ROD).',
      });
      const searched = await open([...PAPERS, paper]);
      const known = async (...words: readonly string[]) =>
        (await searched.acronyms(words)).map(({ short, long }) => `${short}: ${long.join(' ')}`);
      for (const words of [['ood'], ['seldom', 'out', 'of', 'distribution', 'inputs']])
        expect(['ood: out of distribution', '']).toContain((await known(...words)).join());
      expect(await known('distribution')).toEqual([]);
      expect(await known('stones', '__proto__', 'constructor')).toEqual([]);
      expect(await known()).toEqual([]);
    });

    it('tells of papers that it has, if it knows vectors, which are about the same', async () => {
      const gardens = writeOf('garden', ['moss', 'fern', 'stone', 'rain', 'soil', 'seed', 'frost', 'lichen']);
      const towns = writeOf('town', [
        'street',
        'tower',
        'bridge',
        'market',
        'lantern',
        'harbour',
        'gate',
        'well',
      ]);
      const searched = await open([...gardens, ...towns]);
      const asked = [...gardens, ...towns].map(({ id }) => id);
      const vectors = await searched.vectors?.([...asked, 'nobody', '__proto__', '']);
      if (vectors === undefined || vectors.size === 0) return;
      expect([...vectors.keys()].filter((id) => !asked.includes(id))).toEqual([]);
      const cosine = (one: Float64Array, other: Float64Array) =>
        one.reduce((sum, value, at) => sum + value * (other[at] ?? Number.NaN), 0);
      const known = (papers: readonly Paper[]) => papers.flatMap(({ id }) => vectors.get(id) ?? []);
      const [first, ...others] = known(gardens);
      if (first === undefined) throw new Error('no paper on gardens has a vector');
      for (const vector of vectors.values()) {
        expect(vector.length).toBe(first.length);
        expect(cosine(vector, vector)).toBeCloseTo(1, 6);
      }
      const mean = (all: readonly Float64Array[]) =>
        all.reduce((sum, vector) => sum + cosine(first, vector), 0) / all.length;
      expect(mean(others)).toBeGreaterThan(mean(known(towns)) + 0.1);
    });

    it('tells, if it learns, how near each paper is to what each person saved, here or gone, and of others nothing', async () => {
      const gardens = writeOf('garden', ['moss', 'fern', 'stone', 'rain', 'soil', 'seed', 'frost', 'lichen']);
      const towns = writeOf('town', ['street', 'tower', 'bridge', 'market', 'lantern', 'harbour', 'gate']);
      const [gone, ...here] = gardens;
      const { taste } = await open([...here, ...towns]);
      if (taste === undefined || gone === undefined) return;
      const asked = [...here, ...towns].map(({ id }) => id);
      const likings = [gone, ...towns.slice(0, 1)].map((paper) => ({ saved: [paper], unwanted: [] }));
      const measured = await taste.measure(likings, [...asked, 'nobody', '__proto__', '']);
      expect(measured.map((near) => near.length)).toEqual(likings.map(() => asked.length + 3));
      const mean = (near: Float64Array) => near.reduce((sum, one) => sum + one, 0) / near.length;
      const [likesGardens = new Float64Array(), likesTowns = new Float64Array()] = measured;
      expect(mean(likesGardens.subarray(0, here.length))).toBeGreaterThan(
        mean(likesGardens.subarray(here.length)),
      );
      expect(mean(likesTowns.subarray(0, here.length))).toBeLessThan(
        mean(likesTowns.subarray(here.length, asked.length)),
      );
      for (const near of measured) {
        expect([...near.subarray(asked.length)]).toEqual([0, 0, 0]);
        for (const one of near) expect(Math.abs(one)).toBeLessThanOrEqual(1 + 1e-9);
      }
      expect(await taste.measure([], asked)).toEqual([]);
      expect(await taste.explain({ saved: [gone], unwanted: [] }, [])).toEqual([]);
      expect(await taste.words({ saved: [], unwanted: [] })).toEqual([]);
    });

    it('takes in papers, puts others in their place and loses those removed', async () => {
      const changing = await open(PAPERS);
      const mushroom = samplePaper({ id: 'mushroom', title: 'Mushrooms at Night' });
      await changing.update({
        put: [mushroom, { ...FERN, title: 'Horsetails' }],
        removed: [LICHEN.id, 'nobody'],
      });
      expect(changing.size).toBe(PAPERS.length);
      expect(await idsOf('mushrooms', changing)).toEqual([mushroom.id]);
      expect(await idsOf('title:horsetails', changing)).toEqual([FERN.id]);
      expect(await idsOf('title:ferns', changing)).toEqual([]);
      expect(await idsOf('lichens', changing)).toEqual([MOSS.id]);
      expect(await idsOf('10.1000/lichens', changing)).toEqual([]);
      expect((await changing.similar(LICHEN.id)).hits).toEqual([]);
      expect(await changing.suggest('mushr', 5)).toContainEqual({ text: mushroom.title, kind: 'title' });
      await changing.update({ put: [], removed: [mushroom.id] });
      expect(await idsOf('mushrooms', changing)).toEqual([]);
      expect(await changing.suggest('mushr', 5)).toEqual([]);
      await changing.update({ put: [LICHEN, LICHEN], removed: [] });
      expect(changing.size).toBe(PAPERS.length);
    });

    it('makes changes in the order they were told, without waiting for each other', async () => {
      const changing = await open([]);
      const paper = samplePaper({ id: 'a', title: 'Mosses' });
      await Promise.all([
        changing.update({ put: [paper], removed: [] }),
        changing.update({ put: [], removed: ['a'] }),
        changing.update({ put: [{ ...paper, title: 'Ferns' }], removed: [] }),
      ]);
      expect(changing.size).toBe(1);
      expect(await idsOf('mosses', changing)).toEqual([]);
      expect(await idsOf('ferns', changing)).toEqual(['a']);
    });

    it('answers whatever is typed', async () => {
      for (const text of hostile) await expectAnswered(engine, text, false);
      await fc.assert(
        fc.asyncProperty(anything, fc.boolean(), (text, prefix) => expectAnswered(engine, text, prefix)),
      );
    });
  });
}

async function expectAnswered(engine: SearchEngine, text: string, prefix: boolean): Promise<void> {
  const result = await engine.search(text, { limit: 100, prefix });
  expect(result.hits).toHaveLength(result.total + result.more);
  expectDescending(result.hits);
  for (const hit of result.hits) expectWellFormed(hit);
  for (const hint of result.hints) expect(hint).not.toMatch(/[\n\r]/u);
  expect(await engine.rank(text, { limit: 100, prefix })).toEqual(rankingOf(result));
  expect((await engine.suggest(text, 7)).length).toBeLessThanOrEqual(7);
  expect((await engine.similar(`${text}?`)).hits).toEqual([]);
}

function rankingOf({ hits }: SearchResult): unknown {
  return hits.map(({ paper, score }) => ({ paper, score }));
}

function expectDescending(hits: readonly Hit[]): void {
  const scores = hits.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
}

function expectWellFormed({ title, snippet, why }: Hit): void {
  for (const marked of [title, snippet]) {
    let end = 0;
    for (const mark of marked.marks) {
      expect(mark.start).toBeGreaterThanOrEqual(end);
      expect(mark.end).toBeGreaterThan(mark.start);
      end = mark.end;
    }
    expect(end).toBeLessThanOrEqual(marked.text.length);
  }
  expect(why).toMatch(/^[^\n\r]+$/u);
}

function markedIn({ text, marks }: MarkedText): readonly string[] {
  return marks.map(({ start, end }) => text.slice(start, end));
}
