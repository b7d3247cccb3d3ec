import { expect, it } from 'vitest';
import { withFallback } from '../../../src/core/search/fallback.ts';
import { createFailingEngine } from '../failing-engine.ts';
import { indexOf, samplePaper } from './sample-papers.ts';

it('asks the other engine where the first cannot be reached, and the first again when it can', async () => {
  const first = createFailingEngine(await indexOf([samplePaper({ id: 'first', title: 'Mosses' })]));
  const search = withFallback(first.engine, await indexOf([samplePaper({ id: 'other', title: 'Mosses' })]));
  const found = async () => (await search.rank('mosses')).map(({ paper }) => paper.id);
  expect(await found()).toEqual(['first']);
  first.broken = true;
  expect(await found()).toEqual(['other']);
  expect((await search.search('mosses')).total).toBe(1);
  expect((await search.holding([['mosses']], 1)).papers.map(({ id }) => id)).toEqual(['other']);
  expect((await search.similar('other')).hits).toEqual([]);
  expect(await search.acronyms(['mosses'])).toEqual([]);
  expect(await search.suggest('moss', 3)).not.toEqual([]);
  first.broken = false;
  expect(await found()).toEqual(['first']);
});

it('does not hide that an engine is wrong', async () => {
  const first = await indexOf([]);
  const search = withFallback({ ...first, rank: () => Promise.reject(new TypeError('wrong')) }, first);
  await expect(search.rank('mosses')).rejects.toThrow('wrong');
});

it('learns from saves by the engine that can', async () => {
  const other = await indexOf([]);
  const { taste: _, vectors: __, ...first } = await indexOf([]);
  expect(withFallback(first, other).taste).toBe(other.taste);
  expect(withFallback(first, other).vectors).toBe(other.vectors);
});
