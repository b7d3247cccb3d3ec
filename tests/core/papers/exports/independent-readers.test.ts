import { plugins } from '@citation-js/core';
import '@citation-js/plugin-ris';
import { parse as parseCsv } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { type ExportFormat, exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { readFiles } from '../papers.ts';
import { withEntries } from './papers-with-entries.ts';

const papers = Object.values(withEntries).map((paper) => ({ paper }));
const write = async (format: ExportFormat) => (await exportPapers(papers, format)).content;

/** What Citation.js makes of a file, as CSL-JSON. */
const readWith = (forceType: string, content: unknown) =>
  plugins.input.chain(content, { forceType, generateGraph: false });

/** What a citation needs of each of the papers. */
const article = {
  type: 'article-journal',
  title: 'Full Lantern',
  author: [
    { family: 'Rua', given: 'Ana' },
    { family: 'Bee', given: 'Bo' },
  ],
  'container-title': 'Journal of Lamps',
  volume: '12',
  issue: '3',
  publisher: 'Lamp Press',
  ISSN: '1234-5678',
  URL: 'https://lanterns.example.org/full',
};
const thesis = { type: 'thesis', title: 'Thesis Lantern', publisher: 'Dawn University' };
const chapter = {
  type: 'chapter',
  title: 'Chapter Lantern',
  'container-title': 'Big Book of Lamps',
  editor: [{ family: 'Cy', given: 'Di' }],
};
const book = {
  type: 'book',
  title: 'Book Lantern',
  publisher: 'Lamp Press',
  editor: [{ family: 'Cy', given: 'Di' }],
};

it('a list in RIS is the same references to another reader', async () => {
  // It reads neither the publisher of an article nor the editors of a book.
  const { publisher: _, ...known } = article;
  const { editor: __, ...whole } = book;
  expect(readWith('@ris/file', await write('ris'))).toMatchObject([known, thesis, chapter, whole]);
});

it('a list in CSL-JSON is the same references to another reader', async () => {
  expect(readWith('@csl/list+object', JSON.parse(await write('csl')))).toMatchObject([
    article,
    thesis,
    chapter,
    book,
  ]);
});

it('a list in CSV is the same papers to another reader', async () => {
  const rows: unknown = parseCsv(await write('csv'), { bom: true, columns: true });
  expect(rows).toMatchObject([
    {
      key: 'myKey2020',
      title: 'Full Lantern',
      authors: 'Ana Rua; Bo Bee',
      published: '2020',
      code: 'https://github.com/lanterns/full',
      keywords: 'candlelight; wick',
      volume: '12',
      number: '3',
      pages: '45–67',
    },
    { key: 'thesis2021' },
    { key: 'chap2022', authors: 'Ana Rua; Lantern Institute of Dawn, Dusk and Night' },
    { key: 'book2019', authors: '' },
  ]);
});

it.each([
  ['bibtex', 'a.bib'],
  ['ris', 'a.ris'],
  ['csl', 'a.json'],
  ['csv', 'a.csv'],
  ['markdown', 'a.md'],
] as const)('a list in %s is the same papers here, code and keywords included', async (format, name) => {
  const again = await readFiles({ [name]: await write(format) });
  expect(again.problems).toEqual([]);
  // RIS has no way to say that a name with commas is one.
  const isTold = (id: string) => format !== 'ris' || id !== 'chapter-lantern';
  const facts = ({ id, title, authors, published, venue, code, keywords, urlIsSearch }: Paper) => {
    return { id, title, authors: isTold(id) ? authors : [], published, venue, code, keywords, urlIsSearch };
  };
  const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);
  const written = papers.map(({ paper }) => facts(paper)).sort(byId);
  expect(again.papers.map(facts).sort(byId)).toEqual(written);
});
