import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCorpus } from '../../../../src/core/sources/folder/check.ts';
import { jsonLines, problemsOf, readFiles } from '../papers.ts';

const PAGE = readFileSync(new URL('../fixtures/daily-papers-page.txt', import.meta.url), 'utf8');
const SHIPPED = readFileSync(new URL('../../../../corpus/daily-papers.jsonl', import.meta.url), 'utf8');

/** The facts of the one paper of these files. */
async function readOne(name: string, content: string) {
  const corpus = await readFiles({ [name]: content });
  expect(problemsOf(corpus)).toEqual([]);
  expect(corpus.papers).toHaveLength(1);
  return corpus.papers[0];
}

describe('the shipped corpus', () => {
  it('holds 88 sound papers, 84 of them with an arXiv id, the others with a search for their title', async () => {
    const { counts, problems } = await checkCorpus(new URL('../../../../corpus', import.meta.url).pathname);
    expect(problems).toEqual([]);
    expect(counts).toEqual({ parts: 1, records: 88, papers: 88, merged: 0 });
    const { papers } = await readFiles({ 'a.jsonl': SHIPPED });
    const searched = papers.filter((paper) => paper.urlIsSearch);
    expect(searched.map((paper) => paper.position)).toEqual([1, 7, 10, 11]);
    expect(
      searched.every((paper) => paper.url.startsWith('https://arxiv.org/search/?searchtype=title&query=')),
    ).toBe(true);
    expect(papers.filter((paper) => paper.id.startsWith('arxiv:'))).toHaveLength(84);
    expect(papers.filter((paper) => paper.published)).toHaveLength(74);
    expect(papers.map((paper) => paper.position)).toEqual(papers.map((_, index) => index + 1));
    expect(papers.every((paper) => paper.recordIds[0] === paper.id)).toBe(true);
  });
});

describe('the text of a daily papers page', () => {
  it('gives the same 88 papers as the shipped records', async () => {
    const [page, shipped] = await Promise.all([
      readFiles({ 'page.txt': PAGE }),
      readFiles({ 'a.jsonl': SHIPPED }),
    ]);
    const texts = (papers: typeof page.papers) =>
      papers.map(({ title, abstract, position }) => ({ title, abstract, position }));
    expect(texts(page.papers)).toEqual(texts(shipped.papers));
    expect(page.problems).toEqual([]);
  });

  it('joins with the shipped records paper by paper', async () => {
    const both = await readFiles({ 'page.txt': PAGE, 'a.jsonl': SHIPPED });
    const alone = await readFiles({ 'a.jsonl': SHIPPED });
    expect(both.counts).toEqual({ parts: 2, records: 176, papers: 88, merged: 88 });
    expect(both.papers).toEqual(alone.papers);
  });

  it('tells of a title without abstract and of an abstract without title', async () => {
    const abstract = 'A sentence of some length about nothing at all. '.repeat(10);
    const corpus = await readFiles({
      'page.txt': `Mar 12\r\n\r\nOne\r\n\r\n${abstract}\r\n\r\nTwo\r\n\r\nThree\r\n\r\n${abstract}\r\n\r\n${abstract}`,
    });
    expect(corpus.papers.map(({ title, position }) => [title, position])).toEqual([
      ['One', 1],
      ['Three', 2],
    ]);
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^page\.txt, line 7: "Two" has no abstract under it, left out; /),
      expect.stringMatching(/^page\.txt, line 13: "A sentence of some.*" has no title above it; /),
    ]);
  });
});

