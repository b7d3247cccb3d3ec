import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreather } from '../../../../src/core/async/time-slices.ts';
import {
  groupRecords,
  type PlacedPaper,
  type RecordOrigin,
} from '../../../../src/core/papers/deduplication/group-records.ts';
import { mergeGroups, mergePapers } from '../../../../src/core/papers/deduplication/merge-papers.ts';
import { createRecordReader } from '../../../../src/core/papers/formats/record.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperWith } from '../papers.ts';

type Record = Readonly<{ [field: string]: unknown; file?: string; line?: number }>;

const TITLE = 'A long and telling title of a paper';
const ABSTRACT = 'We show what we show in this abstract.';

const origins = new Map<string, RecordOrigin>();

/** One for each file. */
function originOf(part: string): RecordOrigin {
  const origin = origins.get(part) ?? { source: 'papers', order: 0, part };
  origins.set(part, origin);
  return origin;
}

function place({ file = 'a.jsonl', line = 1, ...fields }: Record): PlacedPaper {
  const paper = createRecordReader(
    () => {},
    () => {},
  )({ line, fields });
  if (paper === undefined) throw new Error('not a paper');
  return { paper, origin: originOf(file), line };
}

/** The papers that these records are. */
async function papersOf(placed: readonly PlacedPaper[]): Promise<readonly Paper[]> {
  const breathe = createBreather();
  return mergeGroups(await groupRecords(placed, breathe), breathe);
}

/** How many papers records are. */
async function count(...records: readonly Record[]): Promise<number> {
  return (await papersOf(records.map((record, index) => place({ line: index + 1, ...record })))).length;
}

describe('two records are the same paper', () => {
  it.each<[string, Record, Record]>([
    [
      'with the same arXiv id in different versions',
      { id: '2303.08010v1', title: 'X' },
      { url: 'https://arxiv.org/abs/2303.08010v3', title: 'Y' },
    ],
    ['with the same DOI', { doi: '10.1000/A', title: 'X' }, { id: 'https://doi.org/10.1000/a', title: 'Y' }],
    [
      'with title, first author and year alike',
      { title: `${TITLE}!`, authors: ['Xia, Guoxuan'], year: 2023 },
      {
        title: TITLE.toUpperCase(),
        authors: ['Guoxuan Xia', 'B C'],
        published: '2023-03-14',
        id: '2303.08010',
      },
    ],
    [
      'with accents folded',
      { title: TITLE, authors: ['Olivier Hénaff'], year: 2020 },
      { title: TITLE, authors: ['Henaff, O.'], year: 2020 },
    ],
    [
      'where one lacks the authors and the abstracts agree',
      { title: 'Short title', abstract: ABSTRACT, year: 2020 },
      { title: 'Short title', abstract: `${ABSTRACT} `, year: 2020, authors: ['A B'] },
    ],
    [
      'where one has no abstract and the title tells',
      { title: TITLE },
      { title: TITLE, abstract: ABSTRACT, authors: ['A B'] },
    ],
    [
      'where one has no abstract and the title is as short as a title that tells can be',
      { title: 'On the meaning of words' },
      { title: 'On the meaning of words', abstract: ABSTRACT, authors: ['A B'] },
    ],
    [
      'in one file, with own ids, when the abstracts are the same',
      { id: '1', title: 'Short', abstract: ABSTRACT },
      { id: '2', title: 'Short', abstract: ABSTRACT },
    ],
    [
      'in two files, with own ids',
      { id: '1', title: TITLE, file: 'a' },
      { id: '2', title: TITLE, abstract: ABSTRACT, file: 'b' },
    ],
  ])('%s', async (_, one, other) => {
    expect(await count(one, other)).toBe(1);
    expect(await count(other, one)).toBe(1);
  });
});

