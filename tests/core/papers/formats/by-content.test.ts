import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { problemsOf, readFiles } from '../papers.ts';

async function readPapers(files: Readonly<Record<string, string>>) {
  const corpus = await readFiles(files);
  expect(problemsOf(corpus)).toEqual([]);
  return corpus.papers;
}

const atom = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>ArXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/2104.09990v2</id>
    <updated>2022-01-02T00:00:00Z</updated>
    <published>2021-04-20T17:59:59Z</published>
    <title>Lanterns &amp; $\\alpha$-lamps
  at night</title>
    <summary>  We light 3 &lt; 4 lamps. </summary>
    <author><name>Ana Rua</name></author>
    <author><name>Bo Bee</name></author>
    <link rel="related" href="https://doi.org/10.5555/at.1" title="doi"/>
    <arxiv:journal_ref>J. Lamps 3 (2021)</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/2104.09990v2" rel="alternate" type="text/html"/>
    <category term="cs.LG"/><category term="stat.ML"/>
  </entry>
</feed>`;

const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel>
<title>cs.LG</title><item><title>Lanterns at dawn</title><link>https://arxiv.org/abs/2104.09991</link>
<description>arXiv:2104.09991v1 Announce Type: new 
Abstract: We light the dawn.</description><guid isPermaLink="false">oai:arXiv.org:2104.09991v1</guid><category>cs.LG</category>
<pubDate>Tue, 20 Apr 2021 00:00:00 -0400</pubDate><dc:creator>Ana Rua (Dawn), Bo Bee</dc:creator></item></channel></rss>`;

const oai = `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:arXiv.org:0704.0001</identifier></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0704.0001</id><created>2007-04-02</created>
<authors><author><keyname>Rua</keyname><forenames>Ana</forenames></author></authors><title>Old lanterns</title><categories>hep-ph</categories><abstract>Lit.</abstract></arXiv></metadata></record>
<record><header/><metadata><oai_dc:dc xmlns:oai_dc="x" xmlns:dc="y"><dc:title>Core lanterns</dc:title><dc:description>Lit.</dc:description><dc:description>Comment: 12 pages</dc:description><dc:identifier>doi:10.5555/dc.1</dc:identifier><dc:creator>Bee, Bo</dc:creator><dc:date>2009-05-06</dc:date><dc:identifier>http://arxiv.org/abs/0905.0001</dc:identifier></oai_dc:dc></metadata></record>
</ListRecords></OAI-PMH>`;

