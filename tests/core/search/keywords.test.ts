import { expect, it } from 'vitest';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { samplePaper } from './sample-papers.ts';

it('finds a paper by a keyword of its record, which the snippet does not show', async () => {
  const index = createLunrEngine();
  const paper = samplePaper({
    id: 'k',
    title: 'Two lines',
    abstract: 'Nothing more.',
    keywords: ['toxicology'],
  });
  await index.update({ put: [paper], removed: [] });
  const [hit] = (await index.search('toxicology')).hits;
  expect(hit?.paper.id).toBe('k');
  expect(hit?.snippet.text).toBe('Nothing more.');
  expect(hit?.why).toBe('matches toxicology in keywords');
});

it('finds a paper by what its source says of it in short', async () => {
  const index = createLunrEngine();
  const paper = samplePaper({
    id: 'k',
    title: 'Two lines',
    abstract: 'Nothing more.',
    gist: 'On toxicology.',
  });
  await index.update({ put: [paper], removed: [] });
  const [hit] = (await index.search('toxicology')).hits;
  expect(hit?.snippet.text).toBe('Nothing more.');
  expect(hit?.why).toBe('matches toxicology in summary');
});