describe('two records are different papers', () => {
  it.each<[string, Record, Record]>([
    [
      'with different arXiv ids',
      { id: '2303.08010', title: TITLE, abstract: ABSTRACT },
      { id: '2303.08011', title: TITLE, abstract: ABSTRACT },
    ],
    [
      'with different DOIs',
      { doi: '10.1000/a', title: TITLE, abstract: ABSTRACT },
      { doi: '10.1000/b', title: TITLE, abstract: ABSTRACT },
    ],
    [
      'with different years',
      { title: TITLE, authors: ['A B'], year: 2020 },
      { title: TITLE, authors: ['A B'], year: 2021 },
    ],
    ['with different first authors', { title: TITLE, authors: ['A B'] }, { title: TITLE, authors: ['A C'] }],
    [
      'with a title of few words and nothing else',
      { title: 'Matrix inversion' },
      { title: 'Matrix inversion', authors: ['A B'] },
    ],
    [
      'with a title one word too short to tell, whatever else both lack',
      { title: 'On meaning and words', year: 1990 },
      { title: 'On meaning and words', abstract: ABSTRACT, authors: ['A B'] },
    ],
    [
      'with the DOI of a paper that has another arXiv id',
      { id: '2303.08010', doi: '10.1000/a', title: TITLE },
      { id: '2303.08011', doi: '10.1000/a', title: TITLE },
    ],
    [
      'with the same first author where the year of one is missing and the abstracts differ',
      { title: TITLE, abstract: ABSTRACT, authors: ['A B'] },
      { title: TITLE, abstract: 'Another text.', authors: ['A B'], year: 2020 },
    ],
    [
      'with abstracts that begin alike and go on differently',
      { title: 'Matrix inversion', abstract: 'In this paper we show how to invert matrices.' },
      { title: 'Matrix inversion', abstract: 'In this paper we show that none can be inverted.' },
    ],
    [
      'where author or year is missing and the abstracts differ',
      { title: TITLE, abstract: ABSTRACT },
      { title: TITLE, abstract: 'Another text.', year: 2020 },
    ],
    [
      'in one file with own ids',
      { id: '120', title: 'Matrix inversion', authors: ['A B'], year: 1960 },
      { id: '230', title: 'Matrix inversion', authors: ['A B'], year: 1960 },
    ],
    [
      'with other titles',
      { title: TITLE, abstract: ABSTRACT },
      { title: `${TITLE} indeed`, abstract: ABSTRACT },
    ],
  ])('%s', async (_, one, other) => {
    expect(await count(one, other)).toBe(2);
    expect(await count(other, one)).toBe(2);
  });
});

describe('many records of one title', () => {
  it('are each compared with all papers of it, not with the first alone', async () => {
    const known = [
      { title: TITLE, authors: ['A B'], year: 2020, abstract: ABSTRACT },
      { title: TITLE, authors: ['C D'], year: 2021, abstract: 'Another text.' },
    ];
    for (const authors of [['A B'], ['C D']])
      expect(await count(...known, { title: TITLE, authors })).toBe(2);
  });

  it('find their own by author and year, or by abstract, among however many', async () => {
    const writers = Array.from({ length: 100 }, (_, n) => ({
      title: 'Introduction',
      authors: [`A Writer${n}`],
      year: 1990,
    }));
    expect(await count(...writers, ...writers.map((fields) => ({ ...fields, file: 'b.jsonl' })))).toBe(100);
    const texts = Array.from({ length: 100 }, (_, n) => ({ title: 'Introduction', abstract: `Text ${n}.` }));
    expect(await count(...texts, ...texts.map((fields) => ({ ...fields, file: 'b.jsonl' })))).toBe(100);
  });
});

