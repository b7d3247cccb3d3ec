import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeAddress, writeLink, writeShortLink } from '../../../src/adapters/discord/render/masked-link.ts';
import { cleanLine } from '../../../src/core/text/clean-text.ts';
import { hostileText, readText } from './hostile.ts';
import { readLinks, readLookAlikes } from './link-rules.ts';

const ADDRESS = 'https://arxiv.org/abs/1';

const titles = readFileSync(new URL('../../fixtures/titles/titles.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => cleanLine(line.split('\t')[1] ?? ''));

const link = (text: string, marks: readonly { start: number; end: number }[] = []) =>
  writeLink({ text, marks }, ADDRESS, 400, 3_000);

/** That a title is shown whole, and leads to its paper. */
function expectShown(title: string, written: string): void {
  const links = readLinks(written);
  expect(
    links.map(({ target }) => target),
    written,
  ).toEqual([ADDRESS]);
  const [{ text } = { text: '' }] = links;
  const before = written.slice(0, written.indexOf(`[${text}](${ADDRESS})`));
  const shown = text === 'link' && title !== 'link' ? readText(before).trimEnd() : text;
  expect(readLookAlikes(shown), written).toBe(readLookAlikes(title));
}

describe('the rules for masked links', () => {
  const read = (text: string) => readLinks(`[${text}](${ADDRESS})`).map((one) => one.text);

  test.each([
    ['a plain title', ['a plain title']],
    ['\\*Test\\*', ['\\*Test\\*']],
    ['_Obviously_ **bold**', ['Obviously bold']],
    ['[Re] A study', ['[Re] A study']],
    ['hello https://', ['hello https://']],
    ['hello https://discord.gg', []],
    ['hello http∶⁄⁄discord.gg', []],
    ['16⭐', []],
    ['langue↔UNL', []],
    [':smile:', []],
    ['@everyone', []],
    ['discord.gg/abc', []],
    ['LOUD® 1:2:3', ['LOUD® 1:2:3']],
    [' ', []],
  ])('show %s as %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('a title', () => {
  test('of two hundred that are hard to show is shown, and leads to its paper', () => {
    expect(titles.length).toBeGreaterThan(200);
    for (const title of titles) expectShown(title, link(title));
  });

  test('is shown also where all of it is bold, with no sign changed that does no harm', () => {
    for (const title of titles) expectShown(title, link(title, [{ start: 0, end: title.length }]));
    const plain = 'The snake_case of F_q for a_b';
    expect(link(plain, [{ start: 0, end: plain.length }])).toBe(`[**${plain}**](${ADDRESS})`);
  });

  test('is shown also where each of its words is marked', () => {
    for (const title of titles) {
      for (const { 0: word, index } of title.matchAll(/\p{L}{3,}/gu)) {
        expectShown(title, link(title, [{ start: index, end: index + word.length }]));
      }
    }
  });

  test.each([
    'What A Sunny Day ☔: Toward Emoji-Sensitive Irony Detection',
    ':telephone::whale: or "Call me Ishmael"',
    'Parallel and Free: http://logos.uio.no/opus',
    'Vulnerabilities of file:// and of http∶⁄⁄evil.example',
    'Join discord.gg/abc',
    'کتابخانه‌ها',
    'Numbered 1️⃣ and 🇩🇪',
  ])('%s stands before a short link', (title) => {
    expect(link(title)).toMatch(/ \[link\]\(https:\/\/arxiv\.org\/abs\/1\)$/u);
    expectShown(title, link(title));
  });

  test.each([
    ['A* search beats D', 'A* search beats D'],
    ['The snake_case of F_q', 'The snake_case of F_q'],
    ['An _Obviously_ Perfect Paper', 'An ＿Obviously＿ Perfect Paper'],
    ['O(n*log*m)', 'O(n∗log∗m)'],
    ['C:\\path\\*.txt', 'C:\\path\\*.txt'],
    ['p < 0.05 for <b>', 'p < 0.05 for <b>'],
    ['<@1> <t:0:R> </paper:1> <x:/y>', '‹@1> ‹t:0:R> ‹/paper:1> ‹x:/y>'],
    ['<id:browse> <ada@lab.example> <+49301234>', '‹id:browse> ‹ada@lab.example> ‹+49301234>'],
    ['@everyone but me@here.example', '＠everyone but me＠here.example'],
    ['[Re] A study', '[Re] A study'],
    ['half [open', 'half (open'],
    ['[free](evil)', '(free)(evil)'],
    ['LOUD® and ™', 'LOUD® and ™'],
    ['```````', '‵‵‵‵‵‵‵'],
    ['``` a ````', '‵‵‵ a ‵‵‵‵'],
    ['``````', '``````'],
  ])('%s is the text of its link, as it is where that does no harm', (title, text) => {
    expect(link(title)).toBe(`[${text}](${ADDRESS})`);
    expectShown(title, link(title));
  });

  test('is bold where it is marked, and no sign beside that pairs with it', () => {
    expect(link('F_q * over_F', [{ start: 4, end: 5 }])).toBe(
      '[F＿q **∗** over＿F](https://arxiv.org/abs/1)',
    );
  });

  test('whatever it is leads to its paper and nowhere else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanLine(text).slice(0, 300);
        if (clean.trim() === '' || /\p{Cs}/u.test(clean)) return;
        expect(readLinks(link(clean)).map(({ target }) => target)).toEqual([ADDRESS]);
      }),
      { numRuns: 400 },
    );
  });

  test('has no link where the address is none that Discord takes', () => {
    expect(writeLink({ text: 'a_b', marks: [] }, 'javascript:alert(1)', 400, 800)).toBe('a\\_b');
    expect(writeShortLink('Code', 'no address')).toBe('Code');
  });

  test('fits into its room with its link', () => {
    for (const title of ['☔ word '.repeat(100), '_a_ word '.repeat(100)]) {
      const written = writeLink({ text: title, marks: [] }, ADDRESS, 400, 200);
      expect(written.length).toBeLessThanOrEqual(200);
      expect(readLinks(written)).toHaveLength(1);
    }
  });
});

test.each([
  ['javascript:alert(1)', undefined],
  ['https://user@evil.example/', undefined],
  ['https://doi.org/10.1000/a(b)<c>', 'https://doi.org/10.1000/a%28b%29%3Cc%3E'],
  [`https://x.example/${'a'.repeat(600)}`, undefined],
])('the address %s is made %s', (url, expected) => {
  expect(safeAddress(url)).toBe(expected);
});
