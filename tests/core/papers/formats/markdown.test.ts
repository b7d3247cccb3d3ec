import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { withEntries } from '../exports/papers-with-entries.ts';
import { createFolder, openFolder, paperWith, problemsOf, readFiles } from '../papers.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/references/${name}`, import.meta.url), 'utf8');

async function readOne(name: string, content: string) {
  const corpus = await readFiles({ [name]: content });
  expect(problemsOf(corpus)).toEqual([]);
  expect(corpus.papers).toHaveLength(1);
  return corpus.papers[0];
}

/** The papers of files in folders inside one another. */
async function readTree(files: Readonly<Record<string, string>>) {
  const folder = await createFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return openFolder(folder, { follow: false });
}

describe('a note of Obsidian', () => {
  it('has authors in links, the abstract in a call-out, and a summary of its reader’s own', async () => {
    expect(await readOne('note.md', fixture('obsidian-callout.md'))).toMatchObject({
      id: 'doi:10.5555/ob.25',
      title: 'Bright Lanterns',
      authors: ['Ana Rua', 'Bo Bee'],
      published: '2025',
      venue: 'Journal of Lamps',
      url: 'https://lanterns.example.org/2025.1/',
      abstract: 'We light lanterns in the dark, and measure how bright they are.',
      keywords: ['Lanterns'],
      entry: { type: 'article', key: 'ruaLanterns2025', fields: { journal: 'Journal of Lamps' } },
    });
  });

  it.each([
    ['links without quotation marks', 'authors:\n  - [[Ana Rua]]\n  - [[People/Bo Bee|Bo Bee]]'],
    ['links in one string', 'Authors: "[[Ana Rua]], [[Bo Bee]]"'],
    ['one string', 'author: Rua, Ana; Bee, Bo'],
  ])('names people by %s', async (_, matter) => {
    const paper = await readOne('note.md', `---\ntitle: Lantern notes\n${matter}\n---\n`);
    expect(paper?.authors).toEqual(['Ana Rua', 'Bo Bee']);
  });

  it('says its year, venue and title in links too', async () => {
    const matter =
      'title: "[[Linked Lanterns]]"\nauthors: ["[[Ana Rua]]"]\nyear: [[2021]]\njournal: "[[Journal of Lamps]]"';
    expect(await readOne('note.md', `---\n${matter}\n---\n`)).toMatchObject({
      title: 'Linked Lanterns',
      published: '2021',
      venue: 'Journal of Lamps',
    });
  });

  it.each([
    ['a quotation', '## Abstract\n\n> We light\n> **lanterns**.\n\n## Notes\nMine.'],
    ['a call-out anywhere', 'Mine.\n\n> [!abstract]+ Abstract\n> We light\n> lanterns. ^ab12\n\nMore.'],
    ['a bold word', '# T\n\n**Abstract:** We light lanterns.\n\nMine.'],
    ['a field in the text', 'status:: read\nabstract:: We light lanterns.\n\nMine.'],
    ['a numbered heading', '### 1. Abstract:\nWe light lanterns.\n\n---\nMine.'],
  ])('has its abstract in %s', async (_, body) => {
    const paper = await readOne('note.md', `---\ntitle: T\ndoi: 10.5555/x\n---\n${body}\n`);
    expect(paper?.abstract).toBe('We light lanterns.');
  });

  it('takes no words of its reader for an abstract', async () => {
    const body = '# T\n\n> [!note] Mine\n> Read again.\n\n- a list\n\n## Summary\nMy own words.\n';
    expect((await readOne('note.md', `---\ntitle: T\ndoi: 10.5555/x\n---\n${body}`))?.abstract).toBe('');
  });

  it('is called as its file where it has no title, and was published in the year it says, whenever it was written', async () => {
    const paper = await readOne(
      'Rua 2019 Dim Lanterns.md',
      '---\ncitekey: "@rua2019"\nyear: 2019\ndate: 2024-05-01\n---\n## Notes\nMine.\n',
    );
    expect(paper).toMatchObject({
      title: 'Rua 2019 Dim Lanterns',
      published: '2019',
      entry: { key: 'rua2019' },
    });
  });

  it('has fields in its text', async () => {
    const text =
      '# Inline Lanterns\n\nAuthors:: [[Ana Rua]], [[Bo Bee]]\n- **Year**:: 2019\nDOI:: 10.5555/ob.3\nVenue:: [[LAMP]]\n';
    expect(await readOne('note.md', `${text}\nNotes of mine.\n`)).toMatchObject({
      id: 'doi:10.5555/ob.3',
      title: 'Inline Lanterns',
      authors: ['Ana Rua', 'Bo Bee'],
      published: '2019',
      venue: 'LAMP',
    });
  });

  it('is no problem where it tells of no paper, among others in a folder', async () => {
    const corpus = await readTree({
      'vault/Daily/2024-05-01.md': 'Went to the lab.\n',
      'vault/Papers/Dim Lanterns.md': '---\nauthors: [Ana Rua]\n---\n',
    });
    expect(problemsOf(corpus)).toEqual([]);
    expect(corpus.papers.map(({ title }) => title)).toEqual(['Dim Lanterns']);
  });
});

