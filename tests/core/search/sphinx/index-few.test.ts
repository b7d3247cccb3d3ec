import { expect, it } from 'vitest';
import { createBreather } from '../../../../src/core/async/time-slices.ts';
import { indexPapers } from '../../../../src/core/search/index/lunr-index.ts';
import { indexFewPapers } from '../../../../src/core/search/sphinx/asking/index-few.ts';
import { dailyPapers, samplePaper } from '../sample-papers.ts';

it('makes the segment that Lunr does, also of papers it has seen before', async () => {
  const odd = [
    samplePaper({ id: 'empty' }),
    samplePaper({
      id: 'odd',
      title: '__proto__ constructor',
      authors: ['J.K. Ng', ''],
      venue: '',
      categories: ['cs.LG', 'q-bio'],
    }),
    samplePaper({
      id: 'bound',
      abstract: 'On-line by-products of the GANs\n\n(GAN) 漢字 é \ud800 x.',
      keywords: ['a', 'b c'],
      gist: 'The of.',
    }),
    samplePaper({ id: 'long', title: 'word '.repeat(300), abstract: 'Out-of-distribution (OOD) inputs.' }),
  ];
  const papers = [...odd, ...dailyPapers().slice(0, 60)];
  const known = await indexPapers(papers, createBreather());
  expect(await indexFewPapers(papers, createBreather())).toEqual(known);
  expect(await indexFewPapers(papers, createBreather())).toEqual(known);
  expect(await indexFewPapers([], createBreather())).toEqual(await indexPapers([], createBreather()));
});
