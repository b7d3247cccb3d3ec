import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../../src/core/sources/http/xml.ts';
import { parseXmlInSlices } from '../../../../src/core/sources/http/xml-slices.ts';
import { countTurns, SLICE } from '../../../growth.ts';

const inSlices = (text: string) => parseXmlInSlices(text, 'list', 'item');

describe('XML parsed in slices', () => {
  it.each([
    ['arxiv/rss-weekday.xml', 'rss', 'item'],
    ['arxiv/oai-listrecords-arXiv-page1.xml', 'OAI-PMH', 'record'],
    ['arxiv/oai-error-badArgument.xml', 'OAI-PMH', 'record'],
  ])('is what it is parsed at once: %s', async (file, root, record) => {
    const text = readFileSync(`tests/fixtures/sources/${file}`, 'utf8');
    expect(await parseXmlInSlices(text, root, record)).toEqual(parseXml(text, root));
  });

  it.each([
    ['no record', '<list><a>1</a></list>'],
    ['records between others', '<list><a/><item>1</item><b>2</b><item x="y">3</item></list>'],
    ['empty records', '<list><item/><item>1</item><item></item></list>'],
    ['records in several places', '<list><a><item>1</item></a><item>2</item><b><item>3</item></b></list>'],
    ['records in records', '<list><item>1<item>2</item></item><item>3</item></list>'],
    ['names that begin alike', '<list><items><item>1</item></items><item-2>2</item-2></list>'],
    [
      'marks in CDATA and comments',
      '<list><item><![CDATA[</item><item>]]></item><!-- <item> --><item>1</item></list>',
    ],
  ])('is what it is parsed at once, with %s', async (_what, text) => {
    expect(await inSlices(text)).toEqual(parseXml(text, 'list'));
  });

  it.each([
    ['cut off in a record', '<list><item>1</item><item>2'],
    ['cut off after a record', '<list><item>1</item>'],
    ['cut off in CDATA', '<list><item>1</item><item><![CDATA[2'],
    ['malformed in a record', '<list><item><a></b></item></list>'],
    ['ended where nothing began', '<list></item><item>1</item></list>'],
    ['another document', '<html><item>1</item></html>'],
  ])('is refused where it is %s', async (_what, text) => {
    await expect(inSlices(text)).rejects.toMatchObject({ name: 'UnreadableAnswer' });
  });

  it('lets others get their turn', async () => {
    const item = `<item><title>${'word '.repeat(100)}</title></item>`;
    const { turns, work, result } = await countTurns(() => inSlices(`<list>${item.repeat(1_500)}</list>`));
    expect(result.item).toHaveLength(1_500);
    expect(turns).toBeGreaterThan(work / SLICE);
  });
});
