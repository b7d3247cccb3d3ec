import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/adapters/slack/limits.ts';
import { readButtonValue, writeButtonValue } from '../../../src/adapters/slack/render/button-value.ts';
import { renderCard } from '../../../src/adapters/slack/render/render.ts';
import type { Card, CardItem } from '../../../src/core/chat/card.ts';
import { BLOCKS_TOTAL, faultsOfBlocks } from '../../doubles/slack/block-kit.ts';
import { isRecord, type Json } from '../../doubles/slack/json.ts';
import { buttonsOf } from '../../doubles/slack/messages.ts';
import { pingsOf, type Run, readBlocks } from '../../doubles/slack/mrkdwn.ts';

const HOSTILE = [
  '<!channel> <!here> <!everyone> <@U01ALICE> <!subteam^S01> @channel @here',
  '*bold* _italic_ ~strike~ `code` ```fence``` > quote',
  '<https://evil.example|the paper> https://evil.example',
  ':bomb: &lt;!channel&gt; &amp;amp;',
  '\u202Edenrut txet\u2066 and\r\nlines\u0000\u0007',
  '\uD800 half a pair \uDFFF',
];

const plain = (text: string) => ({ text, marks: [] });
const item = (more: Partial<CardItem> = {}): CardItem => ({
  paper: 'arxiv:2303.08010',
  heading: 'A title',
  url: 'https://arxiv.org/abs/2303.08010',
  facts: [{ text: 'Ada Lovelace · 2023' }],
  ...more,
});

type Message = { readonly text: string; readonly blocks: readonly Json[] };
const render = (card: Card): readonly Message[] =>
  renderCard(card).map(({ text, blocks }) => ({ text, blocks: blocks.map((block): Json => ({ ...block })) }));
const runsOf = (card: Card): readonly Run[] => render(card).flatMap(({ blocks }) => readBlocks(blocks));
const wordsOf = (card: Card) =>
  runsOf(card)
    .map(({ text }) => text)
    .join('');

function expectSendable(card: Card): void {
  const messages = render(card);
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.length).toBeLessThanOrEqual(LIMITS.messages);
  for (const { text, blocks } of messages) {
    expect(faultsOfBlocks(blocks)).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(BLOCKS_TOTAL);
    expect(text).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(LIMITS.fallback);
    expect(text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
    expect(pingsOf(text, blocks, false)).toEqual([]);
  }
}

