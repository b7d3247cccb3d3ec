import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPapers, lookUp } from '../../../src/core/papers/lookup.ts';
import { checkCorpus, renderCheck } from '../../../src/core/sources/folder/check.ts';
import { createFolder, jsonLines, openFolder, problemsOf, readFiles } from '../papers/papers.ts';

/** What is told of these JSON lines, and the titles read. */
async function readLines(content: string | Uint8Array) {
  const corpus = await readFiles({ 'a.jsonl': content });
  return {
    titles: corpus.papers.map(({ title }) => title),
    problems: problemsOf(corpus),
    papers: corpus.papers,
  };
}

describe('a bad record', () => {
  it.each<[string, string, readonly (string | RegExp)[]]>([
    [
      'that is not JSON',
      '{"title": "A",}',
      [/^a\.jsonl, line 2: not JSON \(.+\); fix the record; the others are read$/],
    ],
    ['that is no object', '["title"]', [/^a\.jsonl, line 2: .* is not a record; /]],
    [
      'without title and abstract',
      '{"id": "x"}',
      [/^a\.jsonl, line 2: neither title nor abstract, left out; /],
    ],
    [
      'with a title of markup only',
      '{"title": "<p></p>\\u200b"}',
      [/^a\.jsonl, line 2: neither title nor abstract, left out; /],
    ],
  ])('%s costs only itself', async (_, line, expected) => {
    const { titles, problems } = await readLines(`{"title": "One"}\n${line}\n\n{"title": "Two"}\n`);
    expect(titles).toEqual(['One', 'Two']);
    expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe('a bad field', () => {
  it.each<[unknown, RegExp]>([
    [{ published: 'soon' }, /line 1, published: "soon" is not a date such as .*; write a date/],
    [{ published: '2023-02-30' }, /published: "2023-02-30" is not a date/],
    [{ year: 12 }, /year: "12" is not a year/],
    [{ authors: 5 }, /authors: "5" is not a list of names/],
    [{ authors: ['A', { x: 1 }] }, /authors: .* is not a list of names/],
    [{ doi: 'none' }, /doi: "none" is not a DOI/],
    [{ arxivId: '99.1' }, /arxivId: "99\.1" is not an arXiv id/],
    [{ url: 'javascript:alert(1)' }, /url: "javascript:alert\(1\)" is not an address/],
    [{ url: 'https://exa mple.org' }, /url: .* is not an address/],
    [{ code: 'data:text/html,x' }, /code: .* is not an address/],
    [{ upvotes: -1 }, /upvotes: "-1" is not a whole number/],
    [{ abstrct: 'x' }, /abstrct: unknown field, ignored; did you mean "abstract"\?/],
    [
      { abstract: 'word '.repeat(5000) },
      /abstract: 25000 characters are more than the 20000 that are kept; /,
    ],
    [{ title: 'word '.repeat(300) }, /title: 1500 characters are more than the 1000 that are kept; /],
  ])('%j is told and left out, the paper stays', async (fields, expected) => {
    const { problems, papers } = await readLines(jsonLines({ title: 'One', ...(fields as object) }));
    expect(problems).toEqual([expect.stringMatching(expected)]);
    expect(papers).toHaveLength(1);
    expect(papers[0]?.abstract.length).toBeLessThanOrEqual(20_000);
    expect(papers[0]?.url).toMatch(/^https:\/\//);
  });

  it('tells an unknown field once a file, and nothing of fields that are someone else’s', async () => {
    const { problems } = await readLines(
      jsonLines(
        ...Array.from({ length: 3 }, (_, n) => ({
          title: `T ${n}`,
          titel: 'x',
          pages: 3,
          keywords: [],
          abstrakt: 'y',
        })),
      ),
    );
    expect(problems).toEqual([expect.stringContaining('line 1, abstrakt: unknown field')]);
  });

  it('takes null for absent', async () => {
    const { problems, papers } = await readLines(
      jsonLines({ title: 'One', authors: null, published: null, venue: null, id: null, doi: null }),
    );
    expect(problems).toEqual([]);
    expect(papers[0]).toEqual({
      id: 'one',
      recordIds: [],
      title: 'One',
      abstract: '',
      authors: [],
      categories: [],
      url: expect.any(String),
      urlIsSearch: true,
    });
  });

  it('is told for 200 records of a file at most, the rest is counted', async () => {
    const { titles, problems } = await readLines(
      jsonLines(...Array.from({ length: 500 }, (_, n) => ({ title: `T ${n}`, year: 'x' }))),
    );
    expect(titles).toHaveLength(500);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toBe('a.jsonl: 300 more problems like these; fix those above first');
  });
});

describe('a strange file', () => {
  it('with a byte order mark, CRLF, empty lines and no last line end is read', async () => {
    expect(await readLines('\ufeff{"title":"One"}\r\n\r\n{"title":"Two"}')).toMatchObject({
      titles: ['One', 'Two'],
      problems: [],
    });
  });

  it('with bytes that are not UTF-8 is read, and told', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"title":"One"}\n{"title":"Na'),
      Buffer.from([0xef]),
      Buffer.from('ve"}\n'),
    ]);
    const { titles, problems } = await readLines(bytes);
    expect(titles).toEqual(['One', 'Naïve']);
    expect(problems).toEqual([
      expect.stringMatching(
        /^a\.jsonl, line 2: this is not UTF-8, and is read as Windows-1252; save the file as UTF-8/,
      ),
    ]);
  });

  it('with a truncated last line is read up to it', async () => {
    expect(await readLines('{"title":"One"}\n{"title":"Tw')).toEqual({
      titles: ['One'],
      problems: [expect.stringMatching(/^a\.jsonl, line 2: not JSON/)],
      papers: [expect.anything()],
    });
  });

  it('with a line of ten megabytes is read', async () => {
    const { titles } = await readLines(
      jsonLines({ title: 'One', note: 'x'.repeat(10_000_000) }, { title: 'Two' }),
    );
    expect(titles).toEqual(['One', 'Two']);
  });

  it('with __proto__ and duplicate keys does no harm', async () => {
    const { titles, papers } = await readLines(
      '{"title":"One","title":"Two","__proto__":{"abstract":"x"},"constructor":1}\n',
    );
    expect(titles).toEqual(['Two']);
    expect(papers[0]?.abstract).toBe('');
  });

  it('that is empty is told', async () => {
    expect((await readLines('')).problems).toEqual([expect.stringMatching(/^a\.jsonl: no papers in it; /)]);
  });

  it('that is a link to itself, or a folder, is no harm', async () => {
    const folder = await createFolder({ 'b.jsonl': jsonLines({ title: 'One' }) });
    await symlink(join(folder, 'a.jsonl'), join(folder, 'a.jsonl'));
    await symlink(folder, join(folder, 'loop.json'));
    await mkdir(join(folder, 'c.json'));
    const corpus = await openFolder(folder, { follow: false });
    expect(corpus.papers).toHaveLength(1);
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.jsonl: cannot be read \(a link that leads to itself\); /),
    ]);
  });

  it('shows hostile text on one plain line', async () => {
    const { papers, problems } = await readLines(
      jsonLines({ title: 'A\u202e\n\u0000 <script>@everyone', url: 'x\n\u001b[31m', venue: '\ud800 V' }),
    );
    expect(papers[0]).toMatchObject({ title: 'A @everyone', venue: 'V' });
    expect(problems.join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('a folder', () => {
  it('that is missing, empty, or a file is told, and the corpus is empty', async () => {
    const folder = await createFolder({ 'x.tsv': '1\t2', 'a.jsonl': jsonLines({ title: 'One' }) });
    const missing = await openFolder(join(folder, 'none'), { follow: false });
    expect(missing.papers).toEqual([]);
    expect(problemsOf(missing)).toEqual([expect.stringMatching(/^FOLDER: this folder does not exist; /)]);
    expect(problemsOf(await openFolder(join(folder, 'a.jsonl'), { follow: false }))).toEqual([
      expect.stringMatching(/this is not a folder/),
    ]);
    expect(problemsOf(await readFiles({ 'x.tsv': '1\t2' }))).toEqual([
      expect.stringMatching(/^FOLDER: no papers in this folder; /),
    ]);
  });

  it('gives its papers in order of file and line', async () => {
    const corpus = await readFiles({
      'b.jsonl': jsonLines({ title: 'C' }),
      'a.jsonl': jsonLines({ title: 'B' }, { title: 'A' }),
    });
    expect(corpus.papers.map(({ title }) => title)).toEqual(['B', 'A', 'C']);
  });

  it('is checked in plain lines with a closing count', async () => {
    const folder = await createFolder({
      'a.jsonl': `${jsonLines({ id: '2303.08010', title: 'A' })}x\n`,
      'b.jsonl': jsonLines({ id: '2303.08010v2', title: 'B' }),
    });
    const result = await checkCorpus(folder);
    expect(result.counts).toEqual({ parts: 2, records: 2, papers: 1, merged: 1 });
    expect(renderCheck(result).split('\n')).toEqual([
      `${folder}: 1 paper from 2 records in 2 files; 1 paper found more than once and merged.`,
      'a.jsonl: 1 paper, 1 without a date, 1 without authors.',
      'b.jsonl: 1 paper, 1 without a date, 1 without authors.',
      expect.stringMatching(/^a\.jsonl, line 2: not JSON/),
      '1 problem.',
    ]);
    expect(
      renderCheck(await checkCorpus(await createFolder({ 'a.jsonl': jsonLines({ title: 'A' }) }))),
    ).toMatch(/in 1 file\.\na\.jsonl: 1 paper, .+\.\nNo problems\.$/);
  });
});

describe('lookUp', () => {
  it.each([
    ['2303.08010v2', 'Arxiv paper'],
    ['https://huggingface.co/papers/2303.08010', 'Arxiv paper'],
    ['see arxiv.org/abs/2303.08010 please', 'Arxiv paper'],
    ['doi:10.1000/ABC', 'Doi paper'],
    ['10.1000/second', 'Both paper'],
    ['https://ACLanthology.org/L14-1104/', 'Näive paper'],
    ['http://www.aclanthology.org/L14-1104', 'Näive paper'],
    ['L14-1104', 'Näive paper'],
    ['naive-paper', 'Näive paper'],
    ['  NAIVE   Paper! ', 'Näive paper'],
    ['nothing of the kind', undefined],
    ['', undefined],
  ])('finds by %j', async (text, title) => {
    const corpus = await readFiles({
      'a.jsonl': jsonLines(
        { id: '2303.08010', title: 'Arxiv paper' },
        { doi: '10.1000/abc', title: 'Doi paper' },
        { id: '2303.08011', doi: '10.1000/second', title: 'Both paper' },
        { id: 'L14-1104', title: 'Näive paper', url: 'https://aclanthology.org/L14-1104' },
      ),
    });
    expect(lookUp(corpus, text)?.title).toBe(title);
    expect(
      findPapers(corpus, 'first 10.1000/abc, then 2303.08010 and 2303.99999').map((paper) => paper.title),
    ).toEqual(['Doi paper', 'Arxiv paper']);
  });
});
