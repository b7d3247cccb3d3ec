import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBibtex } from '../../../../src/core/papers/formats/bibtex/bibtex.ts';
import { createRecordReader } from '../../../../src/core/papers/formats/record.ts';
import { problemsOf, readFiles } from '../papers.ts';
import { generateFiles } from './generated-bibtex.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/references/${name}`, import.meta.url), 'utf8');
}

/** The papers of one file that has nothing wrong. */
async function readPapers(content: string) {
  const corpus = await readFiles({ 'a.bib': content });
  expect(problemsOf(corpus)).toEqual([]);
  return corpus.papers;
}

describe('BibTeX as tools write it', () => {
  it('reads braces around single signs, and leaves what only looks like mark-up', async () => {
    expect(await readPapers(fixture('acl-braced-specials.bib'))).toMatchObject([
      {
        title: 'Lanterns & Lamps: “Bright” by 5%?',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2021-08',
        abstract: 'We reach 71.3% at 20°C if <b> holds.',
      },
    ]);
  });

  it('leaves out marks of footnotes, keys for sorting, and where a preprint can be had', async () => {
    const papers = await readPapers(
      '@misc{a, title={First}, author={Rua, Ana$^{1,2}$ and Bee, Bo\\textsuperscript{3}}, year={\\noop{1999b}2012}}' +
        '@misc{b, title={Second CO<inf>2</inf>}, journal={Preprint at https://arxiv.org/abs/2104.09990}, author_keywords={a; b}, keywords={c}}' +
        '@misc{c, title={Third}, note={better than arXiv:2001.00001}, journal={arXiv:2104.09991}}',
    );
    expect(papers).toMatchObject([
      { title: 'First', authors: ['Ana Rua', 'Bo Bee'], published: '2012' },
      { id: 'arxiv:2104.09990', title: 'Second CO₂', keywords: ['a', 'b', 'c'] },
      { id: 'arxiv:2104.09991' },
    ]);
    expect(papers[1]?.venue).toBeUndefined();
  });

  it('reads two pairs of braces around every value', async () => {
    expect(await readPapers(fixture('wos-double-braces.bib'))).toMatchObject([
      {
        id: 'doi:10.5555/journal.lamp.0001',
        title: 'New Lanterns from Dawn & Dusk: 50% More Light',
        authors: ['Ana Rua', 'Bo B. Bee'],
        published: '2010-09-22',
        venue: 'JOURNAL OF LAMPS',
        abstract: 'Background: Lanterns & more.',
      },
    ]);
  });

  it('finds the arXiv id wherever it stands, and takes no archive for a venue', async () => {
    const papers = await readPapers(fixture('arxiv-id-in-journal.bib'));
    expect(papers.map(({ id }) => id)).toEqual([
      ...['2104.09997', '2104.09996', '2104.09995', '2104.09994', '2104.09993', 'hep-th/9901999'].map(
        (id) => `arxiv:${id}`,
      ),
      'arxiv:2104.09992',
      'arxiv:2104.09991',
    ]);
    expect(papers[0]?.authors).toEqual(['Ana Rua', 'Bo Bee']);
    expect(papers.at(-1)?.code).toBe('https://github.com/lanterns/folio');
    expect(papers.filter(({ venue }) => venue !== undefined)).toEqual([]);
  });

  it.each([
    ['journal = {arXiv e-prints}, eid = {arXiv:2104.09990}', 'arxiv:2104.09990'],
    ['journal = {CoRR}, volume = {2104.09990}', 'arxiv:2104.09990'],
    ['eprint = {9901999}, archivePrefix = {arXiv}, primaryClass = {hep-th}', 'arxiv:hep-th/9901999'],
    ['eprint = {math.AG/0601001v2}', 'arxiv:math/0601001'],
    ['eprint = {https://arxiv.org/abs/2104.09990v3}, eprinttype = {arxiv}', 'arxiv:2104.09990'],
    ['url = {https://doi.org/10.48550/arXiv.2104.09990}', 'arxiv:2104.09990'],
    ['file = {:home/a/2104.09990.pdf:pdf}', 'arxiv:2104.09990'],
    ['keywords = {2104.09990}, note = {Comment on arXiv:2104.09990}, zbl = {1204.12345}', 'lantern'],
    ['note = {arXiv:2104.09990 and arXiv:2104.09991}', 'lantern'],
    ['eprint = {12345678}, eprinttype = {pubmed}', 'lantern'],
    ['doi = {10.1007/978-3-030-01234-5\\_12}', 'doi:10.1007/978-3-030-01234-5_12'],
    ['doi = {https://doi.acm.org/10.1145/1.2}', 'doi:10.1145/1.2'],
    [
      'doi = {10.1002/(SICI)1097-0258(19980815)17:15$<$1661::AID-SIM968$>$3.0.CO;2-2}',
      'doi:10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2',
    ],
    ['url = {http://dx.doi.org/10.1002/%28SICI%2917}', 'doi:10.1002/(sici)17'],
    ['note = {doi: 10.1000/xyz.}', 'doi:10.1000/xyz'],
    ['url = {https://scopus.example/record.uri?doi=10.1000%2fxyz&x=1}', 'doi:10.1000/xyz'],
  ])('names the paper of %s', async (fields, id) => {
    const papers = await readPapers(`@article{k, title={Lantern}, year={2021}, ${fields}}`);
    expect(papers.map((paper) => paper.id)).toEqual([id]);
  });

  it('reads entries without a key, and with any key', async () => {
    const papers = await readPapers(fixture('no-key-and-spaced-key.bib'));
    expect(papers.map(({ title, published }) => [title, published])).toEqual([
      ['Keyless lantern', '2009'],
      ['Lantern with a long key', '2019'],
      ['Lantern with a spaced key', '2010'],
    ]);
    const odd = await readPapers(
      '@article{title={One}}\n@misc(two, title="Two {"quoted"} words", year=2001) @book{3 title={Three}} text {\n' +
        '@inproceedings { a/b:c+d.e ,\n author = "Ana Rua" # " and " # {Bo Bee}\n title = {Four}, , year = 2004,,\n}\n@Online{über{x}, title={Five}}',
    );
    expect(odd.map(({ title, recordIds }) => [title, recordIds[0]])).toEqual([
      ['One', undefined],
      ['Two "quoted" words', 'two'],
      ['Three', '3'],
      ['Four', 'a/b:c+d.e'],
      ['Five', 'über{x}'],
    ]);
    expect(odd[3]?.authors).toEqual(['Ana Rua', 'Bo Bee']);
  });

  it('takes a name in braces as one, and names given by their parts', async () => {
    const papers = await readPapers(fixture('corporate-and-extended-names.bib'));
    expect(papers.map(({ authors }) => authors)).toEqual([
      [
        'Dawn Optimization, Inc.',
        'Lantern Institute of Dawn, Dusk and Night',
        'American Lantern Association',
      ],
      ['Una van den Berg', 'Yu. Bo', 'Ángel Ruaé'],
      ['Ana Rua', 'Bo Bee'],
    ]);
    expect(papers[0]?.entry?.corporate).toEqual(papers[0]?.authors);
  });

  it.each([
    ['{{Rua, Ana and Bee, Bo}}', ['Ana Rua', 'Bo Bee']],
    ['Rua, Ana and  others', ['Ana Rua']],
    ['Rua, Ana; Bee, Bo; et al.', ['Ana Rua', 'Bo Bee']],
    ['Ana Rua, Bo Bee, Cy Di', ['Ana Rua', 'Bo Bee', 'Cy Di']],
    ['van den Berg, Una Maria', ['Una Maria van den Berg']],
    ['{van den Berg}, Una and {\\"O}z, M.', ['Una van den Berg', 'M. Öz']],
    ['King, Jr., Martin Luther and and Bee, Bo and', ['Martin Luther King Jr.', 'Bo Bee']],
    ['given={Una}, family={Berg, Inc}, suffix="Jr."', ['Una Berg, Inc Jr.']],
    ['Barnes {and} Noble and {{NASA}}', ['Barnes and Noble', 'NASA']],
    ["O'Lin, Kai~B.", ["Kai B. O'Lin"]],
  ])('reads the authors %j', async (author, names) => {
    const [paper] = await readPapers(`@article{k, title={Lantern}, author={${author}}}`);
    expect(paper?.authors).toEqual(names);
  });

  it('reads formulas, commands and signs in and outside braces', async () => {
    const papers = await readPapers(fixture('braces-around-maths.bib'));
    expect(papers.map(({ title }) => title)).toEqual([
      'W[1]-hardness of H-colouring in O(n²) time for (CAD)²RL and K₃,₃-free lanterns',
      '5th lantern in H₂O: it’s “new”†',
      'Lanterns cost $5 here and 10$ there',
      'Double braced lantern & lamp',
    ]);
  });

  it('keeps the entry, with its editors apart from the authors', async () => {
    const papers = await readPapers(fixture('whole-entry.bib'));
    expect(papers.map(({ authors, entry }) => [authors.length, entry])).toMatchObject([
      [
        2,
        {
          type: 'article',
          key: 'myKey2020',
          fields: { volume: '12', number: '3', pages: '45–67', issn: '1234-5678' },
        },
      ],
      [1, { type: 'phdthesis', key: 'thesis2021', fields: { school: 'Dawn University' } }],
      [1, { type: 'incollection', fields: { booktitle: 'Big Book of Lamps' }, editors: ['Di Cy'] }],
      [0, { type: 'book', fields: { edition: '2' }, editors: ['Di Cy'] }],
    ]);
    expect(papers[0]?.keywords).toEqual(['candlelight', 'wick']);
  });

  it('gives an entry the year and the volume of the one it refers to, before or behind it', async () => {
    const papers = await readPapers(
      '@inproceedings{a, title={A}, author={Rua, Ana}, crossref={P}}\n@article{mid, title={Mid}}\n' +
        '@proceedings{p, title={Proceedings of Lamps}, editor={Cy, Di}, year=2020, xdata={pub}}\n' +
        '@xdata{pub, publisher={Lamp Press}}\n@incollection{b, title={B}, crossref={p}, year=2021}\n@misc{c, title={C}, crossref={c}}',
    );
    expect(papers.map(({ title, venue, published }) => [title, venue, published])).toEqual([
      ['A', 'Proceedings of Lamps', '2020'],
      ['Mid', undefined, undefined],
      ['Proceedings of Lamps', undefined, '2020'],
      ['B', 'Proceedings of Lamps', '2021'],
      ['C', undefined, undefined],
    ]);
    expect(papers[0]?.entry).toMatchObject({ fields: { publisher: 'Lamp Press' } });
  });

  it('takes the next good date for a bad one, and the first of a repeated field', async () => {
    const papers = await readPapers(
      '@misc{a, title={A}, date={n.d.}, year={2019}}\n@misc{b, title={B}, year={in press}, date={2020-05}}\n' +
        '@misc{c, title={C}, year={2021}, title={D}, year={1999}}\n@misc{d, title={D}, year = 2022 # {a}, month = 10 # "~" # oct}',
    );
    expect(papers.map(({ title, published }) => [title, published])).toEqual([
      ['A', '2019'],
      ['B', '2020-05'],
      ['C', '2021'],
      ['D', '2022-10-10'],
    ]);
  });

  it('knows the journals that astronomers write as commands', async () => {
    const [paper] = await readPapers('@article{k, title={Dim}, journal={\\mnras}, year=2001}');
    expect(paper?.venue).toBe('Monthly Notices of the Royal Astronomical Society');
  });
});

