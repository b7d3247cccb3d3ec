import { describe, expect, it } from 'vitest';
import { citeBibtex } from '../../../../src/core/papers/exports/citation.ts';
import { citationKeys } from '../../../../src/core/papers/exports/citation-key.ts';
import { cslItem } from '../../../../src/core/papers/exports/csl-item.ts';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { citePlain } from '../../../../src/core/papers/exports/plain-citation.ts';
import { citeStyled } from '../../../../src/core/papers/exports/styled-citation.ts';
import { paperWith } from '../papers.ts';
import { withEntries } from './papers-with-entries.ts';

const { article, thesis, chapter, book } = withEntries;

describe('a paper that a reference file has', () => {
  it('is cited in BibTeX as its owner wrote it: key, kind, volume, number, pages, publisher', () => {
    expect(citeBibtex(article)).toBe(
      [
        '@article{myKey2020,',
        '  title = {Full Lantern},',
        '  author = {Rua, Ana and Bee, Bo},',
        '  journal = {Journal of Lamps},',
        '  volume = {12},',
        '  number = {3},',
        '  pages = {45--67},',
        '  publisher = {Lamp Press},',
        '  issn = {1234-5678},',
        '  note = {Best paper},',
        '  year = {2020},',
        '  url = {https://lanterns.example.org/full},',
        '  keywords = {candlelight, wick},',
        '}',
      ].join('\n'),
    );
  });

  it('stays a thesis, a chapter, a book; editors are no authors, and a corporate name is one name', () => {
    expect(citeBibtex(thesis)).toMatch(/^@phdthesis\{thesis2021,[\s\S]*school = \{Dawn University\}/);
    expect(citeBibtex(chapter)).toContain(
      'author = {Rua, Ana and {Lantern Institute of Dawn, Dusk and Night}}',
    );
    expect(citeBibtex(chapter)).toMatch(/^@incollection\{chap2022,[\s\S]*editor = \{Cy, Di\}/);
    expect(citeBibtex(book)).toMatch(/^@book\{book2019,[\s\S]*editor = \{Cy, Di\}[\s\S]*edition = \{2\}/);
    expect(citeBibtex(book)).not.toContain('author');
  });

  it('has the date that its entry states, whatever that of its first version', () => {
    const dated = (fields: Readonly<Record<string, string>>) =>
      citeBibtex(paperWith({ published: '2019-02-03', entry: { type: 'article', fields } }));
    expect(dated({ year: '2020', month: 'March' })).toContain('year = {2020},\n  month = mar,');
    expect(dated({ date: '2020-03-14' })).toContain('year = {2020},\n  month = mar,\n  day = {14},');
    expect(dated({ date: 'in press' })).toContain('date = {in press},\n  year = {2019},');
    expect(dated({})).toContain('year = {2019},\n  month = feb,');
  });

  it.each([
    [
      article,
      'Rua, A., & Bee, B. (2020). Full Lantern. Journal of Lamps, 12(3), 45–67. https://lanterns.example.org/full',
    ],
    [thesis, 'Rua, A. (2021). Thesis Lantern [PhD thesis, Dawn University]. https://lanterns.example.org/t'],
    [
      chapter,
      'Rua, A., & Lantern Institute of Dawn, Dusk and Night. (2022). Chapter Lantern. In D. Cy (Ed.), Big Book of Lamps (pp. 1–9). Lamp Press.',
    ],
    [book, 'Cy, D. (Ed.). (2019). Book Lantern (2nd ed.). Lamp Press.'],
  ])('is cited plainly with all that a reader needs to find it', (paper, cited) => {
    expect(citePlain(paper)).toBe(cited);
  });

  it('is an item of CSL-JSON with the variables that its fields are', () => {
    expect(cslItem(article, 'myKey2020')).toEqual({
      id: 'myKey2020',
      type: 'article-journal',
      title: 'Full Lantern',
      author: [
        { family: 'Rua', given: 'Ana' },
        { family: 'Bee', given: 'Bo' },
      ],
      issued: { 'date-parts': [[2020]] },
      'container-title': 'Journal of Lamps',
      publisher: 'Lamp Press',
      URL: 'https://lanterns.example.org/full',
      volume: '12',
      issue: '3',
      page: '45–67',
      ISSN: '1234-5678',
      note: 'Best paper',
    });
    expect(cslItem(thesis, 'x')).toMatchObject({
      type: 'thesis',
      publisher: 'Dawn University',
      genre: 'PhD thesis',
    });
    expect(cslItem(chapter, 'x')).toMatchObject({
      type: 'chapter',
      author: [{ family: 'Rua' }, { literal: 'Lantern Institute of Dawn, Dusk and Night' }],
      editor: [{ family: 'Cy', given: 'Di' }],
      'container-title': 'Big Book of Lamps',
    });
  });

  it('is a record of RIS with the tags that its fields are', async () => {
    const { content } = await exportPapers([{ paper: article }, { paper: chapter }], 'ris');
    expect(content.split('\r\n\r\n')[0]).toBe(
      [
        'TY  - JOUR',
        'TI  - Full Lantern',
        'AU  - Rua, Ana',
        'AU  - Bee, Bo',
        'PY  - 2020',
        'T2  - Journal of Lamps',
        'PB  - Lamp Press',
        'VL  - 12',
        'IS  - 3',
        'SN  - 1234-5678',
        'N1  - Best paper',
        'SP  - 45',
        'EP  - 67',
        'UR  - https://lanterns.example.org/full',
        'KW  - candlelight',
        'KW  - wick',
        'N1  - Code: https://github.com/lanterns/full',
        'ID  - myKey2020',
        'LB  - myKey2020',
        'DP  - Paperboy',
        'ER  - ',
      ].join('\r\n'),
    );
    expect(content).toContain('TY  - CHAP\r\n');
    expect(content).toContain('A2  - Cy, Di\r\n');
  });

  it('keeps its key in a list, and a made key gives way to it', () => {
    const made = paperWith({ id: 'a', authors: ['Xia'], published: '2023', title: 'Windows' });
    const own = (key: string) => paperWith({ id: key, entry: { type: 'misc', key, fields: {} } });
    expect(citationKeys([made, own('xia2023windows'), own('Rua:2020/x'), own('rua:2020/X')])).toEqual([
      'xia2023windowsa',
      'xia2023windows',
      'Rua:2020/x',
      'rua:2020/Xa',
    ]);
  });

  it('has a key made where its own is none that BibTeX reads', () => {
    const paper = paperWith({ title: 'Spaced lantern', published: '2010' });
    for (const key of ['spaced key', 'a,b', 'x{y}', 'é%', '']) {
      expect(citationKeys([{ ...paper, entry: { type: 'misc', key, fields: {} } }])).toEqual([
        'spaced2010lantern',
      ]);
    }
  });
});

describe('a style of citations', () => {
  it('is that of the engine, where it is installed', async () => {
    expect(await citeStyled(article, 'apa')).toBe(
      'Rua, A., & Bee, B. (2020). Full Lantern. Journal of Lamps, 12(3), 45–67. https://lanterns.example.org/full',
    );
    expect(await citeStyled(article, 'vancouver')).toMatch(
      /^1\. Rua A, Bee B\. Full Lantern\. Journal of Lamps/,
    );
    expect(await citeStyled(chapter, 'harvard')).toContain('in Cy, D. (ed.) Big Book of Lamps');
  });

  it('is not there where the engine is not installed', async () => {
    const absent = () =>
      Promise.reject(Object.assign(new Error('no package'), { code: 'ERR_MODULE_NOT_FOUND' }));
    expect(await citeStyled(article, 'apa', absent)).toBeUndefined();
    await expect(citeStyled(article, 'apa', () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
  });
});
