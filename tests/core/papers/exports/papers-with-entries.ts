import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperWith } from '../papers.ts';

const searchFor = (title: string) => ({
  url: `https://arxiv.org/search/?searchtype=title&query=${encodeURIComponent(title)}`,
  urlIsSearch: true as const,
});

const article = paperWith({
  id: 'full-lantern',
  title: 'Full Lantern',
  authors: ['Ana Rua', 'Bo Bee'],
  published: '2020',
  venue: 'Journal of Lamps',
  url: 'https://lanterns.example.org/full',
  keywords: ['candlelight', 'wick'],
  code: 'https://github.com/lanterns/full',
  entry: {
    type: 'article',
    key: 'myKey2020',
    fields: {
      journal: 'Journal of Lamps',
      volume: '12',
      number: '3',
      pages: '45–67',
      year: '2020',
      publisher: 'Lamp Press',
      issn: '1234-5678',
      note: 'Best paper',
    },
  },
});

const thesis = paperWith({
  id: 'thesis-lantern',
  title: 'Thesis Lantern',
  authors: ['Ana Rua'],
  published: '2021',
  url: 'https://lanterns.example.org/t',
  entry: { type: 'phdthesis', key: 'thesis2021', fields: { school: 'Dawn University', year: '2021' } },
});

const chapter = paperWith({
  id: 'chapter-lantern',
  title: 'Chapter Lantern',
  authors: ['Ana Rua', 'Lantern Institute of Dawn, Dusk and Night'],
  published: '2022',
  venue: 'Big Book of Lamps',
  ...searchFor('Chapter Lantern'),
  entry: {
    type: 'incollection',
    key: 'chap2022',
    fields: { booktitle: 'Big Book of Lamps', publisher: 'Lamp Press', pages: '1–9', year: '2022' },
    editors: ['Di Cy'],
    corporate: ['Lantern Institute of Dawn, Dusk and Night'],
  },
});

const book = paperWith({
  id: 'book-lantern',
  title: 'Book Lantern',
  published: '2019',
  ...searchFor('Book Lantern'),
  entry: {
    type: 'book',
    key: 'book2019',
    fields: { publisher: 'Lamp Press', edition: '2', year: '2019' },
    editors: ['Di Cy'],
  },
});

/** A paper of each kind as a reference file has it. */
export const withEntries = { article, thesis, chapter, book } as const satisfies Readonly<
  Record<string, Paper>
>;
