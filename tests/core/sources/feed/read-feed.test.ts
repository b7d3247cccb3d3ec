import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDublinCorePage } from '../../../../src/core/sources/feed/dublin-core.ts';
import { readFeed } from '../../../../src/core/sources/feed/read-feed.ts';
import { countTurns, SLICE } from '../../../growth.ts';

const fixture = (name: string) => readFileSync(`tests/fixtures/sources/${name}`, 'utf8');

describe('a feed', () => {
  it('is RSS 1.0 with Dublin Core and PRISM; what carries no DOI among papers is news', () => {
    const { title, records, news } = readFeed(fixture('feeds/nature-rdf.xml'));
    expect(title).toBe('Nature');
    expect(news).toBe(1);
    expect(records).toEqual([
      {
        key: 'https://www.nature.com/articles/s41586-026-10461-3',
        fields: {
          title: 'Efficient robot navigation inspired by honeybee learning flights',
          abstract: 'An abstract of one sentence.',
          authors: ['Ada Example', 'Bo Example'],
          published: '2026-05-13',
          url: 'https://www.nature.com/articles/s41586-026-10461-3',
          doi: '10.1038/s41586-026-10461-3',
          venue: 'Nature',
          categories: [],
          source: 'Nature',
        },
      },
    ]);
  });

  it('is Atom, whose first link may be a PDF', () => {
    const [record] = readFeed(fixture('feeds/plos-atom.xml')).records;
    expect(record?.fields).toMatchObject({
      title: 'A title with <i>in vivo</i> markup',
      abstract: 'An abstract.',
      doi: '10.1371/journal.pcbi.1010001',
      url: 'https://journals.plos.org/ploscompbiol/article?id=10.1371/journal.pcbi.1010001',
      published: '2026-08-27',
    });
  });

  it('may have all its authors in one string', () => {
    const [record] = readFeed(fixture('feeds/biorxiv-rss.xml')).records;
    expect(record?.fields).toMatchObject({
      authors: ['A. Example', 'B. C. Example'],
      doi: '10.1101/2026.08.01.123456',
      published: '2026-08-03',
    });
  });

  it.each([
    [
      'authors of whom the last has no initials',
      `${'Example, A., '.repeat(27)}The Consortium`,
      'An abstract.',
    ],
    ['authors without a space', 'a,'.repeat(40_000), 'An abstract.'],
    ['a run of spaces between authors', `Ada Example${' '.repeat(200_000)}, Bo Bee`, 'An abstract.'],
    ['a byline without an end', 'Ada Example', `&lt;p&gt;Published online: ${'x'.repeat(60_000)}`],
  ])('is read at once, though it has %s', (_, creator, description) => {
    const { records } = readFeed(
      `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title><link>https://example.org</link><description>d</description><item><title>T</title><link>https://example.org/1</link><description>${description}</description><dc:creator>${creator}</dc:creator></item></channel></rss>`,
    );
    expect(records).toHaveLength(1);
  });

  it('is a JSON Feed, whose links name arXiv ids and DOIs', () => {
    const { records } = readFeed(fixture('feeds/jsonfeed-1.1.json'));
    expect(records.map(({ fields }) => [fields.arxivId, fields.doi, fields.published])).toEqual([
      ['2608.00001', undefined, '2026-08-28'],
      [undefined, '10.1038/s41586-026-10461-3', undefined],
    ]);
  });

  it('is RSS 2.0; without any DOI all of it counts as papers', () => {
    const { records, news } = readFeed(
      `<rss version="2.0"><channel><title>Lab</title>
        <item><title>One</title><link>https://lab.example/1</link><pubDate>Fri, 28 Aug 2026 23:30:00 -0400</pubDate></item>
        <item><title>Two</title><guid>urn:2</guid><link>javascript:alert(1)</link></item>
        <item></item></channel></rss>`,
    );
    expect(news).toBe(0);
    expect(records.map(({ key, fields }) => [key, fields.title, fields.published, fields.url])).toEqual([
      ['https://lab.example/1', 'One', '2026-08-28', 'https://lab.example/1'],
      ['urn:2', 'Two', undefined, undefined],
    ]);
  });

  it.each([
    ['empty.xml', 'the answer is empty'],
    ['html-instead.html', 'a web page came instead of data'],
    ['plain-429.txt', 'this came instead of data: Rate exceeded.'],
    ['truncated-rss.xml', 'the feed is cut off, malformed or of an unknown kind'],
    ['xxe.xml', 'the feed is cut off'],
    ['proto.xml', 'the feed is cut off'],
  ])('that is %s is told: %s', (name, why) => {
    expect(() => readFeed(fixture(`hostile/${name}`))).toThrow(why);
  });

  it('never expands entities of its own', () => {
    expect(JSON.stringify(readFeed(fixture('hostile/billion-laughs.xml'))).length).toBeLessThan(500);
  });
});

describe('a page of Dublin Core', () => {
  it('lets others have their turn while a long one is read', async () => {
    const [head = '', record = '', tail = ''] =
      /^(.*?)(<record>.*?<\/record>)(.*)$/su.exec(fixture('oai/ojs-deleted.xml'))?.slice(1) ?? [];
    const page = `${head}${record.repeat(3_000)}${tail}`;
    const { turns, work, result } = await countTurns(() => readDublinCorePage(page));
    expect(result.records).toHaveLength(3_000);
    expect(turns).toBeGreaterThan(work / SLICE);
  });

  it('gives papers, what was deleted, and the token as it is', async () => {
    const { records, deleted, token } = await readDublinCorePage(fixture('oai/ojs-deleted.xml'));
    expect(records[0]?.key).toBe('oai:ojs.aaai.org:article/1');
    expect(records[0]?.fields).toMatchObject({
      title: 'A title & more',
      authors: ['Example, Ada', 'Sample, Bo'],
    });
    expect(deleted).toEqual(['oai:ojs.aaai.org:article/2']);
    expect(token).toBe('8c1f0d3e');
  });
});
