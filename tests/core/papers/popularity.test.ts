import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trending } from '../../../src/core/commands/search/trending.ts';
import { rankTrending } from '../../../src/core/commands/search/trending-papers.ts';
import { createDigestScorer } from '../../../src/core/digest/selection/score-candidates.ts';
import { explainFormula } from '../../../src/core/digest/selection/weights.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { measurePopularity, popularityFormula } from '../../../src/core/papers/popularity.ts';

const now = new Date('2024-03-15T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(now.getTime() - days * day);

function paper(id: string, more: Partial<Paper> = {}): Paper {
  const url = `https://example.org/${id}`;
  return { id, recordIds: [], title: id, abstract: '', authors: [], url, categories: [], ...more };
}

/** `h` itself. */
const measure = (more: Partial<Paper>, ...savedAgo: readonly number[]) =>
  2 ** measurePopularity(paper('x', more), savedAgo.map(ago), now);

describe('popularity', () => {
  it('counts each save for one and each ten upvotes for one', () => {
    expect(measure({}, 0, 0)).toBeCloseTo(2);
    expect(measure({ upvotes: 30, published: '2024-03-16' })).toBeCloseTo(3);
  });

  it('halves both every week, by the hour rather than at midnight', () => {
    expect(measure({}, 7)).toBeCloseTo(0.5);
    expect(measure({}, 3.5)).toBeCloseTo(Math.SQRT1_2);
    expect(measure({ upvotes: 10, published: '2024-03-15' })).toBeCloseTo(2 ** (-0.5 / 7));
    expect(measure({ upvotes: 10, published: '2024-03-08' }, 7)).toBeCloseTo(0.5 + 2 ** (-7.5 / 7));
  });

  it('counts a save for twelve weeks and no longer', () => {
    expect(measure({}, 84)).toBeCloseTo(2 ** -12);
    expect(measure({}, 84.01)).toBe(0);
  });

  it('takes what is to come as now, a month or a year from its first day, and no date as nothing', () => {
    expect(measure({ upvotes: 10, published: '2199-01-01' })).toBe(1);
    expect(measure({}, -3)).toBe(1);
    expect(measure({ upvotes: 10, published: '2024-03' })).toBe(
      measure({ upvotes: 10, published: '2024-03-01' }),
    );
    expect(measure({ upvotes: 10, published: '2024' })).toBe(
      measure({ upvotes: 10, published: '2024-01-01' }),
    );
    expect(measure({ upvotes: 900 })).toBe(0);
  });

  it('still tells apart what is older than numbers can halve', () => {
    const of = (published: string) => measurePopularity(paper('x', { upvotes: 5, published }), [], now);
    expect(of('1985')).toBeGreaterThan(of('1984'));
    expect(of('1000')).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  });

  it('is one number for one paper, in what trends and in every digest, whatever the zone', async () => {
    const dates = fc.integer({ min: 0, max: 400 }).map((days) => ago(days).toISOString().slice(0, 10));
    const saved = fc.array(fc.double({ min: 0, max: 100, noNaN: true }).map(ago), { maxLength: 4 });
    const zones = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/Los_Angeles');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(500),
        fc.option(dates),
        saved,
        zones,
        async (upvotes, published, times, zone) => {
          const one = paper('one', { upvotes, position: 1, ...(published === null ? {} : { published }) });
          const saves = new Map([[one.id, times]]);
          const [ranked] = await rankTrending([one], now, saves);
          const situation = { candidates: [], shownAt: new Map(), saves, now, zone };
          const weights = { fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 };
          const { trending: part } = createDigestScorer(situation, weights)({ paper: one, match: 0 });
          const h = 2 ** (ranked?.popularity ?? Number.NaN);
          expect(part).toBe(h / (1 + h));
        },
      ),
    );
  });

  it('leaves the order of two papers to what happens to them, not to the passing of time', () => {
    const facts = fc.record({
      upvotes: fc.nat(100),
      savedAgo: fc.array(fc.double({ min: 0, max: 10, noNaN: true })),
    });
    fc.assert(
      fc.property(facts, facts, fc.double({ min: 0, max: 70, noNaN: true }), (a, b, later) => {
        const at = (offset: number, { upvotes, savedAgo }: typeof a) =>
          measurePopularity(
            paper('x', { upvotes, published: '2024-03-14' }),
            savedAgo.map(ago),
            new Date(now.getTime() + offset * day),
          );
        const difference = at(0, a) - at(0, b);
        fc.pre(Math.abs(difference) > 1e-6);
        expect(Math.sign(at(later, a) - at(later, b))).toBe(Math.sign(difference));
      }),
    );
  });

  it('is told in the same words wherever its formula is', () => {
    expect(trending.explanation).toContain(popularityFormula);
    expect(explainFormula({ fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 })).toContain(
      popularityFormula,
    );
    expect(popularityFormula).toContain('divided by 10, both halved every 7 days');
    expect(popularityFormula).toContain('84 days');
  });
});
