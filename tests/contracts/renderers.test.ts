import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderCard as renderForDiscord, renderTogether } from '../../src/adapters/discord/render/render.ts';
import { renderHtml } from '../../src/adapters/mail/render/html.ts';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render.ts';
import { largestPage } from '../../src/core/cards/paper-list.ts';
import type { Button, Card, CardItem } from '../../src/core/chat/card.ts';
import { cleanLine } from '../../src/core/text/clean-text.ts';
import { readText } from '../adapters/discord/hostile.ts';
import { readLinks, readLookAlikes } from '../adapters/discord/link-rules.ts';
import { paperWith } from '../core/papers/papers.ts';
import { shippedPapers } from '../core/papers-to-try.ts';
import { buttonNamed, buttonsOn, startTalk } from '../core/talk.ts';
import { neverShown, shownWhole } from '../core/text/never-shown.ts';
import { allComponents } from '../doubles/discord/message-rules.ts';
import { onOneLine, type Shown, showInDiscord, showInMail, showInSlack, showInTerminal } from './shown.ts';

const cite: Button = { label: 'Cite', command: { name: 'papers', verb: 'cite', text: 'arxiv:2303.08010' } };
const plain = (text: string) => ({ text, marks: [] });
const url = 'https://arxiv.org/abs/2303.08010';
const item = (more: Partial<CardItem> = {}): CardItem => ({
  paper: 'arxiv:2303.08010',
  number: 1,
  heading: 'A title',
  url,
  facts: [{ text: 'Ada Lovelace · 2023' }],
  ...more,
});

/** A text of `length` characters whose words tell where one is in it. */
function long(name: string, length: number): string {
  const words = Array.from({ length: Math.ceil(length / 8) }, (_, at) => `${name}${at}`);
  return words.join(' ').slice(0, length).trim();
}

/** Fails unless a text is there whole, or its beginning with an ellipsis after it. */
function expectToldOf(text: string, { words }: Shown): void {
  let [known, unknown] = [0, text.length + 1];
  while (unknown - known > 1) {
    const middle = Math.floor((known + unknown) / 2);
    if (words.includes(text.slice(0, middle))) known = middle;
    else unknown = middle;
  }
  const beginning = text.slice(0, known);
  expect(known).toBeGreaterThan(10);
  if (known < text.length) expect(words.replaceAll(' …', '…')).toContain(`${beginning.trimEnd()}…`);
}

const hostile = [
  '<!channel> <!here> <@U01ALICE> <!subteam^S01> @channel @here @everyone <@&1> <@123456789012345678> <#1>',
  '**bold** *bold* _italic_ ~strike~ ~~strike~~ ||spoiler|| `code` ```fence``` > quote\n# heading\n- item',
  '[the paper](https://evil.example) <https://evil.example|the paper> https://evil.example',
  ':bomb: &lt;!channel&gt; &amp;amp; \\*escaped\\*',
  '\u202Edenrut txet\u2066 and\r\nlines\u0000\u0007 \u001B[31mred \u001B]8;;https://evil.example\u0007link\u001B\\',
  '\uD800 half a pair \uDFFF',
];

const talking = startTalk({ pageSize: largestPage }, shippedPapers);

describe.each([
  ['Discord', renderTogether],
  ['Slack', (cards: readonly Card[]) => cards.flatMap(renderForSlack)],
])('the largest page of the papers that ship with the bot, in %s,', (_, render) => {
  it.each(['uncertainty', 'learning', 'year:2020-2024', '/papers trending', '/papers similar 2303.08010'])(
    'is one message, so that Next replaces the whole of it: %s',
    async (typed) => {
      const talk = await talking;
      for (let cards = await talk.type(typed); cards.length > 0; ) {
        expect(render(cards)).toHaveLength(1);
        const next = buttonNamed('Next', cards[0]);
        cards = next === undefined ? [] : await talk.press(next);
      }
    },
  );
});

/** The page in the middle of somebody's list after a paper was taken out: Undo, Previous and Next stand under it. */
async function pageWithMostButtons(): Promise<readonly Card[]> {
  const pageSize = largestPage;
  const talk = await startTalk({ pageSize }, shippedPapers);
  for (const { id } of shippedPapers.slice(0, 3 * pageSize)) await talk.type(`/papers save ${id}`);
  const [second] = await talk.press(buttonNamed('Next', (await talk.type('/papers saved'))[0]));
  const cards = await talk.press(buttonNamed('Remove', second?.items?.[0]));
  expect(cards.flatMap(buttonsOn).map(({ label }) => label)).toEqual([
    'Previous',
    'Next',
    'Undo',
    'Export …',
  ]);
  return cards;
}

