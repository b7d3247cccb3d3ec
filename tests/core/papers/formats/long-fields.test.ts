import { expect, it } from 'vitest';
import { readFiles } from '../papers.ts';

const spaces = ' '.repeat(200_000);
const braces = 20_000;
const rss = (title: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><item><title>${title}</title><link>https://arxiv.org/abs/2104.09991</link></item></channel></rss>`;

/** Values so long that a pattern which starts anew at each of their signs takes minutes. */
const LONG: readonly (readonly [name: string, file: string, content: string])[] = [
  [
    'a bare BibTeX value of many words',
    'a.bib',
    `@article{a, title = {Lanterns}, author = {Ana Rua}, year = 2020, note = x ${'y '.repeat(100_000)}= z }`,
  ],
  [
    'BibTeX authors in many braces',
    'a.bib',
    `@article{a, title = {Lanterns}, year = 2020, author = ${'{'.repeat(braces)}Ana Rua and Bo Bee${'}'.repeat(braces)}}`,
  ],
  [
    'BibTeX values with runs of spaces',
    'a.bib',
    `@article{a, title = {Lanterns${spaces}lit}, author = {Ana Rua${spaces}and Bo}, year = {2020${spaces}x}, pages = {1${spaces}x-2}}`,
  ],
  [
    'RIS values with runs of spaces',
    'a.ris',
    `TY  - JOUR\nTI  - Lanterns${spaces}lit\nAU  - Rua, Ana${spaces}x\nPY  - 2020${spaces}x\nSP  - 1${spaces}x\nKW  - a${spaces}b\nER  - \n`,
  ],
  [
    'CSV cells with runs of spaces',
    'a.csv',
    `title,authors,year,pages\nLanterns${spaces}lit,Ana Rua${spaces}x,2020${spaces}x,1${spaces}x\n`,
  ],
  [
    'JSON values with runs of spaces',
    'a.json',
    JSON.stringify({
      title: 'Lanterns',
      authors: `Ana${spaces}Rua`,
      year: `2020${spaces}x`,
      pages: `1${spaces}x`,
    }),
  ],
  [
    'Crossref abstracts with runs of spaces',
    'a.json',
    JSON.stringify({
      DOI: '10.5555/1',
      title: ['Lanterns'],
      author: [{ family: 'Rua', given: `Ana${spaces}x` }],
      abstract: `<jats:title>Abstract${spaces}x`,
    }),
  ],
  [
    'Markdown headings with runs of signs',
    'a.md',
    `---\nurl: https://arxiv.org/abs/2104.09991\n---\n# Lanterns ${'#'.repeat(200_000)}x\n\n## Abstract ${spaces}x\n\nWe light.\n`,
  ],
  ['an RSS title with a run of spaces', 'a.xml', rss(`Lanterns${spaces}lit`)],
  ['an RSS title with a long id', 'a.xml', rss(`Lanterns (arXiv:${'x'.repeat(100_000)}`)],
];

it.each(LONG)('%s hold nothing up', async (_, file, content) => {
  const { papers } = await readFiles({ [file]: content });
  expect(papers.map(({ title }) => title.slice(0, 8))).toEqual(['Lanterns']);
});