describe('a card in Slack', () => {
  it('draws each paper once where a page fits, and no more than three times where it does not', () => {
    const draws = (count: number, text: string) => {
      let drawn = 0;
      const counted = Array.from({ length: count }, (_, at): CardItem => {
        const { facts, ...rest } = item({ number: at + 1, text: plain(text) });
        return Object.defineProperty({ ...rest, facts }, 'facts', {
          get: () => {
            drawn += 1;
            return facts;
          },
        });
      });
      const messages = renderCard({ title: 'Papers', items: counted });
      return { drawnEach: drawn / count, messages: messages.length };
    };
    expect(draws(5, 'short')).toEqual({ drawnEach: 2, messages: 1 });
    expect(draws(5, 'words '.repeat(400))).toEqual({ drawnEach: 2, messages: 1 });
    const many = draws(60, 'words '.repeat(400));
    expect(many.messages).toBeGreaterThan(1);
    expect(many.drawnEach).toBeLessThanOrEqual(6);
  });

  it('shows a paper with its link, its marks, why it is here and its buttons', () => {
    const card: Card = {
      title: '1 paper for “camera”',
      items: [
        item({
          number: 6,
          heading: 'Camera localization',
          text: { text: 'Of cameras & more.', marks: [{ start: 3, end: 10 }] },
          reason: 'matches camera',
          links: [{ label: 'PDF', url: 'https://arxiv.org/pdf/x' }],
          buttons: [{ label: 'Cite', command: { name: 'papers', verb: 'cite', text: 'arxiv:2303.08010' } }],
        }),
      ],
      buttons: [{ label: 'Next', command: { name: 'paper', text: 'camera', page: 2 }, replaces: true }],
      footer: '6–6 of 9',
    };
    const url = 'https://arxiv.org/abs/2303.08010';
    expect(runsOf(card).filter(({ text }) => text !== '\n')).toEqual([
      { text: '1 paper for “camera”' },
      { text: '6.  ' },
      { text: 'Camera localization', bold: true, url },
      { text: 'Of ' },
      { text: 'cameras', bold: true },
      { text: ' & more.' },
      { text: 'matches camera', bold: true },
      { text: '  ·  Ada Lovelace · 2023' },
      { text: '6–6 of 9' },
    ]);
    const [message] = render(card);
    expect(message?.text).toContain(
      '6. Camera localization\nmatches camera · Ada Lovelace · 2023\nOf cameras &amp; more.',
    );
    const values = buttonsOf({ blocks: message?.blocks ?? [] }).map(({ label, button }) => {
      const { selected_option: option, value = isRecord(option) ? option.value : undefined } = button;
      return [label, value];
    });
    expect(values).toEqual([
      ['Cite', '.1|papers|cite|@'],
      ['Open PDF', 'link'],
      ['Next', '{"name":"paper","text":"camera","page":2,"replaces":true}'],
    ]);
  });

  it('parts the papers of a list from what stands below them, and ends in no line where nothing does', () => {
    const items = [item({ number: 1 }), item({ number: 2 })];
    const typesOf = (card: Card) => render(card).flatMap(({ blocks }) => blocks.map(({ type }) => type));
    expect(typesOf({ title: 'Two', items }).at(-1)).not.toBe('divider');
    expect(typesOf({ title: 'Two', items, footer: 'More' }).slice(-2)).toEqual(['divider', 'context']);
  });

  it('keeps in a button that the form of its command is asked for', () => {
    const command = { name: 'digest', verb: 'add', text: 'x at:25:00', form: 'asked' } as const;
    const value = writeButtonValue({ label: 'Change …', command });
    expect(readButtonValue(value ?? '')).toEqual({ line: command, replaces: false });
    const answered = writeButtonValue({ label: 'x', command: { ...command, form: 'answered' } });
    expect(readButtonValue(answered ?? '')?.line).not.toHaveProperty('form');
  });

  it('tells moments by the clocks of the card, and beside them by those of whoever reads it', () => {
    const at = new Date('2026-11-23T08:00:00Z');
    const card: Card = {
      title: 'Added',
      details: [
        { label: 'First post', at, words: 'Monday at 09:00 (Berlin)' },
        { label: 'Same', at, words: 'Monday at 09:00', isLocal: true },
        { label: '<!channel>', at: new Date(Number.NaN), words: 'never' },
        { label: 'Papers', words: '3' },
      ],
    };
    expectSendable(card);
    const [message] = render(card);
    const field = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
    expect(message?.blocks[1]).toEqual({
      type: 'section',
      fields: [
        field(
          '*First post*\nMonday at 09:00 (Berlin)\nyour time: <!date^1795420800^{date_short_pretty} at {time}|2026-11-23 08:00 UTC>',
        ),
        field('*Same*\nMonday at 09:00'),
        field('*&lt;!channel&gt;*\nnever'),
        field('*Papers*\n3'),
      ],
    });
    expect(message?.text).toBe(
      'Added\nFirst post: Monday at 09:00 (Berlin)\nSame: Monday at 09:00\n&lt;!channel&gt;: never\nPapers: 3',
    );
  });

  it.each(HOSTILE)('keeps hostile text as text: %j', (hostile) => {
    const card: Card = {
      title: hostile,
      text: hostile,
      preformatted: hostile,
      items: [
        item({
          number: 1,
          heading: hostile,
          facts: [{ text: hostile }],
          text: plain(hostile),
          reason: hostile,
          links: [{ label: hostile, url: 'javascript:alert(1)' }],
          buttons: [{ label: hostile, command: { name: 'papers', verb: 'cite', text: hostile } }],
        }),
      ],
      footer: hostile,
    };
    expectSendable(card);
    const runs = runsOf(card);
    expect(runs.filter(({ url }) => url !== undefined && url !== 'https://arxiv.org/abs/2303.08010')).toEqual(
      [],
    );
    expect(runs.filter((run) => run.italic || run.strike || run.emoji || run.quote)).toEqual([]);
    expect(JSON.stringify(render(card))).not.toContain('"emoji":true');
    expect(wordsOf(card)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\0]/);
  });

  it('keeps right-to-left text and emoji whole', () => {
    const text = 'חיפוש מאמרים 👩‍👩‍👧‍👦 🏳️‍🌈 مقالات';
    expect(wordsOf({ title: text, text, items: [item({ heading: text })] })).toContain(text);
  });

  it('cuts at a word, never inside an emoji or an escape', () => {
    const family = '👩‍👩‍👧‍👦';
    const title = wordsOf({ title: `${'word '.repeat(40)}` });
    expect(title).toMatch(/word…\n$/);
    const emoji = wordsOf({ title: family.repeat(40) }).trim();
    expect(emoji.replaceAll(family, '')).toBe('…');
    const [message] = render({ title: 'x', text: '&'.repeat(9_000) });
    expect(message?.text.replaceAll('&amp;', '')).toMatch(/^x\n…?$/);
  });

  it('shows an empty result', () => {
    expect(wordsOf({ title: 'Nothing found for “xyz”', items: [] })).toBe('Nothing found for “xyz”\n');
    expectSendable({ title: '' });
  });

  it('spreads an oversized card over messages and drops nothing silently', () => {
    const items = Array.from({ length: 120 }, (_, at) =>
      item({
        number: at + 1,
        heading: `Paper ${at + 1} ${'about words '.repeat(60)}`,
        facts: [{ text: 'Author, '.repeat(200) }],
        text: {
          text: 'Sentence of an abstract. '.repeat(200),
          marks: Array.from({ length: 300 }, (_, mark) => ({ start: mark * 10, end: mark * 10 + 5 })),
        },
        links: Array.from({ length: 30 }, (_, link) => ({
          label: `Link ${link}`,
          url: `https://a.example/${'p'.repeat(900)}`,
        })),
        buttons: Array.from({ length: 30 }, (_, button) => ({
          label: `Button ${button}`,
          command: { name: 'x', text: '"'.repeat(400) },
        })),
      }),
    );
    const card: Card = { title: 'T'.repeat(500), items, footer: 'f'.repeat(5_000) };
    expectSendable(card);
    expect(wordsOf(card)).toMatch(/Too long for Slack: \d+ more parts are not shown/);
    const ten: Card = {
      title: 'Ten',
      items: items.slice(0, 10).map((each) => ({ ...each, buttons: [], links: [], text: plain('short') })),
    };
    for (let number = 1; number <= 10; number += 1)
      expect(wordsOf(ten)).toContain(`${number}.  Paper ${number} about`);
  });

  it('gives a citation whole', () => {
    const entry = `@misc{x,\n${Array.from({ length: 400 }, (_, at) => `  author${at} = {Ada "Lovelace"},`).join('\n')}\n}`;
    const pieces = runsOf({ title: 'Cite', preformatted: entry }).filter(({ code }) => code);
    expect(pieces.map(({ text }) => text).join('\n')).toBe(entry);
    expectSendable({ title: 'Cite', preformatted: entry });
  });

  it('says which button is too long to be drawn', () => {
    const card: Card = {
      title: 'x',
      buttons: [{ label: 'Next', command: { name: 'paper', text: 'y'.repeat(2_100) } }],
    };
    expect(wordsOf(card)).toContain('Too long for a button: Next');
  });

  it('is sendable and pings nobody, whatever is in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom(...HOSTILE),
      fc.string({ minLength: 3_000, maxLength: 6_000 }),
    );
    const marked = fc.record({
      text,
      marks: fc.array(fc.record({ start: fc.nat(500), end: fc.nat(500) }), { maxLength: 60 }),
    });
    const command = fc.record({ name: text, text });
    const buttons = fc.array(fc.record({ label: text, command }), { maxLength: 30 });
    const items = fc.array(
      fc.record({
        paper: text,
        heading: text,
        url: fc.oneof(fc.webUrl(), text),
        facts: fc.array(fc.record({ text, url: fc.oneof(fc.webUrl(), text) }), { maxLength: 5 }),
        text: marked,
        reason: text,
        links: fc.array(fc.record({ label: text, url: fc.oneof(fc.webUrl(), text) }), { maxLength: 12 }),
        buttons,
      }),
      { maxLength: 12 },
    );
    const card = fc.record({ title: text, text, preformatted: text, items, buttons, footer: text });
    fc.assert(fc.property(card, expectSendable), { numRuns: 15, endOnFailure: true });
  });
});