describe('merging', () => {
  it('keeps the richer field, the earlier on a tie, and every record id', () => {
    const merged = mergePapers([
      paperWith({
        id: 't',
        recordIds: ['1'],
        title: 'T',
        authors: ['A B'],
        published: '2023',
        url: 'https://arxiv.org/search/?query=T',
        urlIsSearch: true,
        venue: 'ICML 2023',
      }),
      paperWith({
        id: 'arxiv:2303.08010',
        recordIds: ['2303.08010', '1'],
        title: 't',
        authors: ['A B', 'C D'],
        published: '2023-03-14',
        abstract: 'Long',
        url: 'https://arxiv.org/abs/2303.08010',
        venue: 'other',
        code: 'https://example.org/code',
      }),
      paperWith({ id: 'doi:10.1/x', doi: '10.1/x', title: 'T', abstract: 'Shor', published: '2022-01-01' }),
    ]);
    expect(merged).toEqual({
      id: 'arxiv:2303.08010',
      recordIds: ['1', '2303.08010'],
      title: 'T',
      abstract: 'Long',
      authors: ['A B', 'C D'],
      published: '2023-03-14',
      url: 'https://arxiv.org/abs/2303.08010',
      doi: '10.1/x',
      code: 'https://example.org/code',
      venue: 'ICML 2023',
      categories: [],
    });
  });

  it('gives papers of one title distinct ids; the first in file order keeps the plain one', async () => {
    const placed = [5, 1, 3].map((line) => place({ id: `n${line}`, title: 'Matrix inversion', line }));
    const papers = await papersOf(placed);
    const ids = new Map(papers.map((paper) => [paper.recordIds[0], paper.id]));
    expect(new Set(ids.values()).size).toBe(3);
    expect(ids.get('n1')).toBe('matrix-inversion');
    const without = await papersOf(placed.filter(({ line }) => line !== 5));
    expect(without.map(({ id }) => id).sort()).toEqual([ids.get('n1'), ids.get('n3')].sort());
  });

  it('gives the plain id to the first in order, in whatever order the groups come', async () => {
    const [first, second] = [1, 2].map((line) => place({ id: `n${line}`, title: 'Matrix inversion', line }));
    if (first === undefined || second === undefined) throw new Error('no records');
    const papers = await mergeGroups([[second], [first]], createBreather());
    expect(papers.map(({ id, recordIds }) => [recordIds[0], id === 'matrix-inversion'])).toEqual([
      ['n2', false],
      ['n1', true],
    ]);
  });

  it('takes the title of the first record that has one', () => {
    const untitled = paperWith({ id: 'arxiv:2303.08010', title: '', abstract: ABSTRACT });
    expect(mergePapers([untitled, { ...untitled, title: TITLE }]).title).toBe(TITLE);
  });

  it.each<[string, readonly string[], string]>([
    ['the earlier of two days', ['2024-03-05', '2024-03-01'], '2024-03-01'],
    ['a day rather than a month, even an earlier one', ['2024-02', '2024-03-05'], '2024-03-05'],
    ['the earlier of two months', ['2024-03', '2024-02'], '2024-02'],
    ['a day rather than a first of January', ['2024-01-01', '2024-03-05'], '2024-03-05'],
    ['a first of January rather than a year', ['2024', '2024-01-01'], '2024-01-01'],
    ['the date of whoever has one', ['', '2024'], '2024'],
  ])('takes %s', (_what, dates, expected) => {
    const papers = dates.map((published) => paperWith(published === '' ? {} : { published }));
    expect(mergePapers(papers).published).toBe(expected);
    expect(mergePapers([...papers].reverse()).published).toBe(expected);
  });

  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    [
      'full names over initials, each where it is full',
      [
        ['G. Xia', 'Christos-Savvas Bouganis'],
        ['Guoxuan Xia', 'C.-S. Bouganis'],
      ],
      ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
    ],
    [
      'the longer list, initials or not',
      [['Guoxuan Xia'], ['G. Xia', 'C. Bouganis']],
      ['G. Xia', 'C. Bouganis'],
    ],
    ['the first list of other people', [['G. Xia'], ['Guoxuan Yu']], ['G. Xia']],
    ['the first of names as full', [['José Pérez'], ['Jose Perez']], ['José Pérez']],
  ])('takes %s', (_what, lists, expected) => {
    expect(mergePapers(lists.map((authors) => paperWith({ authors }))).authors).toEqual(expected);
  });

  it('is not new for being told by a service where a file has it', () => {
    const told = paperWith({ came: '2024-03-02T06:00:00.000Z' });
    expect(mergePapers([paperWith({}), told]).came).toBeUndefined();
    expect(mergePapers([told, told]).came).toBe('2024-03-02T06:00:00.000Z');
  });

  it('keeps the entry that says most, under the key that somebody gave it', () => {
    const mine = { type: 'misc', key: 'myKey', fields: { year: '2020' } };
    const theirs = { type: 'article', fields: { journal: 'Nature', volume: '3' }, editors: ['Di Cy'] };
    expect(mergePapers([paperWith({ entry: mine }), paperWith({ entry: theirs })]).entry).toEqual({
      ...theirs,
      key: 'myKey',
    });
  });

  it('takes what any record knows of its fate: a venue, a withdrawal, the most upvotes, when it first came', () => {
    const merged = mergePapers([
      paperWith({ venue: 'arXiv preprint', upvotes: 3, came: '2024-03-02T06:00:00.000Z' }),
      paperWith({
        venue: 'ICCV 2023',
        upvotes: 7,
        withdrawn: 'Withdrawn.',
        came: '2024-03-01T06:00:00.000Z',
      }),
      paperWith({ gist: 'In short.', came: '2024-03-03T06:00:00.000Z' }),
    ]);
    expect(merged).toMatchObject({
      ...{ venue: 'ICCV 2023', upvotes: 7, withdrawn: 'Withdrawn.', gist: 'In short.' },
      came: '2024-03-01T06:00:00.000Z',
    });
  });

  it('does not depend on the order of the records', async () => {
    const record = fc.record(
      {
        id: fc.constantFrom('2303.08010', '2303.08011', 'doi:10.1000/a', 'doi:10.1000/b', '1', '2'),
        title: fc.constantFrom('Matrix inversion', TITLE),
        abstract: fc.constantFrom(ABSTRACT, 'Another text.'),
        authors: fc.constantFrom(['A B'], ['B, A', 'C D'], ['E F']),
        year: fc.constantFrom(2020, 2021),
        file: fc.constantFrom('a', 'b'),
      },
      { requiredKeys: ['title', 'file'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (records, random) => {
          const placed = records.map((fields, line) => place({ ...fields, line }));
          const shuffled = [...placed].sort(() => ((random.next().value ?? 0) % 2 === 0 ? 1 : -1));
          const papers = async (list: readonly PlacedPaper[]) =>
            [...(await papersOf(list))].sort((one, other) => (one.id < other.id ? -1 : 1));
          expect(await papers(shuffled)).toEqual(await papers(placed));
        },
      ),
      { numRuns: 500 },
    );
  });
});