it('the largest page is one message in Discord with all its buttons', async () => {
  expect(renderTogether(await pageWithMostButtons())).toHaveLength(1);
});

it('a page in the middle of a day of papers is one message in Discord with all its buttons', async () => {
  const days = ['2023-03-13', ...Array.from({ length: 3 * largestPage }, () => '2023-03-14'), '2023-03-15'];
  const papers = shippedPapers.slice(0, days.length);
  const talk = await startTalk(
    { pageSize: largestPage },
    papers.map((paper, index) => ({ ...paper, published: days[index] ?? '2023-03-14' })),
  );
  const [first] = await talk.type('/papers new 2023-03-14');
  const cards = await talk.press(buttonNamed('Next', first));
  expect(cards.flatMap(buttonsOn).map(({ label }) => label)).toEqual([
    'Previous',
    'Next',
    'Yesterday',
    'Tomorrow',
  ]);
  expect(renderTogether(cards)).toHaveLength(1);
});

describe.each([
  ['Discord', showInDiscord],
  ['Slack', showInSlack],
  ['the terminal', showInTerminal],
])('a card in %s', (_, show) => {
  it('shows everything there is on it', () => {
    const shown = show({
      title: 'Two papers for “cameras”',
      text: 'A first paragraph.\nA second one.',
      preformatted: '@misc{x,\n  title = {A_b}\n}',
      items: [
        item({
          number: 6,
          heading: 'Camera localization',
          text: { text: 'Of cameras & more.', marks: [{ start: 3, end: 10 }] },
          reason: 'matches camera in title',
          facts: [{ text: 'Ada Lovelace · 2023' }, { text: 'Code', url: 'https://github.com/lab/code' }],
          buttons: [{ label: 'Similar', command: { name: 'papers', verb: 'similar', text: 'x' } }, cite],
        }),
        item({
          number: 7,
          heading: 'Another one',
          url: 'https://doi.org/10.1000/xyz',
          facts: [{ text: '2021' }],
        }),
      ],
      buttons: [{ label: 'Next', command: { name: 'paper', text: 'cameras', page: 2 }, replaces: true }],
      footer: '6–7 of 9',
    });
    for (const words of [
      'Two papers for “cameras”',
      'A first paragraph. A second one.',
      '@misc{x, title = {A_b} }',
      'Camera localization',
      'Ada Lovelace · 2023',
      'Of cameras & more.',
      'matches camera in title',
      'Code',
      'Another one',
      '2021',
      'Similar',
      'Cite',
      'Next',
      '6–7 of 9',
    ]) {
      expect(shown.words.toLowerCase()).toContain(words.toLowerCase());
    }
    expect(new Set(shown.links)).toEqual(
      new Set([url, 'https://github.com/lab/code', 'https://doi.org/10.1000/xyz']),
    );
    expect(shown).toMatchObject({ messages: 1, alive: [], faults: [] });
  });

  it('tells details, each after its label', () => {
    const at = new Date('2026-03-29T07:00:00Z');
    const labels = ['First post', '<@1> *then*'];
    const details = labels.map((label) => ({ label, at, words: 'Sunday at 09:00' }));
    const shown = show({ title: 'Added', text: 'A digest.', details });
    for (const label of labels) expect(shown.words).toContain(label);
    expect(shown).toMatchObject({ messages: 1, alive: [], faults: [] });
  });

  it('shows an empty result', () => {
    const button: Button = { label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } };
    const shown = show({
      title: 'Nothing found for “xyz”',
      text: 'Fewer words.',
      items: [],
      buttons: [button],
    });
    expect(shown.words).toMatch(/Nothing found for “xyz” ?Fewer words\. (n )?newest papers/iu);
    expect(shown).toMatchObject({ messages: 1, links: [], alive: [], faults: [] });
  });

  it('keeps a page of the longest papers together, and says what it cut', () => {
    const numbers = [1, 2, 3, 4, 5, 6];
    const items = numbers.map((number) =>
      item({
        number,
        heading: long(`t${number}x`, 180),
        facts: [{ text: long(`m${number}x`, 120) }],
        text: plain(long(`s${number}x`, 3_000)),
        reason: long(`w${number}x`, 60),
        buttons: [cite, { ...cite, label: 'Similar' }, { ...cite, label: 'Share to channel' }],
      }),
    );
    const buttons = ['Previous', 'Next'].map((label) => ({ ...cite, label }));
    const shown = show({ title: long('title', 100), items, buttons, footer: long('footer', 150) });
    expect(shown).toMatchObject({ messages: 1, alive: [], faults: [] });
    const texts = items.flatMap(({ heading, facts, text, reason }) => [
      heading,
      facts[0]?.text ?? '',
      text?.text ?? '',
      reason ?? '',
    ]);
    for (const text of texts) expectToldOf(text, shown);
  });

  it('is cut where it is too large, and says so wherever it was', () => {
    const card: Card = {
      title: long('title', 900),
      text: long('text', 30_000),
      items: [
        item({
          heading: long('heading', 2_000),
          facts: [{ text: long('meta', 3_000) }],
          text: plain(long('abstract', 9_000)),
          reason: long('why', 2_000),
        }),
      ],
      footer: long('footer', 5_000),
    };
    const shown = show(card);
    expect(shown).toMatchObject({ alive: [], faults: [] });
    const { heading, text, reason } = card.items?.[0] ?? item();
    for (const part of [card.text, heading, text?.text, reason, card.footer]) {
      expectToldOf(part ?? '', shown);
    }
  });

  it('counts what it leaves out', () => {
    const items = Array.from({ length: 60 }, (_, at) =>
      item({ number: at + 1, heading: `Title ${at}.`, text: plain(long('abstract', 900)) }),
    );
    const all = show({ title: 'Sixty', items });
    expect(all.faults).toEqual([]);
    const titles = items.filter(({ heading }) => all.words.includes(heading)).length;
    const parts = Number(/(\d+) more parts are not shown/u.exec(all.words)?.[1] ?? 0);
    expect(titles + parts).toBe(items.length);
  });

  it('keeps right-to-left text and emoji whole, and never cuts one in two', () => {
    const text = 'خانهٔ نمی‌خواهم שלום עולם 👩‍👩‍👧‍👦 🏳️‍🌈 é';
    const shown = show({
      title: text,
      text,
      items: [item({ heading: text, facts: [{ text }], reason: text })],
    });
    expect(shown.words.split(text)).toHaveLength(6);
    const family = '👩‍👩‍👧‍👦';
    const cut = show({ title: family.repeat(100), items: [item({ text: plain(family.repeat(1_500)) })] });
    const others = cut.words.replaceAll(family, '').match(/[\u200D\p{Extended_Pictographic}\p{Cs}]/gu);
    expect(others).toBeNull();
    expect(cut.faults).toEqual([]);
  });

  it.each(hostile)('shows hostile text as text: %j', (text) => {
    const shown = show({
      title: text,
      text,
      preformatted: text,
      items: [
        item({
          heading: text,
          facts: [{ text }],
          text: plain(text),
          reason: text,
          links: [{ label: text, url: 'javascript:alert(1)' }],
          buttons: [{ label: text, command: { name: 'papers', verb: 'cite', text } }],
        }),
      ],
      footer: text,
    });
    expect(shown).toMatchObject({ messages: 1, alive: [], faults: [] });
    expect(shown.links.filter((link) => link !== url)).toEqual([]);
  });
});

