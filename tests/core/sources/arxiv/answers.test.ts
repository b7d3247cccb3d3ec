import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLookUp } from '../../../../src/core/sources/arxiv/api.ts';
import { datedById, isWithdrawal } from '../../../../src/core/sources/arxiv/arxiv-record.ts';
import { ExpiredToken, readHarvestPage } from '../../../../src/core/sources/arxiv/oai.ts';
import { readAnnouncement } from '../../../../src/core/sources/arxiv/rss.ts';

const fixture = (name: string) => readFileSync(`tests/fixtures/sources/arxiv/${name}`, 'utf8');
const lookUp = (name: string): string => JSON.parse(fixture(`api-id_${name}.json`)).body;

describe('an announcement of arXiv', async () => {
  const { day, papers, isCut } = await readAnnouncement(fixture('rss-weekday.xml'));
  const byId = new Map(papers.map((paper) => [paper.record.arxivId, paper]));

  it('is of a day in New York', () => {
    expect(day).toBe('2026-08-28');
    expect(isCut).toBe(false);
  });

  it('says of each paper why it is announced', () => {
    expect(papers.map(({ type }) => type)).toEqual(['new', 'new', 'cross', 'replace', 'replace-cross']);
  });

  it('gives a paper with its abstract bared of what stands before it', () => {
    expect(byId.get('2608.00001')?.record).toEqual({
      arxivId: '2608.00001',
      version: 1,
      title: 'A Very Plain Title',
      abstract: 'A plain abstract.',
      authors: ['Ada Lovelace', 'Alan Turing'],
      published: '2026-08-28',
      categories: ['cs.AI', 'cs.LG', 'stat.ML'],
      doi: '10.1145/3795866.3844758',
      venue: 'Proc. of Something 2026',
    });
  });

  it('takes names out of their affiliations, commas in parentheses and all', () => {
    expect(byId.get('2608.26184')?.record.authors).toEqual([
      'David Barron',
      'Xiaohang Tang',
      'David H. Smith IV',
    ]);
  });

  it('dates what is announced anew by its id, not by the announcement', () => {
    expect(byId.get('cond-mat/0207270')?.record.published).toBe('2002-07');
    expect(byId.get('2311.09613')?.record.published).toBe('2023-11');
  });

  it('is empty on a Saturday', async () => {
    expect(await readAnnouncement(fixture('rss-saturday-empty.xml'))).toEqual({
      day: '2026-08-29',
      papers: [],
      isCut: false,
    });
  });

  it('says what arXiv says of a category there is not', async () => {
    await expect(readAnnouncement(fixture('rss-error-400.xml'))).rejects.toThrow(
      "Bad subject class 'XX'. Valid subject classes for the archive 'cs' are: cs.AI, cs.AR.",
    );
  });

  it('is cut where it has as many entries as arXiv gives at most', async () => {
    const [head = '', tail = ''] = fixture('rss-saturday-empty.xml').split('</channel>');
    const item = (id: number) =>
      `<item><title>T</title><guid>oai:arXiv.org:2608.${String(10_000 + id)}v1</guid></item>`;
    const feed = (count: number) =>
      `${head}${Array.from({ length: count }, (_, id) => item(id)).join('')}</channel>${tail}`;
    expect((await readAnnouncement(feed(1_999))).isCut).toBe(false);
    expect((await readAnnouncement(feed(2_000))).isCut).toBe(true);
    expect((await readAnnouncement(feed(2_000))).papers).toHaveLength(2_000);
  });
});

describe('a page of a harvest', () => {
  it('gives papers with their names in parts, dates, versions and withdrawals', async () => {
    const { records, token } = await readHarvestPage(fixture('oai-listrecords-arXiv-page1.xml'));
    expect(records[0]?.record).toMatchObject({
      arxivId: '0704.0001',
      authors: ['C. Balázs', 'E. L. Berger'],
      published: '2007-04-02',
      doi: '10.1103/PhysRevD.76.013009',
      venue: 'Phys.Rev.D76:013009,2007',
    });
    expect(records[0]?.changed).toBe('2026-08-27');
    expect(records.find(({ record }) => record.arxivId === '2608.11111')?.record.withdrawn).toMatch(
      /^This paper has been withdrawn/u,
    );
    expect(records[0]?.record.withdrawn).toBeUndefined();
    expect(token).toBe('verb%3DListRecords%26metadataPrefix%3DarXiv%26from%3D2026-08-27%26skip%3D3500');
  });

  it.each(['oai-listrecords-arXiv-last.xml', 'oai-listrecords-arXiv-single.xml'])(
    '%s is the last',
    async (name) => {
      const { records, token } = await readHarvestPage(fixture(name));
      expect(records.length).toBeGreaterThan(0);
      expect(token).toBeUndefined();
    },
  );

  it('is empty where nothing matches, and says when the token has run out', async () => {
    expect(await readHarvestPage(fixture('oai-error-noRecordsMatch.xml'))).toEqual({ records: [] });
    await expect(readHarvestPage(fixture('oai-error-badResumptionToken.xml'))).rejects.toThrow(ExpiredToken);
    await expect(readHarvestPage(fixture('oai-error-badArgument.xml'))).rejects.toThrow('badArgument');
  });
});