describe('JSON', () => {
  const records = [
    { title: 'One', abstract: 'With "quotes", [brackets] and {br, aces}\\' },
    { title: 'Two', authors: [{ name: 'A B' }] },
  ];

  it.each([
    ['a list', JSON.stringify(records)],
    ['a list over several lines', JSON.stringify(records, null, 2)],
    [
      'a list inside an object',
      JSON.stringify({ count: 2, next: [1, [2]], papers: records, more: [{ title: 'no' }] }),
    ],
    ['records one after another', records.map((record) => JSON.stringify(record, null, 1)).join('\n')],
    ['a list behind a byte order mark', `\ufeff${JSON.stringify(records)}`],
  ])('reads %s', async (_, content) => {
    const corpus = await readFiles({ 'a.json': content });
    expect(problemsOf(corpus)).toEqual([]);
    expect(corpus.papers.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(corpus.papers[0]?.abstract).toBe('With "quotes", [brackets] and {br, aces}\\');
    expect(corpus.papers[1]?.authors).toEqual(['A B']);
  });

  it('reads a single record', async () => {
    expect(await readOne('a.json', JSON.stringify(records[0]))).toMatchObject({ title: 'One' });
  });

  it('reads a daily item of the Hugging Face API', async () => {
    const paper = {
      id: '2303.08010',
      title: 'A title',
      summary: 'An abstract.\nOn two lines.',
      authors: [{ _id: 'x', name: 'Guoxuan Xia', hidden: false }, { name: 'Christos-Savvas Bouganis' }],
      publishedAt: '2023-03-14T17:58:00.000Z',
      upvotes: 7,
      ai_keywords: ['a'],
      githubRepo: 'https://github.com/Guoxoug/window-early-exit',
    };
    expect(
      await readOne(
        'daily.json',
        JSON.stringify([{ paper, title: 'A title', numComments: 2, thumbnail: 'x' }]),
      ),
    ).toEqual({
      id: 'arxiv:2303.08010',
      recordIds: ['2303.08010'],
      title: 'A title',
      abstract: 'An abstract. On two lines.',
      authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
      published: '2023-03-14',
      url: 'https://arxiv.org/abs/2303.08010',
      code: 'https://github.com/Guoxoug/window-early-exit',
      categories: [],
      keywords: ['a'],
      upvotes: 7,
      source: 'Hugging Face daily papers',
    });
    expect(await readOne('flat.json', JSON.stringify({ ...paper, linkedModels: [] }))).toMatchObject({
      id: 'arxiv:2303.08010',
      upvotes: 7,
    });
  });

  it('reads CSL-JSON', async () => {
    const item = {
      id: 'xia',
      type: 'article-journal',
      title: 'A title',
      author: [
        { family: 'Rosa', given: 'Ezequiel', 'non-dropping-particle': 'de la' },
        { literal: 'The Team' },
      ],
      issued: { 'date-parts': [[2023, '3']] },
      'container-title': 'A Journal',
      DOI: '10.1000/XYZ',
    };
    expect(await readOne('csl.json', JSON.stringify([item]))).toMatchObject({
      id: 'doi:10.1000/xyz',
      recordIds: ['xia'],
      title: 'A title',
      abstract: '',
      authors: ['Ezequiel de la Rosa', 'The Team'],
      published: '2023-03',
      url: 'https://doi.org/10.1000/xyz',
      doi: '10.1000/xyz',
      venue: 'A Journal',
      categories: [],
    });
  });

  it('loses only the broken records of a list', async () => {
    const corpus = await readFiles({
      'a.json': '[\n{"title": "One"},\n{"title": Two},\n5, "six",\n{"title": "Three"}\n]',
    });
    expect(corpus.papers.map(({ title }) => title)).toEqual(['One', 'Three']);
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/^a\.json, line 3: not JSON \(.+\); /)]);
  });

  it('reads on behind a record that does not end', async () => {
    const corpus = await readFiles({
      'a.json': '[\n{"title": "One"},\n{"title": "Two",\n{"title": "Three"},\n{"title": "Four"}\n]',
    });
    expect(corpus.papers.map(({ title }) => title)).toEqual(['One', 'Three', 'Four']);
    expect(problemsOf(corpus)).toEqual([expect.stringMatching(/^a\.json, line 3: not JSON \(.+\); /)]);
    const cut = await readFiles({ 'a.json': '[{"title": "One"},\n{"title": "Tw' });
    expect(cut.papers.map(({ title }) => title)).toEqual(['One']);
    expect(problemsOf(cut)).toEqual([expect.stringMatching(/^a\.json, line 2: the record has no end; /)]);
  });
});