describe('a file', () => {
  it('is read by what it holds, whatever its name', async () => {
    const papers = await readPapers({
      'a.txt': '@article{a, title={In BibTeX}}',
      'b.bib': 'TY  - JOUR\nTI  - In RIS\nER  - \n',
      'c.json': '@book{c, title={Also in BibTeX}}',
      'd.jsonl': '[\n{"title": "In a list"}\n]',
      'e.txt': 'title,authors\nIn a table,"Rua, Ana; Bee, Bo"\n',
      'f.ris': atom,
    });
    expect(papers.map(({ title }) => title)).toEqual([
      'In BibTeX',
      'In RIS',
      'Also in BibTeX',
      'In a list',
      'In a table',
      'Lanterns & α-lamps at night',
    ]);
  });

  it('may be called like the prose beside it', async () => {
    const papers = await readPapers({
      'citation.bib': '@misc{a, title={One}}',
      'authors.bib': '@misc{b, title={Two}}',
      'CITATION.ris': 'TY  - GEN\nTI  - Three\nER  - \n',
      'README.md': '# No paper',
      'CITATION.cff': 'cff-version: 1.2.0',
      'AUTHORS.txt': 'Ana Rua',
      LICENSE: 'MIT',
    });
    expect(papers.map(({ title }) => title).sort()).toEqual(['One', 'Three', 'Two']);
  });

  it('is read as what arXiv answers: a search, a feed, a harvest', async () => {
    expect(await readPapers({ 'a.atom': atom, 'b.rss': rss, 'c.xml': oai })).toMatchObject([
      {
        id: 'arxiv:2104.09990',
        abstract: 'We light 3 < 4 lamps.',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2021-04-20',
        doi: '10.5555/at.1',
        venue: 'J. Lamps 3 (2021)',
        categories: ['cs.LG', 'stat.ML'],
      },
      {
        id: 'arxiv:2104.09991',
        title: 'Lanterns at dawn',
        abstract: 'We light the dawn.',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2021-04-20',
      },
      { id: 'arxiv:0704.0001', authors: ['Ana Rua'], published: '2007-04-02', categories: ['hep-ph'] },
      {
        id: 'arxiv:0905.0001',
        title: 'Core lanterns',
        abstract: 'Lit.',
        doi: '10.5555/dc.1',
        authors: ['Bo Bee'],
        published: '2009-05-06',
      },
    ]);
  });

  it('that cannot be read says what it looks like, and what to do', async () => {
    const corpus = await readFiles({
      'a.xml': '<?xml version="1.0"?><xml><records><record><titles/></record></records></xml>',
      'b.txt': '<!DOCTYPE html><html><body>Papers</body></html>',
      'c.bib': '\\begin{thebibliography}{9}\n\\bibitem{a} Rua. Lanterns.\n\\end{thebibliography}',
      'd.csv': 'name of it,price\nlamp,3\n',
      'e.xml': '<menu><item/></menu>',
      'f.csv': 'PK\u0003\u0004\u0014',
      'g.xml': '<feed><entry>',
    });
    expect(corpus.papers).toEqual([]);
    expect(problemsOf(corpus)).toEqual([
      'a.xml, line 1: it looks like EndNote XML, which is not read; in EndNote, export with the style "BibTeX Export" or "RefMan (RIS) Export"',
      'b.txt, line 1: it looks like a web page, which is not read; save the citation that the page offers as BibTeX or RIS',
      'c.bib, line 1: it looks like the bibliography of a LaTeX document, which is not read; put the .bib file there that it was made from',
      'd.csv, line 1: no column for the title among "name of it,price"; call the column of the titles "title"',
      'e.xml, line 1: <menu> holds no papers that are known; export BibTeX, RIS or JSON instead',
      expect.stringMatching(/^f\.csv, line 1: it looks like an Excel, Word or zip file/),
      expect.stringMatching(/^g\.xml, line 1: not XML \(.+\); /),
    ]);
  });
});

describe('a table', () => {
  it('is read with the columns of Zotero, Scopus and Notion', async () => {
    const papers = await readPapers({
      'zotero.csv':
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date","Manual Tags"\r\n' +
        '"AB1","journalArticle","2021","Rua, Ana; Bee, Bo","Zotero <i>lantern</i>, ""lit""","Journal of Lamps","10.5555/z.1","","We light\nlamps.","2021-04-05","light; night"\r\n',
      'scopus.csv':
        '\ufeff"Authors","Author full names","Title","Year","Source title","DOI","Author Keywords"\n' +
        '"Rua A.; Bee B.","Rua, Ana (57); Bee, Bo (58)","Scopus lantern",2020,"Journal of Lamps","10.5555/s.1","light; night"\n',
      'notion.csv':
        'Name;Authors;Link;Note\nNotion lantern;Ana Rua, Bo Bee;https://arxiv.org/abs/2104.09990;x\n',
      'a.txt': 'title\tyear\nTab lantern\t2019\n',
    });
    expect(papers).toMatchObject([
      { title: 'Tab lantern', published: '2019' },
      { id: 'arxiv:2104.09990', title: 'Notion lantern', authors: ['Ana Rua', 'Bo Bee'] },
      { title: 'Scopus lantern', authors: ['Ana Rua', 'Bo Bee'], keywords: ['light', 'night'] },
      {
        title: 'Zotero lantern, "lit"',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2021-04-05',
        abstract: 'We light lamps.',
        venue: 'Journal of Lamps',
      },
    ]);
  });
});