/** Titles of real papers that are hard to show: signs of mark-up, addresses, emoji, mathematics, many scripts. */
const hardTitles = readFileSync(new URL('../fixtures/titles/titles.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => cleanLine(line.split('\t')[1] ?? ''));

/** Without what renderers put between signs and what the reader of Markdown drops, and with the signs that look like others. */
const asRead = (text: string) => onOneLine(readLookAlikes(text.replace(/[\u2060\\]/gu, '')));

it.each([
  ['Discord', showInDiscord],
  ['Slack', showInSlack],
  ['the terminal', showInTerminal],
  ['mail', showInMail],
])('a page of papers with titles that are hard to show has each of them whole in %s', (_, show) => {
  for (let at = 0; at < hardTitles.length; at += largestPage) {
    const titles = hardTitles.slice(at, at + largestPage);
    const items = titles.map((heading, index) =>
      item({
        number: index + 1,
        heading,
        action: { label: 'Save', command: { name: 'papers', verb: 'save', text: 'x' } },
        open: { label: 'Abstract', command: { name: 'papers', verb: 'open', text: 'x' } },
      }),
    );
    const shown = show({ title: 'Papers', items });
    expect(titles.filter((title) => !asRead(shown.words).includes(asRead(title)))).toEqual([]);
    expect(shown).toMatchObject({ messages: 1, alive: [], faults: [] });
  }
});

/** The words of a title as one copies them from Discord: the signs that stand for others among them. */
function copyFromDiscord(heading: string): string {
  const written = renderForDiscord({ title: 'Papers', items: [item({ heading })] }).flatMap(
    ({ components }) =>
      allComponents(components).flatMap(({ part }) => (part.type === 10 ? [String(part.content)] : [])),
  );
  const [, line = ''] = /^\*\*1\.\*\* {2}(.*)$/mu.exec(written.join('\n')) ?? [];
  const [link] = readLinks(line);
  return link === undefined || link.text === 'link' ? readText(line).replace(/ link$/u, '') : link.text;
}

it('a title copied from Discord, with the signs that stand for others there, is known as that of its paper', async () => {
  const changed = hardTitles.filter((title) => copyFromDiscord(title) !== title && !/[\\$]/u.test(title));
  expect(changed.length).toBeGreaterThan(5);
  const papers = changed.map((title, at) => paperWith({ id: `p${at}`, title, url: `${url}${at}` }));
  const talk = await startTalk({}, papers);
  for (const title of changed) {
    const [saved] = await talk.type(`/papers save ${copyFromDiscord(title)}`);
    expect(saved?.title, copyFromDiscord(title)).toBe('Saved');
  }
});

/** Begins an escape sequence for a terminal, which takes with it what is after it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape is what it looks for
const introducers = /[\u001B\u0090\u0098\u009B\u009D-\u009F]/u;

/** All but the code points of plane 14 that are kept free, of which there are thousands; one in sixty of those. */
const someOfEach = neverShown.filter((character) => {
  const point = character.codePointAt(0) ?? 0;
  return point < 0xe01f0 || point > 0xe0fff || point % 60 === 0;
});

/** Characters in texts of thirty, each between letters, so that none is too long for a button. */
function hideIn(characters: readonly string[]): readonly string[] {
  const starts = Array.from({ length: Math.ceil(characters.length / 30) }, (_, at) => at * 30);
  return starts.map((start) => `Q${characters.slice(start, start + 30).join('x')}Z`);
}

/** A card with a text in every place that shows one: titles, authors, abstracts, notes, names of channels and files, buttons. */
function fillWith(text: string): Card {
  return {
    title: text,
    text: `In #${text}\n${text}`,
    preformatted: text,
    details: [{ label: text, at: new Date(Number.NaN), words: text }],
    file: { name: text, type: 'text/plain', content: '' },
    items: [
      item({
        heading: text,
        facts: [{ text }],
        text: { text, marks: [{ start: 0, end: 3 }] },
        reason: `note: ${text}`,
        links: [{ label: text, url }],
        buttons: [{ ...cite, label: text }],
      }),
    ],
    buttons: [{ ...cite, label: text }],
    footer: text,
  };
}

describe.each([
  ['Discord', showInDiscord, 13],
  ['Slack', showInSlack, 13],
  ['the terminal', showInTerminal, 14],
  ['mail', showInMail, 20],
])('every place of a card in %s', (_, show, places) => {
  it('shows nothing of what is never shown, and all that is around it', () => {
    const forbidden = new Set(neverShown);
    for (const text of hideIn(someOfEach.filter((character) => !introducers.test(character)))) {
      const { words, faults } = show(fillWith(text));
      expect([...words].filter((character) => forbidden.has(character))).toEqual([]);
      const shown = [...text].filter((character) => !forbidden.has(character)).join('');
      expect(words.split(shown).length - 1).toBeGreaterThanOrEqual(places);
      expect(faults).toEqual([]);
    }
  });

  it('shows no half of a pair, and no control, whatever it begins', () => {
    for (const bad of [
      '\uD83D',
      '\uDE00',
      '\u001B',
      '\u0090',
      '\u0098',
      '\u009B',
      '\u009D',
      '\u009E',
      '\u009F',
    ]) {
      const { words } = show(fillWith(`Q${bad}x Z`));
      expect(words).not.toMatch(/\p{Cs}|\p{Cc}/u);
      expect(words.split('Z').length - 1).toBeGreaterThanOrEqual(places);
    }
  });

  it('keeps joiners, selectors and flags', () => {
    for (const text of shownWhole) {
      expect(show(fillWith(`Q${text}Z`)).words.split(`Q${text}Z`).length - 1).toBeGreaterThanOrEqual(places);
    }
  });

  it('keeps a word joiner, which an escape puts in', () => {
    expect(show({ title: '@\u2060here' }).words).toContain('@\u2060here');
  });
});

it('a mail shows mark-up as text in every place', () => {
  const html = renderHtml([fillWith('<b>x</b> & <img src=x>')], []);
  expect(html).not.toMatch(/<b>|<img/u);
  expect(html.match(/&lt;b&gt;|<strong>&lt;b<\/strong>|<strong>&lt;b&/gu)?.length).toBeGreaterThanOrEqual(9);
});
