import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { loadSegments, saveSegments } from '../../../../src/core/search/index/segment-file.ts';
import type { LatentModel } from '../../../../src/core/search/latent/latent-model.ts';
import {
  createLunrEngine,
  type EngineOptions,
  type LunrEngine,
} from '../../../../src/core/search/lunr-engine.ts';
import { dailyPapers, samplePaper } from '../sample-papers.ts';

const PAPERS: readonly Paper[] = dailyPapers();
const QUERIES = [
  'calibrated confidence of classifiers under shift',
  'making large language models answer truthfully',
  'diffusion models',
  'teaching robots by watching people act',
];
const ALL = { limit: 100 };

async function indexed(papers: readonly Paper[], options?: EngineOptions): Promise<LunrEngine> {
  const engine = createLunrEngine([], options);
  await engine.update({ put: papers, removed: [] });
  return engine;
}

function modelOf(engine: LunrEngine): LatentModel | undefined {
  return engine.model();
}

async function rankings(engine: LunrEngine): Promise<unknown> {
  const ranked = QUERIES.map(async (query) =>
    (await engine.rank(query, ALL)).map(({ paper, score }) => [paper.id, score]),
  );
  return Promise.all(ranked);
}

describe('what the corpus itself tells of its words', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexed(PAPERS);
  });

  it('is learnt alike, byte by byte, however the papers came, left and came again', async () => {
    const expected = modelOf(engine);
    const other = createLunrEngine([], { segmentSize: 5, mergeFactor: 3 });
    const backwards = PAPERS.toReversed();
    await other.update({ put: backwards.slice(0, 60), removed: [] });
    await Promise.all([
      other.update({ put: backwards.slice(30), removed: PAPERS.slice(0, 5).map(({ id }) => id) }),
      other.update({ put: [{ ...PAPERS[7], title: 'A draft' }], removed: [] }),
    ]);
    await other.update({ put: [PAPERS[7], ...PAPERS.slice(0, 5)], removed: [] });
    expect(modelOf(other)).toEqual({ ...expected, trained: expect.anything() });
    expect(await rankings(other)).toEqual(await rankings(engine));
  });

  it('is nothing below 50 papers, and goes when they go', async () => {
    const few = await indexed(PAPERS.slice(0, 49));
    expect(modelOf(few)).toBeUndefined();
    await few.update({ put: [PAPERS[49]], removed: [] });
    expect(modelOf(few)?.vectors.dimensions).toBe(15);
    await few.update({ put: [], removed: [PAPERS[0].id] });
    expect(modelOf(few)).toBeUndefined();
    expect(modelOf(createLunrEngine())).toBeUndefined();
  });

  it('is saved with the index and read again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-latent-'));
    try {
      await saveSegments(join(folder, 'index'), engine.segments());
      const byId = new Map(PAPERS.map((paper) => [paper.id, paper]));
      const loaded = createLunrEngine(await loadSegments(join(folder, 'index'), (id) => byId.get(id)));
      expect(modelOf(loaded)).toEqual(modelOf(engine));
      expect(await rankings(loaded)).toEqual(await rankings(engine));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('tells nothing where papers have no words in common', async () => {
    const apart = Array.from({ length: 60 }, (_, at) => ({
      ...PAPERS[0],
      id: `p${at}`,
      title: `w${at}`,
      abstract: '',
    }));
    const strange = await indexed(apart);
    expect((await strange.rank('w1 w2 w3 w4')).map(({ paper }) => paper.id).sort()).toEqual([
      'p1',
      'p2',
      'p3',
      'p4',
    ]);
  });
});

/** Sixty papers on three topics, each of some words of the topic's twelve, and one on gardens in other words than `QUERY`. */
const TOPICS = [
  'soil roots leaves petals pollen seeds compost shade bees blossom orchard pruning',
  'tides reefs plankton salinity currents whales harbour trawler corals estuary kelp gulls',
  'sonata violin tempo chords melody choir rhythm octave fugue quartet cello timbre',
].map((topic) => topic.split(' '));
const QUERY = 'soil roots leaves petals pollen seeds compost shade';
const garden = samplePaper({
  id: 'garden',
  title: 'Bees in blossom',
  abstract: 'Pruning an orchard.',
});
const themed = Array.from({ length: 60 }, (_, at) => {
  const topic = TOPICS[at % 3];
  const words = topic.filter((_, word) => (at + 1) ** 3 % (word + 7) < 3 + word / 3);
  return samplePaper({ id: `p${at}`, title: words.slice(0, 2).join(' '), abstract: words.join(' ') });
});
/** One of the words by chance. */
const strays = Array.from({ length: 6 }, (_, at) =>
  samplePaper({
    id: `stray${at}`,
    abstract: `${TOPICS[2].slice(at).join(' ')} ${TOPICS[1].join(' ')} petals`,
  }),
);

describe('a paper on the topic of which no word was asked for', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexed([...themed, ...strays, garden]);
  });

  it('is found by many words, says so, and is not counted', async () => {
    const holders = [...themed, ...strays].filter(({ abstract }) =>
      QUERY.split(' ').some((word) => abstract.includes(word)),
    );
    const { total, more, hits } = await engine.search(QUERY, ALL);
    expect(total + more).toBe(holders.length);
    expect(hits).toHaveLength(total + more);
    const at = hits.findIndex(({ paper }) => paper.id === 'garden');
    expect(hits[at]).toMatchObject({ why: 'related topic', title: { marks: [] } });
    expect(hits.slice(0, at).some(({ paper }) => paper.id.startsWith('stray'))).toBe(false);
  });

  it('leaves scores falling to the last paper, those after the ones that are compared among them', async () => {
    const many = Array.from({ length: 240 }, (_, at) =>
      samplePaper({ id: `m${at}`, title: TOPICS[at % 3].slice(at % 4, (at % 4) + 4).join(' ') }),
    );
    const ranked = await (await indexed(many)).rank('petals currents chords roots tides sonata', {
      limit: 300,
    });
    const scores = ranked.map(({ score }) => score);
    expect(scores.length).toBeGreaterThan(200);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('stands in its place on whatever page it comes', async () => {
    const whole = await engine.rank(QUERY, ALL);
    for (const limit of [1, 7]) {
      const pages: unknown[] = [];
      for (let offset = 0; offset < whole.length; offset += limit)
        pages.push(...(await engine.rank(QUERY, { offset, limit })));
      expect(pages).toEqual(whole);
    }
  });

  it('is not found by three words, nor where a condition leaves it out, nor once it is gone', async () => {
    for (const query of ['soil roots leaves', `${QUERY} -blossom`, `${QUERY} title:soil`])
      expect((await engine.rank(query, ALL)).map(({ paper }) => paper.id)).not.toContain('garden');
    await engine.update({ put: [], removed: ['garden'] });
    expect((await engine.rank(QUERY, ALL)).map(({ paper }) => paper.id)).not.toContain('garden');
  });
});
