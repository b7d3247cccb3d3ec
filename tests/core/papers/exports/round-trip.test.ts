import { describe, expect, it } from 'vitest';
import { type ExportFormat, exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { readPublication } from '../../../../src/core/papers/publication.ts';
import { paperWith, readFiles } from '../papers.ts';
import { hostilePapers, readShipped } from './papers-to-export.ts';

const various: readonly Paper[] = [
  paperWith({
    id: 'arxiv:2303.08009',
    title: 'Dated to the very day',
    authors: ['Guoxuan Xia', 'OpenAI Team', 'Martin L. King Jr.', 'Ezequiel de la Rosa', '王伟'],
    published: '2023-03-04',
    url: 'https://project.example/cascades',
  }),
  paperWith({ id: 'arxiv:2303.08011', title: 'To the month', published: '2023-11', venue: 'Nature' }),
  paperWith({ id: 'arxiv:2303.08012', title: 'In proceedings', published: '2023-03-14', venue: 'ICLR 2024' }),
  paperWith({ id: 'arxiv:cs/0112017', title: 'Of the old kind', published: '2001' }),
  paperWith({
    id: 'doi:10.1000/x_(y)',
    doi: '10.1000/x_(y)',
    title: 'In a journal',
    authors: ['Ada Lovelace'],
    published: '1999-12-31',
    venue: 'Annals & Letters',
    url: 'https://doi.org/10.1000/x_(y)',
  }),
  paperWith({
    id: 'doi:10.1000/conf',
    doi: '10.1000/conf',
    title: 'At a conference',
    published: '2020-06-05',
    venue: 'CVPR 2020',
    url: 'https://example.org/?a=b%20c&d=e#f_g~h',
  }),
  paperWith({
    id: 'a-book-of-networks',
    title: 'A Book of Networks',
    published: '2022',
    venue: 'Cambridge University Press',
    url: 'https://arxiv.org/search/?searchtype=title&query=A%20Book%20of%20Networks',
    urlIsSearch: true,
  }),
];

describe.each([
  ['bibtex', 'papers.bib'],
  ['ris', 'papers.ris'],
  ['csl', 'papers.json'],
  ['csv', 'papers.csv'],
] as const satisfies readonly (readonly [ExportFormat, string])[])(
  'a list in %s, read back',
  (format, name) => {
    it('is the same papers: identity, title, authors, the date cited, abstract', async () => {
      const papers = [...(await readShipped()), ...various];
      const file = await exportPapers(
        papers.map((paper) => ({ paper, tags: ['a', 'b c'], note: 'first\nsecond' })),
        format,
      );
      expect(file.name).toBe(name);
      const again = await readFiles({ [name]: file.content });
      expect(again.problems).toEqual([]);
      const facts = ({ id, title, authors, abstract, doi }: Paper, date: string | undefined) => {
        return { id, title, authors, abstract, doi, date };
      };
      expect(again.papers.map((paper) => facts(paper, paper.published))).toEqual(
        papers.map((paper) => facts(paper, format === 'csv' ? paper.published : readPublication(paper).date)),
      );
    });

    it('is as many papers as were written, of the same identity, where texts are hostile', async () => {
      const file = await exportPapers(hostilePapers, format);
      const again = await readFiles({ [name]: file.content });
      expect(again.problems).toEqual([]);
      expect(again.papers.map(({ id }) => id)).toEqual(hostilePapers.map(({ paper }) => paper.id));
    });
  },
);
