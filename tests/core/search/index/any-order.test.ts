import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine, type LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { dailyPapers, indexOf, LIBRARY, samplePaper } from '../sample-papers.ts';

const PAPERS: readonly Paper[] = [
  ...LIBRARY,
  ...dailyPapers()
    .slice(0, 12)
    .map((paper) => ({ ...paper, abstract: paper.abstract.slice(0, 300) })),
  samplePaper({ id: 'a', title: 'Networking network networks', authors: ['Smiths Networks'] }),
  samplePaper({ id: 'b', title: 'Mobile ad hoc networks (MAN)', abstract: 'The MAN wins; many men (MM).' }),
  samplePaper({
    id: 'c',
    abstract: 'A metropolitan area network (MAN) and the smith.',
    authors: ['Net Smiths'],
  }),
  samplePaper({ id: 'd', title: 'Metropolitan area network (MAN) at work' }),
];

const QUERIES = [
  'uncertainty estimation',
  'uncertainity estimaton',
  'deep neural networks for detection',
  'network smiths',
  'smiths area network smith',
  'MAN',
  'metropolitan area network',
  'OOD detection',
  'out-of-distribution',
  '"deep ensembles" -survey',
  'netwroks',
  'uncert',
  'year:2019-2023',
  'author:smith models',
  'title:retrieval',
  'henaf',
  'metropolitan anecdotes of networks at work',
  'mobile ad hoc area',
  'data set behaviour',
];

/** All that the queries tell, exactly. */
async function answers(index: LunrEngine): Promise<unknown> {
  const all = { limit: 100 };
  const one = async (query: string) => ({
    ranked: (await index.rank(query, all)).map(({ paper, score }) => [paper.id, score]),
    typing: (await index.rank(query, { ...all, prefix: true })).map(({ paper, score }) => [paper.id, score]),
    hints: (await index.search(query, all)).hints,
  });
  const similar = PAPERS.map(async ({ id }) =>
    (await index.similar(id, all)).hits.map(({ paper, score }) => [paper.id, score]),
  );
  const answered = QUERIES.map(one);
  return { size: index.size, answers: await Promise.all(answered), similar: await Promise.all(similar) };
}

const permutation = fc.shuffledSubarray([...PAPERS], { minLength: PAPERS.length });
const someIds = fc.subarray(PAPERS.map(({ id }) => id));
const step = fc.record({
  put: fc.subarray([...PAPERS]),
  removed: someIds,
  /** Papers that will be replaced later by what they are at last. */
  drafts: someIds,
});

describe('the ranking', () => {
  it('is the same however the papers came, left and came again', async () => {
    const expected = await answers(await indexOf(PAPERS));
    await fc.assert(
      fc.asyncProperty(
        permutation,
        fc.array(step, { maxLength: 4 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2, max: 4 }),
        async (order, steps, segmentSize, mergeFactor) => {
          const index = createLunrEngine([], { segmentSize, mergeFactor });
          const drafted = new Set<string>();
          for (const { put, removed, drafts } of steps) {
            const changed = put.map((paper) => {
              if (!drafts.includes(paper.id)) return paper;
              drafted.add(paper.id);
              return {
                ...paper,
                abstract: `Drafts of metropolitan anecdotes (MAN) uncertainity. ${paper.title}`,
              };
            });
            await index.update({ put: changed, removed });
          }
          const missing = order.filter(({ id }) => drafted.has(id) || !index.has(id));
          await index.update({ put: missing, removed: [] });
          expect(await answers(index)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});