describe('a table of a service', () => {
  it('may begin with a line about itself, write one person family first, and leave a column empty', async () => {
    const papers = await readPapers({
      'dimensions.csv':
        '"About the data: exported in 2023"\nRank,Title,Source title,PubYear,Authors\n1,Dim lantern,Journal of Lamps,2017,"Rua, Ana; Bee, Bo"\n',
      'zotero.csv':
        'Key,Author,Title,Publication Year,Date,Manual Tags,Automatic Tags\nA,"van den Berg, Una",Single lantern,2016,,night,cs.CV; light\n',
      'pubmed.csv':
        'PMID,Title,Authors,Journal/Book,Publication Year\n1,Ward lantern,"Rua A, Bee BB, Cy D.",Lamps,2020\n',
      'savedrecs.txt':
        '\ufeffPT\tAU\tAF\tTI\tSO\tDE\tPY\tDI\nJ\tRua, A; Bee, B\t\tTab lantern\tLAMPS\tlight\t2016\t10.5555/wt.1\n',
    });
    expect(papers).toMatchObject([
      { title: 'Dim lantern', authors: ['Ana Rua', 'Bo Bee'], published: '2017' },
      { title: 'Ward lantern', authors: ['A Rua', 'BB Bee', 'D Cy'], venue: 'Lamps' },
      { title: 'Tab lantern', authors: ['A Rua', 'B Bee'], venue: 'LAMPS', doi: '10.5555/wt.1' },
      {
        title: 'Single lantern',
        authors: ['Una van den Berg'],
        published: '2016',
        keywords: ['night', 'cs.CV', 'light'],
      },
    ]);
  });
});

describe('a file in another encoding', () => {
  const entry = '@article{a, title={Müde Laternen für “Öl”}}\n@article{b, title={Second}}\n';
  const declared = (name: string) => `% Encoding: ${name}\n${entry.replaceAll(/[“”]/g, '"')}`;

  it('is read by its byte order mark, by what it declares, and else as Windows-1252, which is said', async () => {
    const corpus = await readFiles({
      'a.bib': iconv.encode(entry, 'utf-16le', { addBOM: true }),
      'b.bib': iconv.encode(`${entry}`.replace('{a,', '{c,'), 'utf-16be', { addBOM: true }),
      'c.bib': iconv.encode(declared('ISO8859_1').replace('Öl', 'Ölß'), 'latin1'),
      'd.bib': iconv.encode(`\n${entry.replace('Öl', 'Öle')}`, 'windows-1252'),
      'e.bib': `\ufeff${entry.replace('Öl', 'Öler')}`,
      'f.bib': entry.replaceAll('\n', '\r').replace('Öl', 'Ölig'),
      'f2.bib': iconv.encode(entry.replace('Öl', 'Öligst'), 'utf-16le'),
      'f3.bib': iconv.encode(
        `This file was created with JabRef 2.9.\nEncoding: ISO8859_1\n\n${entry.replaceAll(/[“”]/g, '"').replace('Öl', 'Öligste')}`,
        'latin1',
      ),
      'g.xml': iconv.encode(
        `<?xml version="1.0" encoding="ISO-8859-1"?><feed><entry><title>Ölung</title></entry></feed>`,
        'latin1',
      ),
    });
    const titles = corpus.papers.map(({ title }) => title);
    expect(titles.filter((title) => title !== 'Second')).toEqual([
      'Müde Laternen für “Öl”',
      'Müde Laternen für “Öl”',
      'Müde Laternen für "Ölß"',
      'Müde Laternen für “Öle”',
      'Müde Laternen für “Öler”',
      'Müde Laternen für “Ölig”',
      'Müde Laternen für “Öligst”',
      'Müde Laternen für "Öligste"',
      'Ölung',
    ]);
    expect(problemsOf(corpus)).toEqual([
      'd.bib, line 2: this is not UTF-8, and is read as Windows-1252; save the file as UTF-8 where letters come out wrong',
    ]);
  });

  it('stays UTF-8 where a few bytes among many are broken', async () => {
    const broken = Buffer.concat([
      Buffer.from(`${entry}\n@misc{c, title={`),
      Buffer.from([0xe9]),
      Buffer.from('t}}'),
    ]);
    const corpus = await readFiles({ 'a.bib': broken });
    expect(corpus.papers[0]?.title).toBe('Müde Laternen für “Öl”');
    expect(problemsOf(corpus)).toEqual([
      expect.stringMatching(/^a\.bib, line 4: bytes that are not UTF-8; /),
    ]);
  });
});