describe('a template for notes', () => {
  it.each(['{{title}}', '{{ title | safe }}', '{{item.title}}', '<% tp.file.title %>'])(
    'whose title is %s is no paper, and no problem inside a folder',
    async (title) => {
      const content = `---\ntitle: "${title}"\nauthors: "{{authors}}"\ncitekey: "{{citekey}}"\n---\n`;
      const one = { 'a.bib': '@misc{a, title={One}}' };
      const inside = await readTree({ ...one, 'templates/note.md': content });
      expect([inside.papers.length, problemsOf(inside)]).toEqual([1, []]);
      const beside = await readTree({ ...one, 'note.md': content });
      expect([beside.papers.length, problemsOf(beside)]).toEqual([
        1,
        ['note.md, line 1: a template for notes, and no paper; keep it outside this folder'],
      ]);
    },
  );

  it('is not what a title in two pairs of braces makes of a paper', async () => {
    expect((await readOne('note.md', '---\ntitle: "{{Lantern title}}"\nyear: 2020\n---\n'))?.published).toBe(
      '2020',
    );
  });
});

describe('a page of a site', () => {
  it('is read as PMLR has it: a list of date parts, the PDF as its page, its own key', async () => {
    expect(await readOne('2023-07-02-rua23a.md', fixture('pmlr-post.md'))).toMatchObject({
      title: 'Mixing Lantern Heuristics',
      authors: ['Ana Rua', 'Bo Bee'],
      published: '2023-07-02',
      url: 'https://lanterns.example.org/v1/rua23a/rua23a.pdf',
      venue: 'Proceedings of the First Conference on Lanterns',
      abstract: 'We mix lanterns.',
      entry: { type: 'inproceedings', key: 'rua23a', fields: { series: 'Proceedings of Lamp Research' } },
    });
  });

  it('is read as Hugo has it: TOML, a folder for each paper, links to its PDF and code', async () => {
    const toml = [
      '+++',
      'title = "Hugo Lanterns"',
      'date = 2020-09-01T00:00:00Z',
      'authors = ["admin", "Ana Rua", "Bo Bee"]',
      'publication_types = ["1"]',
      'publication = "In *Conference on Lamps*"',
      'abstract = "We serve lanterns."',
      'url_pdf = "https://lanterns.example.org/h.pdf"',
      'url_code = "https://github.com/lanterns/hugo"',
      'doi = ""',
      'tags = ["wick"]',
      '[image]',
      '  caption = "x"',
      '+++',
      '',
      'More about it.',
    ].join('\n');
    const corpus = await readTree({
      'content/publication/_index.md': '---\ntitle: Publications\n---\n',
      'content/publication/hugo-lanterns/index.md': toml,
      'content/publication/unnamed-lanterns/index.md': '---\nauthors: [Ana Rua]\ndate: "2021-01-02"\n---\n',
    });
    expect(problemsOf(corpus)).toEqual([]);
    expect(corpus.papers).toMatchObject([
      {
        title: 'Hugo Lanterns',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2020-09-01',
        venue: 'Conference on Lamps',
        abstract: 'We serve lanterns.',
        url: 'https://lanterns.example.org/h.pdf',
        code: 'https://github.com/lanterns/hugo',
        keywords: ['wick'],
        entry: { type: 'inproceedings', fields: { booktitle: 'Conference on Lamps' } },
      },
      { title: 'unnamed-lanterns', published: '2021-01-02' },
    ]);
  });

  it('says where its front matter is no TOML', async () => {
    const corpus = await readFiles({ 'a.md': '+++\ntitle = no\n+++\n' });
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.md, line 1: the front matter is not TOML \(.+\); /),
    ]);
  });
});