describe('BibTeX', () => {
  it('reads an entry with LaTeX, strings, names of all kinds, and an eprint', async () => {
    const entry = String.raw`
% a comment
@string{icml = "Int. Conf. on {ML}"}
@comment{ignored}
@InProceedings{xia:2023,
  title     = {{BERT} and $O(n^2)$ {T}hings: na{\"\i}ve \& 5\%},
  author    = {M{\"u}ller, {\L}ukasz and {OpenAI and Team} and King, Jr., Martin and Jane van der Berg and others},
  booktitle = icml,
  year      = 2019, month = jun,
  eprint = {1810.04805v2}, archivePrefix = {arXiv}, primaryClass = {cs.CL},
  abstract  = "We show {\em things} -- and more",
  url = {https://example.org/a\_b},
}`;
    expect(await readOne('a.bib', entry)).toEqual({
      id: 'arxiv:1810.04805',
      recordIds: ['xia:2023'],
      title: 'BERT and O(n²) Things: naïve & 5%',
      abstract: 'We show things – and more',
      authors: ['Łukasz Müller', 'OpenAI and Team', 'Martin King Jr.', 'Jane van der Berg'],
      published: '2019-06',
      url: 'https://example.org/a_b',
      venue: 'Int. Conf. on ML',
      categories: ['cs.CL'],
      entry: {
        type: 'inproceedings',
        key: 'xia:2023',
        fields: { booktitle: 'Int. Conf. on ML', year: '2019', month: 'jun' },
        corporate: ['OpenAI and Team'],
      },
    });
  });

  it('loses only broken entries, and names their lines', async () => {
    const corpus = await readFiles({
      'a.bib':
        '@article{a, title={One}}\n\n@article{b,\n title={Two\n}\n\n@article{c, title="Three}\n@article{d, title={Four}, year=soon}\n',
    });
    expect(corpus.papers.map(({ title }) => title)).toEqual(['One', 'Four']);
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.bib, line 3: the entry is not BibTeX \(.+\); /),
      expect.stringMatching(/^a\.bib, line 7: the entry is not BibTeX \(.+\); /),
      expect.stringMatching(/^a\.bib, line 8, published: "soon" is not a date /),
    ]);
  });
});

describe('RIS', () => {
  it('reads a record, continued lines and older tags included', async () => {
    const record =
      'TY  - JOUR\r\nT1  - A title\r\n  in two lines\r\nAU  - Smith, John\r\nA1  - Doe, Jane\r\nPY  - 2020\r\nDA  - 2020/03/04/\r\nN2  - An abstract\r\nJO  - Nature\r\nDO  - 10.1000/ABC\r\nUR  - https://example.org/z\r\nID  - smith20\r\nER  - \r\n';
    expect(await readOne('a.ris', record)).toMatchObject({
      id: 'doi:10.1000/abc',
      recordIds: ['smith20'],
      title: 'A title in two lines',
      abstract: 'An abstract',
      published: '2020-03-04',
      venue: 'Nature',
      url: 'https://example.org/z',
    });
  });

  it('reads a last record without end, and tells of text outside records', async () => {
    const corpus = await readFiles({
      'a.ris': 'exported\nTY  - JOUR\nTI  - One\nER  - \nTY  - CONF\nTI  - Two\n',
    });
    expect(corpus.papers.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.ris, line 1: text outside a record, left out; /),
    ]);
  });
});

describe('Markdown', () => {
  it('reads front matter, the title from the heading and the abstract from its section', async () => {
    const content =
      '---\nauthors: [Jane Doe, "Roe, Richard"]\ndate: 2020-03-04\narxiv: 2003.01234\ntags: [a]\n---\n# A title\n\nAn aside.\n\n## Abstract\nIt **is** [so](https://example.org/).\nIndeed.\n\n## Notes\nMore\n';
    expect(await readOne('a.md', content)).toMatchObject({
      id: 'arxiv:2003.01234',
      title: 'A title',
      abstract: 'It is so. Indeed.',
      authors: ['Jane Doe', 'Richard Roe'],
      published: '2020-03-04',
    });
  });

  it('tells what is wrong with front matter', async () => {
    const corpus = await readFiles({
      'a.md': '# Only a title\n',
      'b.md': '---\ntitle: a: b: c\n---\n',
      'c.md': '---\n---\n',
      'README.md': '# not a paper',
    });
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.md, line 1: no front matter, and no link to a paper; /),
      expect.stringMatching(/^b\.md, line 1: the front matter is not YAML \(.+\); /),
      expect.stringMatching(/^c\.md, line 1: (?:no front matter|the front matter has no fields); /),
    ]);
  });
});

describe('a folder of a test collection', () => {
  it('takes papers without title silently, and a file of queries as one problem', async () => {
    const corpus = await readFiles({
      'corpus.jsonl': jsonLines(
        { id: '1', title: '', abstract: 'Only this.' },
        { id: '2', title: 'Two', year: 2014 },
        { id: '1810.0316300000002', title: 'Three' },
      ),
      'queries.jsonl': jsonLines({ id: '1', text: 'what?' }, { id: '2', text: 'which?' }),
      'qrels.tsv': '1\t1\t1\n',
    });
    expect(corpus.papers.map(({ recordIds, published }) => [recordIds[0], published])).toEqual([
      ['1', undefined],
      ['2', '2014'],
      ['1810.0316300000002', undefined],
    ]);
    expect(corpus.papers[2]?.id).toBe('three');
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^queries\.jsonl: none of its 2 records has a title or an abstract; /),
    ]);
  });
});