describe('looking papers up', () => {
  it('gives the date of the first version and the primary category first', () => {
    expect(readLookUp(lookUp('1605.08386'))).toEqual([
      expect.objectContaining({
        arxivId: '1605.08386',
        title: 'Heat-bath random walks with Markov bases',
        authors: ['Caprice Stanley', 'Tobias Windisch'],
        published: '2016-05-26',
        categories: ['math.CO', 'math.ST'],
      }),
    ]);
  });

  it('leaves a title "0" a text, and old ids as they are', () => {
    expect(readLookUp(lookUp('2104.12255v1'))[0]).toMatchObject({ arxivId: '2104.12255', title: '0' });
    expect(readLookUp(lookUp('astro-ph_0601001'))[0]?.arxivId).toBe('astro-ph/0601001');
  });

  it('says what arXiv says of an id that is none, and nothing of one it does not know', () => {
    expect(() => readLookUp(lookUp('abc'))).toThrow('incorrect id format for abc');
    expect(readLookUp(lookUp('0000.0000'))).toEqual([]);
  });
});

describe('an answer that is not what it should be', () => {
  const hostile = (name: string) => readFileSync(`tests/fixtures/sources/hostile/${name}`, 'utf8');

  it.each([
    ['empty.xml', 'the answer is empty'],
    ['html-instead.html', 'a web page came instead of data'],
    ['plain-429.txt', 'this came instead of data: Rate exceeded.'],
    ['truncated-rss.xml', 'the XML is cut off or malformed'],
    ['xxe.xml', 'the XML is refused'],
    ['proto.xml', 'the XML is refused'],
  ])('%s: %s', async (name, why) => {
    await expect(readAnnouncement(hostile(name))).rejects.toThrow(why);
  });

  it('never expands what a document declares', async () => {
    await expect(readAnnouncement(hostile('billion-laughs.xml'))).rejects.toThrow('which day');
  });

  it('reads creators with a run of spaces or with parentheses in parentheses', async () => {
    const creators = [
      `Ana Rua${' '.repeat(200_000)}x`,
      `Ana Rua ${'('.repeat(50_000)}x${')'.repeat(50_000)}`,
    ];
    for (const creator of creators) {
      const text = fixture('rss-weekday.xml').replace(/(<dc:creator>)[^<]*/, `$1${creator}`);
      const [first] = (await readAnnouncement(text)).papers;
      expect(first?.record.authors).toEqual([expect.stringMatching(/^Ana Rua/)]);
    }
  });

  it('does not follow fifty thousand levels', async () => {
    const deep = `<rss>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</rss>`;
    await expect(readAnnouncement(deep)).rejects.toThrow('the XML is refused');
  });
});

describe('what an id and a comment tell', () => {
  it('gives the month of an id', () => {
    expect(['2311.09613', '0704.0001', 'cs/0112017', 'hep-th/9901001'].map(datedById)).toEqual([
      '2023-11',
      '2007-04',
      '2001-12',
      '1999-01',
    ]);
  });

  it.each([
    ['This paper has been withdrawn by the author due to a crucial error', true],
    ['Withdrawn: see v2', true],
    ['The article was withdrawn.', true],
    ['12 pages; we study withdrawn bank deposits', false],
    ['This paper has been withdrawn from  arXiv', true],
    ['Paper withdrawn from ICLR 2025, now at TMLR', false],
    ['Accepted at ICML; an earlier submission was withdrawn from NeurIPS', false],
    ['Withdrawn from\n  a workshop', false],
    ['Accepted at ICML', false],
  ])('“%s” says withdrawn: %s', (comment, withdrawn) => {
    expect(isWithdrawal(comment)).toBe(withdrawn);
  });
});