describe('a list of links', () => {
  it('has a paper in each line that links to one, under the title that the line has', async () => {
    const list = [
      '# Awesome Lanterns',
      '',
      '[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)',
      '- [Survey](#survey)',
      '## Survey',
      '- [Bright Lanterns](https://arxiv.org/abs/2104.09997) - Rua et al., 2021 [[code]](https://github.com/lanterns/bright)',
      '* **Dim Lanterns**, *LAMP 2020*. [[Paper](https://arxiv.org/pdf/2001.00001v2.pdf)] [[Code](https://github.com/lanterns/dim)]',
      '1. "Loud Lanterns" (2022). [paper](https://doi.org/10.5555/loud.1)',
      '| Quiet Lanterns | LAMP 2019 | [PDF](https://openreview.net/forum?id=abc) | [GitHub](https://github.com/lanterns/quiet) |',
      '- [Lantern tool](https://github.com/lanterns/tool) - no paper',
      '- [Lanterns blog](https://lanterns.example.org/) - a blog',
    ].join('\n');
    const corpus = await readFiles({ 'awesome.md': list });
    expect(problemsOf(corpus)).toEqual([]);
    expect(
      corpus.papers.map(({ id, title, published, url, code }) => ({ id, title, published, url, code })),
    ).toEqual([
      {
        id: 'arxiv:2104.09997',
        title: 'Bright Lanterns',
        published: '2021',
        url: 'https://arxiv.org/abs/2104.09997',
        code: 'https://github.com/lanterns/bright',
      },
      {
        id: 'arxiv:2001.00001',
        title: 'Dim Lanterns',
        published: '2020',
        url: 'https://arxiv.org/pdf/2001.00001v2.pdf',
        code: 'https://github.com/lanterns/dim',
      },
      {
        id: 'doi:10.5555/loud.1',
        title: 'Loud Lanterns',
        published: '2022',
        url: 'https://doi.org/10.5555/loud.1',
        code: undefined,
      },
      {
        id: 'quiet-lanterns',
        title: 'Quiet Lanterns',
        published: '2019',
        url: 'https://openreview.net/forum?id=abc',
        code: 'https://github.com/lanterns/quiet',
      },
    ]);
  });

  it('may be a README, where it lists several papers, under their titles without what stands around them', async () => {
    const list = [
      '# Awesome Lanterns',
      '- **[A Survey of Lanterns](https://arxiv.org/abs/2006.00001)** *Rua et al.* CVPR 2020',
      '- [2021/06] Loud Lanterns. [[paper](https://arxiv.org/pdf/2106.00002.pdf)]',
      '- (*ICML 2019*) Quiet Lanterns [[Paper]](https://proceedings.mlr.press/v97/q19a.html)',
      '- Ana Rua, Bo Bee. "Cited Lanterns." NeurIPS (2018). [paper](https://arxiv.org/abs/1806.00003)',
      '* <a href="https://arxiv.org/abs/1606.00005">Linked Lanterns</a>, 2016',
    ];
    const few = '# Our code\n[Paper](https://arxiv.org/abs/2006.00009) of ours: **Some Lanterns**\n';
    const corpus = await readTree({ 'README.md': list.join('\n'), 'code/README.md': few });
    expect(problemsOf(corpus)).toEqual([]);
    expect(corpus.papers.map(({ title, published }) => [title, published])).toEqual([
      ['A Survey of Lanterns', '2020'],
      ['Loud Lanterns', '2021'],
      ['Quiet Lanterns', '2019'],
      ['Cited Lanterns', '2018'],
      ['Linked Lanterns', '2016'],
    ]);
    const other = await readFiles({ 'README.md': few, 'a.bib': '@misc{a, title={Alone}}' });
    expect([problemsOf(other), other.counts.parts]).toEqual([[], 1]);
  });

  it('may be one that was exported here, and is the same papers again, code included', async () => {
    const papers = [
      ...Object.values(withEntries),
      paperWith({
        id: 'arxiv:2303.08010',
        title: 'Starred * [1] 5 < 6_x',
        url: 'https://lanterns.example.org/x',
        authors: ['Ana Rua', 'Dawn Optimization, Inc.'],
        published: '2023-03-14',
      }),
      paperWith({
        id: 'doi:10.5555/z',
        doi: '10.5555/z',
        title: 'Undated',
        url: 'https://doi.org/10.5555/z',
        authors: ['Ana Rua'],
        venue: 'Journal of Lamps',
      }),
    ];
    const { content } = await exportPapers(
      papers.map((paper) => ({ paper, note: 'see [x](https://arxiv.org/abs/2001.00001)', tags: ['a'] })),
      'markdown',
    );
    const again = await readFiles({ 'papers.md': content });
    expect(problemsOf(again)).toEqual([]);
    const facts = ({ id, title, authors, published, venue, code, doi }: (typeof papers)[number]) => ({
      id,
      title,
      authors,
      published,
      venue,
      code,
      doi,
    });
    expect(again.papers.map(facts)).toEqual(papers.map(facts));
  });
});
