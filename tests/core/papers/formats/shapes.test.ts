import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citeBibtex } from '../../../../src/core/papers/exports/citation.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { problemsOf, readFiles } from '../papers.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/references/${name}`, import.meta.url), 'utf8');

/** The papers of one file, which must read without a word of complaint. */
async function readFile(name: string, content: string): Promise<readonly Paper[]> {
  const corpus = await readFiles({ [name]: content });
  expect(problemsOf(corpus)).toEqual([]);
  return corpus.papers;
}

const readJson = async (value: unknown) => readFile('a.json', JSON.stringify(value, null, 1));

describe('JSON of services and tools', () => {
  it('is read as arXiv’s data set has it: names in parts, the day of the first version', async () => {
    const papers = await readFile('a.jsonl', fixture('kaggle-snapshot.jsonl'));
    expect(papers).toMatchObject([
      {
        id: 'arxiv:2104.00001',
        title: 'Deep Wells and α-decay of 3% water',
        authors: ['Ida Joy', "Kai O'Lin", 'Müller Neo Jr.'],
        published: '2021-04-01',
        doi: '10.5555/kg.1',
        venue: 'J. Wells 3 (2021) 5-9',
        categories: ['cs.LG', 'stat.ML'],
      },
      {
        id: 'arxiv:0704.0003',
        authors: ['A. Ny', 'B. Oz', 'C. Pi'],
        published: '2007-04-02',
        categories: ['hep-ph'],
      },
    ]);
  });

  it('is read as Crossref has it, a list or one work: references are no papers, a date of nothing is none', async () => {
    const list = JSON.parse(fixture('crossref.json'));
    const papers = await readJson(list);
    expect(papers).toMatchObject([
      {
        id: 'doi:10.5555/aa.1',
        title: 'Quiet Lanterns',
        authors: ['Ana de la Rua', 'The Lantern Consortium'],
        published: '2021-04-09',
        venue: 'Journal of Lamps',
        abstract: 'We light lamps at night.',
        entry: {
          type: 'article',
          fields: { journal: 'Journal of Lamps' },
          corporate: ['The Lantern Consortium'],
        },
      },
      { id: 'doi:10.5555/aa.2', title: 'Loud Lanterns', authors: ['B. Bo'], published: '2022-05-06' },
    ]);
    const single = await readJson({ status: 'ok', 'message-type': 'work', message: list.message.items[0] });
    expect(single).toEqual([papers[0]]);
  });

  it('is read as Semantic Scholar has it: a search, a single paper with references, citations', async () => {
    const search = JSON.parse(fixture('semantic-scholar.json'));
    const [paper] = await readJson(search);
    expect(paper).toMatchObject({
      id: 'arxiv:2305.01234',
      title: 'Copper Rivers',
      authors: ['Eva Finn', 'Gil Han'],
      published: '2023-05-02',
      venue: 'Conference on Rivers',
      abstract: 'We follow rivers.',
      entry: { type: 'inproceedings', fields: { booktitle: 'Conference on Rivers' } },
    });
    const single = { ...search.data[0], references: [{ paperId: 'b'.repeat(40), title: 'Other' }] };
    expect(await readJson(single)).toEqual([paper]);
    expect(await readJson({ data: [{ citingPaper: { paperId: 'x', title: 'Citing' } }] })).toMatchObject([
      { title: 'Citing' },
    ]);
    expect(await readJson({ offset: 0, data: [{ contexts: [], citingPaper: search.data[0] }] })).toEqual([
      paper,
    ]);
  });

  it('is read as OpenAlex has it: an index of words is the abstract, a repository no venue', async () => {
    const work = {
      id: 'https://openalex.org/W1',
      doi: 'https://doi.org/10.5555/OA.1',
      title: 'Even Lanterns',
      publication_date: '2020-02-03',
      type: 'article',
      authorships: [{ author: { display_name: 'Ana Rua' } }, { author: {}, raw_author_name: 'B. Bee' }],
      primary_location: {
        landing_page_url: 'https://doi.org/10.5555/oa.1',
        source: { display_name: 'Journal of Lamps', type: 'journal' },
      },
      biblio: { volume: '7', issue: '2', first_page: '11', last_page: '19' },
      keywords: [{ display_name: 'Candle' }],
      abstract_inverted_index: { lanterns: [1, 4], We: [0], and: [2], more: [3] },
    };
    const preprint = {
      ...work,
      id: 'https://openalex.org/W2',
      doi: null,
      title: 'Odd Lanterns',
      primary_location: {
        landing_page_url: 'http://arxiv.org/abs/2303.08010',
        source: { display_name: 'arXiv (Cornell University)', type: 'repository' },
      },
    };
    const papers = await readJson({ meta: { count: 2 }, results: [work, preprint], group_by: [] });
    expect(papers).toMatchObject([
      {
        id: 'doi:10.5555/oa.1',
        authors: ['Ana Rua', 'B. Bee'],
        published: '2020-02-03',
        venue: 'Journal of Lamps',
        abstract: 'We lanterns and more lanterns',
        keywords: ['Candle'],
        entry: {
          type: 'article',
          fields: { journal: 'Journal of Lamps', volume: '7', number: '2', pages: '11–19' },
        },
      },
      { id: 'arxiv:2303.08010', title: 'Odd Lanterns' },
    ]);
    expect(papers[1]?.venue).toBeUndefined();
  });

  it('is read as DBLP has it: hits, namesakes without their numbers, titles without their full stop', async () => {
    const hit = (info: object) => ({ '@score': '4', '@id': '1', info, url: 'URL#1' });
    const papers = await readJson({
      result: {
        query: 'lantern',
        hits: {
          '@total': '2',
          hit: [
            hit({
              authors: {
                author: [
                  { '@pid': '1', text: 'Wei Wang 0001' },
                  { '@pid': '2', text: 'Ana Rua' },
                ],
              },
              title: 'Lanterns &amp; Lamps.',
              venue: 'LAMP',
              pages: '10-19',
              year: '2021',
              type: 'Conference and Workshop Papers',
              key: 'conf/lamp/WangR21',
              doi: '10.5555/DB.1',
              ee: 'https://doi.org/10.5555/DB.1',
              url: 'https://dblp.org/rec/conf/lamp/WangR21',
            }),
            hit({
              authors: { author: { '@pid': '2', text: 'Ana Rua' } },
              title: 'Early Lanterns.',
              venue: 'CoRR',
              volume: 'abs/2104.09997',
              year: '2021',
              type: 'Informal and Other Publications',
              url: 'https://dblp.org/rec/journals/corr/abs-2104-09997',
            }),
          ],
        },
      },
    });
    expect(papers).toMatchObject([
      {
        id: 'doi:10.5555/db.1',
        title: 'Lanterns & Lamps',
        authors: ['Wei Wang', 'Ana Rua'],
        published: '2021',
        venue: 'LAMP',
        entry: { type: 'inproceedings', fields: { booktitle: 'LAMP', pages: '10–19', year: '2021' } },
      },
      { id: 'arxiv:2104.09997', title: 'Early Lanterns', authors: ['Ana Rua'] },
    ]);
  });

  it('is read as INSPIRE has it, whatever lists its answer has before the papers', async () => {
    const metadata = {
      texkeys: ['Rua:2020abc'],
      titles: [{ title: 'Heavy Lanterns' }],
      abstracts: [{ value: 'We weigh them.' }],
      authors: [
        { full_name: 'Rua, Ana' },
        { full_name: 'Bee, Bo', inspire_roles: ['editor'] },
        { full_name: 'Head, Di', inspire_roles: ['supervisor'] },
      ],
      collaborations: [{ value: 'LAMP' }],
      arxiv_eprints: [{ value: '2001.00001', categories: ['hep-ph'] }],
      dois: [{ value: '10.5555/in.1' }],
      publication_info: [{ journal_title: 'Phys.Lamp.', journal_volume: '3', artid: '012', year: 2020 }],
      earliest_date: '2020-01-01',
      document_type: ['article'],
      keywords: [{ value: 'lantern: heavy' }],
    };
    const [paper, ...others] = await readJson({
      hits: { total: 1, hits: [{ id: '1', created: 'x', metadata }] },
      links: {},
    });
    expect(others).toEqual([]);
    expect(paper).toMatchObject({
      id: 'arxiv:2001.00001',
      title: 'Heavy Lanterns',
      authors: ['Ana Rua'],
      published: '2020-01-01',
      doi: '10.5555/in.1',
      venue: 'Phys.Lamp.',
      categories: ['hep-ph'],
      entry: {
        type: 'article',
        key: 'Rua:2020abc',
        editors: ['Bo Bee'],
        fields: { volume: '3', pages: '012' },
      },
    });
  });

  it('is read as OpenReview has it, of both its APIs: reviews are no papers, what is withdrawn is said', async () => {
    const v2 = (content: object) =>
      Object.fromEntries(Object.entries(content).map(([name, value]) => [name, { value }]));
    const papers = await readJson({
      notes: [
        {
          id: 'aaa',
          forum: 'aaa',
          invitations: ['LAMP/2023/-/Submission'],
          pdate: Date.UTC(2023, 1, 2),
          content: v2({
            title: 'Open Lanterns',
            authors: ['Ana Rua', 'Bo Bee'],
            authorids: ['~Ana_Rua1'],
            abstract: 'We open them.',
            venue: 'LAMP 2023 poster',
            keywords: ['wick'],
            TLDR: 'They open.',
          }),
        },
        {
          id: 'bbb',
          forum: 'aaa',
          replyto: 'aaa',
          invitations: ['LAMP/2023/-/Review'],
          content: v2({ title: 'A review', review: 'Good.' }),
        },
        {
          id: 'ccc',
          forum: 'ccc',
          invitation: 'LAMP/2021/-/Submission',
          tcdate: Date.UTC(2021, 0, 5),
          content: {
            title: 'Old Lanterns',
            authors: ['C. Cy'],
            venue: 'LAMP 2021 Conference Withdrawn Submission',
          },
        },
      ],
      count: 3,
    });
    expect(papers).toMatchObject([
      {
        title: 'Open Lanterns',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2023-02-02',
        url: 'https://openreview.net/forum?id=aaa',
        venue: 'LAMP 2023 poster',
        abstract: 'We open them.',
        keywords: ['wick'],
        gist: 'They open.',
      },
      {
        title: 'Old Lanterns',
        published: '2021-01-05',
        withdrawn: 'LAMP 2021 Conference Withdrawn Submission',
      },
    ]);
  });

  const zoteroItem = {
    itemType: 'bookSection',
    title: 'Chapter Lanterns',
    creators: [
      { creatorType: 'author', firstName: 'Ana', lastName: 'Rua' },
      { creatorType: 'author', name: 'Lantern Institute of Dawn, Dusk and Night' },
      { creatorType: 'editor', firstName: 'Di', lastName: 'Cy' },
    ],
    abstractNote: 'We bind them.',
    bookTitle: 'Big Book of Lamps',
    publisher: 'Lamp Press',
    pages: '1-9',
    date: '2022-05-01',
    DOI: '10.5555/zo.1',
    url: 'https://lanterns.example.org/c',
    extra: 'Citation Key: ruaChapter2022\ntex.note: x',
    tags: [{ tag: 'wick' }],
  };

  it.each([
    [
      'Zotero’s API',
      [
        { key: 'ABCD', version: 1, library: {}, data: zoteroItem },
        { key: 'E', data: { itemType: 'attachment', title: 'PDF' } },
      ],
    ],
    [
      'Better BibTeX',
      {
        config: { id: 'x', label: 'BetterBibTeX JSON', options: {} },
        collections: {},
        items: [
          { ...zoteroItem, citationKey: 'ruaChapter2022', attachments: [{ title: 'PDF' }], notes: [] },
          { itemType: 'note', note: 'x' },
        ],
      },
    ],
  ])('is read as %s has it: people by their roles, the key, no attachments', async (_, value) => {
    const papers = await readJson(value);
    expect(papers).toMatchObject([
      {
        id: 'doi:10.5555/zo.1',
        title: 'Chapter Lanterns',
        authors: ['Ana Rua', 'Lantern Institute of Dawn, Dusk and Night'],
        published: '2022-05-01',
        venue: 'Big Book of Lamps',
        abstract: 'We bind them.',
        keywords: ['wick'],
        entry: {
          type: 'incollection',
          key: 'ruaChapter2022',
          editors: ['Di Cy'],
          corporate: ['Lantern Institute of Dawn, Dusk and Night'],
          fields: { booktitle: 'Big Book of Lamps', publisher: 'Lamp Press', pages: '1–9' },
        },
      },
    ]);
    expect(citeBibtex(papers[0] as Paper)).toContain(
      'author = {Rua, Ana and {Lantern Institute of Dawn, Dusk and Night}}',
    );
  });

  it('is read as the package arxiv.py has it', async () => {
    const [paper] = await readJson([
      {
        entry_id: 'http://arxiv.org/abs/2104.09997v2',
        updated: '2022-01-01 00:00:00+00:00',
        published: '2021-04-20 17:59:59+00:00',
        title: 'Python Lanterns',
        authors: [{ name: 'Ana Rua' }, { name: 'Bo Bee' }],
        summary: 'We import them.',
        comment: '9 pages',
        journal_ref: null,
        doi: null,
        primary_category: 'cs.LG',
        categories: ['stat.ML', 'cs.LG'],
        links: [{ href: 'http://arxiv.org/abs/2104.09997v2' }],
        pdf_url: 'http://arxiv.org/pdf/2104.09997v2',
      },
    ]);
    expect(paper).toMatchObject({
      id: 'arxiv:2104.09997',
      authors: ['Ana Rua', 'Bo Bee'],
      published: '2021-04-20',
      abstract: 'We import them.',
      categories: ['cs.LG', 'stat.ML'],
    });
  });

  it('gives back of CSL-JSON what it said: key, kind, volume, editors, keywords, code', async () => {
    const item = {
      id: 'ruaFull2020',
      type: 'article-journal',
      title: 'Full Lantern',
      author: [{ family: 'Rua', given: 'Ana' }, { literal: 'Lantern, Inc.' }],
      editor: [{ family: 'Cy', given: 'Di' }],
      issued: { 'date-parts': [[2020, 3]] },
      'container-title': 'Journal of Lamps',
      volume: '12',
      issue: 3,
      page: '45-67',
      keyword: 'candlelight, wick',
      custom: { code: 'https://github.com/lanterns/full' },
    };
    const [paper] = await readJson([item]);
    expect(paper).toMatchObject({
      authors: ['Ana Rua', 'Lantern, Inc.'],
      published: '2020-03',
      keywords: ['candlelight', 'wick'],
      code: 'https://github.com/lanterns/full',
      entry: {
        type: 'article',
        key: 'ruaFull2020',
        fields: { journal: 'Journal of Lamps', volume: '12', number: '3', pages: '45-67' },
        editors: ['Di Cy'],
        corporate: ['Lantern, Inc.'],
      },
    });
  });
});

describe('JSON of a shape that is not known', () => {
  it('says which field may be the authors or the date that a record loses', async () => {
    const corpus = await readFiles({
      'a.json': JSON.stringify([
        { title: 'Lost Lanterns', writers: [{ n: 'Ana Rua' }], yearOfPublication: 2020 },
      ]),
    });
    expect(corpus.papers).toHaveLength(1);
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.json, line 1, writers: unknown field, ignored; did you mean "authors"\?/),
      expect.stringMatching(
        /^a\.json, line 1, yearOfPublication: unknown field, ignored; did you mean "published"\?/,
      ),
    ]);
  });

  it('reads what Papers with Code calls a paper’s page, venue and code', async () => {
    const [paper] = await readJson([
      {
        paper_url: 'https://paperswithcode.com/paper/coded-lanterns',
        arxiv_id: '2104.09997',
        title: 'Coded Lanterns',
        abstract: 'We code.',
        url_abs: 'https://arxiv.org/abs/2104.09997v1',
        proceeding: 'LAMP 2021',
        authors: ['Ana Rua'],
        date: '2021-04-20',
        repo_url: 'https://github.com/lanterns/coded',
      },
    ]);
    expect(paper).toMatchObject({
      id: 'arxiv:2104.09997',
      venue: 'LAMP 2021',
      published: '2021-04-20',
      code: 'https://github.com/lanterns/coded',
    });
  });

  it('reads names in their parts, whatever the parts are called', async () => {
    const people = [
      { first_name: 'Ana', last_name: 'Rua' },
      { forename: 'Bo', surname: 'Bee' },
      { fullName: 'Di Cy' },
      { firstName: 'E', middle: 'F', lastName: 'G' },
    ];
    const [paper] = await readJson([{ title: 'Named Lanterns', authors: people }]);
    expect(paper?.authors).toEqual(['Ana Rua', 'Bo Bee', 'Di Cy', 'E F G']);
  });
});