it('reads what a generator writes in many spellings as what it means', async () => {
  for (const { text, entries } of generateFiles(16, 25)) {
    const read = createRecordReader(
      () => {},
      () => {},
    );
    const papers: unknown[] = [];
    for await (const raw of readBibtex(pieces(text), () => {})) {
      const { title, authors, published, id = '' } = read(raw) ?? {};
      papers.push({ title, authors, published, id: /^(?:arxiv|doi):/.test(id) ? id : '' });
    }
    expect(papers).toEqual(entries);
  }
});

async function* pieces(text: string) {
  yield text;
}

it('takes an archive with a remark for no venue, and an address without its beginning for one', async () => {
  const papers = await readPapers(
    '@misc{a, title={A}, journal={arXiv:2104.09997 [cs, stat]}, url={arxiv.org/abs/2104.09997}}\n@misc{b, title={B}, journal={ArXiv, abs/2104.09998}, url={www.example.org/b}}',
  );
  expect(papers.map(({ url, venue }) => [url, venue])).toEqual([
    ['https://arxiv.org/abs/2104.09997', undefined],
    ['https://www.example.org/b', undefined],
  ]);
});

it('says nothing of a work that is not dated yet, and links to the page that it was published on', async () => {
  const [paper] = await readPapers(
    '@misc{a, title={A}, year={in press}, howpublished="\\url{https://example.org/a}"}\n@misc{b, title={B}, date={[n.d.]}}',
  );
  expect(paper?.url).toBe('https://example.org/a');
});

