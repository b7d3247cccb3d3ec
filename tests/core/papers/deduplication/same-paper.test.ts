import { expect, it } from 'vitest';
import { createSamePaperFinder } from '../../../../src/core/papers/deduplication/same-paper.ts';
import { jsonLines, readFiles } from '../papers.ts';

it('never takes a paper for another because it came back to the corpus meanwhile', async () => {
  const corpus = await readFiles({
    'a.jsonl': jsonLines({ title: 'A title of five words', doi: '10.1000/x' }),
  });
  const [paper] = corpus.papers;
  if (paper === undefined) throw new Error('no paper');
  expect(await createSamePaperFinder(corpus)({ ...paper })).toBeUndefined();
});