describe('hostile BibTeX', () => {
  const good = '\n@article{good, title={Good}}\n';

  it.each([
    ['40,000 nested groups', `@article{a, title={${'{'.repeat(40_000)}x${'}'.repeat(40_000)}}}`],
    ['40,000 groups without end', `@article{a, title={${'{'.repeat(40_000)}`],
    ['closing braces', '}'.repeat(500_000)],
    ['5 MB of braces', `@article{a, title={${'{'.repeat(5_000_000)}`],
    ['5 MB of braces on lines of their own', `@article{a, title={${'{\n'.repeat(2_500_000)}`],
    ['an open quotation mark', '@article{a, title="'],
    ['fields without end', `@article{a, ${'x={}, '.repeat(100_000)}}`],
    ['entries in each other', '@a{'.repeat(100_000)],
    ['commas', `@article{a${','.repeat(300_000)}}`],
    ['names', `@article{a, title={x}, author={${'a and '.repeat(50_000)}}}`],
    ['equals signs', `@article{${'a='.repeat(200_000)}}`],
    ['blanks', `@article{a, title={x}, author={${' '.repeat(300_000)}}${' '.repeat(300_000)}}`],
  ])('loses no other entry for %s', async (_, text) => {
    const corpus = await readFiles({ 'a.bib': `${good}${text}${good.replace('Good', 'Also good')}` });
    const titles = corpus.papers.map(({ title }) => title);
    expect(titles[0]).toBe('Good');
    expect(titles.at(-1)).toBe('Also good');
  });
});
