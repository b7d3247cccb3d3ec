import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inviteLink } from '../../../src/adapters/discord/invite.ts';
import { escapeMarkdown, writeLine } from '../../../src/adapters/discord/render/markdown.ts';
import { safeAddress } from '../../../src/adapters/discord/render/masked-link.ts';
import { renderCard, renderTogether } from '../../../src/adapters/discord/render/render.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import { cleanLine } from '../../../src/core/text/clean-text.ts';
import { clipText } from '../../../src/core/text/clip-text.ts';
import { allComponents } from '../../doubles/discord/message-rules.ts';
import { requestProblems } from '../../doubles/discord/request-rules.ts';
import { findRoute } from '../../doubles/discord/schema.ts';
import { hostileCard, hostileText, readMarkdown, readText } from './hostile.ts';
import { pageOf, shownText } from './stage.ts';

/** What Discord would object to in the messages made of a card. */
function problemsOf(cards: readonly Card[]) {
  const route = findRoute('POST', '/channels/1/messages');
  if (!route) throw new Error('There is no such route.');
  return renderTogether(cards).flatMap(({ components }) =>
    requestProblems(route, JSON.parse(JSON.stringify({ components, flags: 32_768 })), false),
  );
}

const textsOf = (card: Card) => renderCard(card).map(({ components }) => shownText({ components }));

describe('a card', () => {
  test('of five papers is one message: each paper with its link and its buttons under it', () => {
    const [message, ...more] = renderCard(pageOf({ name: 'paper', text: 'uncertainty' }));
    expect(more).toEqual([]);
    expect(message?.papers).toHaveLength(5);
    const kinds = allComponents(message?.components).map(({ part }) => part.type);
    expect(kinds.slice(0, 8)).toEqual([17, 10, 14, 10, 1, 2, 2, 14]);
  });

  test('of one paper shows it as a heading, whatever the length of its abstract', () => {
    const abstract = 'A sentence of the abstract. '.repeat(400);
    const [text = '', ...more] = textsOf({
      title: 'A paper',
      subtitle: { text: 'Shared by Ada', marks: [] },
      items: [
        {
          paper: 'arxiv:2303.08010',
          heading: 'Window-Based Early-Exit Cascades',
          url: 'https://arxiv.org/abs/2303.08010',
          facts: [{ text: 'Guoxuan Xia · 14 March 2023' }],
          text: { text: abstract, marks: [] },
        },
      ],
    });
    expect(more).toEqual([]);
    expect(text).toContain(
      '-# Shared by Ada\n### [Window-Based Early-Exit Cascades](https://arxiv.org/abs/2303.08010)',
    );
    expect(text).toMatch(/ A sentence of the abstract\. …$/u);
    expect(text.length).toBeGreaterThan(2_000);
  });

  test('of an empty result is its words and its buttons', () => {
    const card: Card = {
      title: 'Nothing found for “zzz”',
      text: 'Fewer or more general words find more.',
      buttons: [{ label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } }],
    };
    expect(textsOf(card)).toEqual(['### Nothing found for “zzz”\nFewer or more general words find more.']);
    expect(problemsOf([card])).toEqual([]);
  });

  test('tells moments by the clocks of whoever reads it, and how far they are', () => {
    const at = new Date('2026-03-29T07:00:00Z');
    const card: Card = {
      title: 'Added',
      text: 'A digest of uncertainty.',
      details: [
        { label: 'First <post>', at, words: 'on Sunday at 09:00 in Berlin' },
        { label: 'Same', at, words: 'on Sunday at 09:00', isLocal: true },
        { label: 'Never', at: new Date(Number.NaN), words: 'on no *day*' },
      ],
    };
    expect(textsOf(card).join('\n')).toBe(
      [
        '### Added\nA digest of uncertainty.',
        '**First \\<post>**  <t:1774767600:F>, <t:1774767600:R>',
        '**Same**  <t:1774767600:F>, <t:1774767600:R>',
        '**Never**  on no \\*day\\*',
      ].join('\n'),
    );
  });

  test('links the address that adds the bot to a server, and no other', () => {
    const invite = inviteLink('812345678901234567');
    const text = `Add it again with ${invite}, not with https://evil.example_a_`;
    expect(textsOf({ title: 'Gone', text }).join('\n')).toBe(
      `### Gone\nAdd it again with ${invite}, not with https\\://evil.example\\_a\\_`,
    );
  });

  test('carries its file, under a name that Discord keeps, and says so where it is too large', () => {
    const file = { name: 'my papers (ä).bib', type: 'application/x-bibtex', content: '@misc{a}' };
    const [message] = renderCard({ title: 'Export', file });
    expect(message?.files).toEqual([{ ...file, name: 'my_papers_.bib' }]);
    const parts = allComponents(message?.components).map(({ part }) => part);
    expect(parts.find(({ type }) => type === 13)?.file).toEqual({ url: 'attachment://my_papers_.bib' });
    const [both] = renderTogether([
      { title: 'A', file },
      { title: 'B', file },
    ]);
    expect(both?.files.map(({ name }) => name)).toEqual(['my_papers_.bib', '2-my_papers_.bib']);
    const large: Card = { title: 'Export', file: { ...file, content: 'x'.repeat(10_485_761) } };
    expect(textsOf(large).join('')).toContain('larger than the 10 MB that Discord allows');
    expect(renderCard(large)[0]?.files).toEqual([]);
  });

  test('of five papers with four buttons each is one message that Next replaces whole', () => {
    const count = 5;
    const page = pageOf({ name: 'paper', text: 'uncertainty', page: 2 });
    const [first] = page.items ?? [];
    if (!first) throw new Error('The page is empty.');
    const command = { name: 'papers', verb: 'save', text: 'arxiv:2303.01' };
    const buttons = ['Save', 'Similar', 'Cite', 'Share to channel'].map((label) => ({ label, command }));
    const items = Array.from({ length: count }, (_, at) => ({ ...first, number: at + 1, buttons }));
    const around = ['Previous', 'Next'].map((label) => ({ label, command, replaces: true as const }));
    const card: Card = { ...page, items, buttons: around };
    expect(renderCard(card)).toHaveLength(1);
    expect(problemsOf([card])).toEqual([]);
    const [text = ''] = textsOf(card);
    for (const part of ['12 papers for', '6–10 of 12', `**${count}.**  [**Paper`])
      expect(text).toContain(part);
  });

  test('keeps two buttons with the same command apart', () => {
    const button = { label: 'Again', command: { name: 'paper', text: 'x' } };
    expect(problemsOf([{ title: 'Twice', buttons: [button, button] }])).toEqual([]);
  });

  test('shows a BibTeX entry as it is, and nothing in it ends the block', () => {
    const [text = ''] = textsOf({
      title: 'Cite',
      preformatted: '@article{a_b,\n  title = {*x* ``` <@1>}\n}',
    });
    expect(text).toContain("```\n@article{a_b,\n  title = {*x* ''' <@1>}\n}\n```");
  });

  test('too large for one message goes on in the next, and nothing but its last part ends in an ellipsis', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `Line ${at}: ${'word '.repeat(15)}`);
    const texts = textsOf({ title: 'Long', text: lines.join('\n') });
    expect(texts.length).toBeGreaterThan(1);
    const all = texts.join('\n');
    for (const at of [0, 50, 99]) expect(all).toContain(`Line ${at}:`);
    expect(all).not.toContain('…');
  });

  test.each([
    ['Chinese, three bytes a character', '不确定性估计的深度学习方法'],
    ['Hangul', '불확실성 추정 '],
    ['emoji, four bytes', '🔖📄'],
    ['what is escaped, and Chinese', '_不_*确*'],
  ])('of nothing but %s has no message of more bytes than Discord bears', (_, words) => {
    const text = words.repeat(600).slice(0, 6_000);
    const item = {
      ...{
        paper: 'arxiv:1' as const,
        heading: text,
        url: 'https://arxiv.org/abs/1',
        facts: [{ text: text }],
      },
      ...{ reason: text, text: { text, marks: [] } },
    };
    const items = [1, 2, 3, 4, 5].map((number) => ({ ...item, number }));
    const cards: readonly Card[] = [
      { title: text, items: [item], footer: text },
      { title: text, items, footer: text },
      {
        title: text,
        text: `${text.slice(0, 90)}\n`.repeat(120),
        preformatted: `${text.slice(0, 90)}\n`.repeat(60),
      },
    ];
    for (const card of cards) expect(problemsOf([card])).toEqual([]);
  });

  test('keeps right-to-left and joined text as it is', () => {
    const text = 'نمی‌خواهم שלום 👩‍👩‍👧‍👦 🏳️‍🌈 é';
    expect(readText(textsOf({ title: text })[0] ?? '')).toBe(text);
  });
});

describe('hostile text', () => {
  test.each([
    ['**bold** __line__ ~~gone~~ ||hidden|| `code`'],
    ['# heading'],
    ['- item'],
    ['12. item'],
    ['> quote'],
    ['-# small'],
    ['[free](https://evil.example)'],
    ['https://evil.example and <https://evil.example>'],
    ['<@123456789012345678> <@&1> <#1> @everyone @here </paper:1> <t:0:R>'],
    [':smile: :thumbs_up: <:a:123456789012345678>'],
    ['C:\\path\\*.txt'],
  ])('%s is shown as it was written', (text) => {
    expect(readText(escapeMarkdown(text))).toBe(text);
    expect(new Set(readMarkdown(escapeMarkdown(text)).map(({ type }) => type))).toEqual(new Set(['text']));
  });

  test('loses only what cannot be seen', () => {
    expect(cleanLine('a\u202Eb\u200Bc\u0000d\ne\uD83Df')).toBe('abcd e\uFFFDf');
  });

  test('any text is shown as it is, and only as text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanLine(text);
        const written = writeLine(text, 100_000, 200_000);
        expect(readText(written)).toBe(clean);
        expect(readMarkdown(written).every(({ type }) => type === 'text')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('any card fits into what Discord takes, links only where it should, and mentions nobody', () => {
    const OURS = new Set([
      'text',
      'strong',
      'link',
      'br',
      'heading',
      'subtext',
      'codeBlock',
      'inlineCode',
      'blockQuote',
    ]);
    fc.assert(
      fc.property(hostileCard, (card) => {
        expect(problemsOf([card])).toEqual([]);
        const urls = (card.items ?? []).flatMap(({ url = '', links = [], facts }) => [
          url,
          ...[...links, ...facts].map((link) => link.url ?? ''),
        ]);
        const allowed = new Set<string | undefined>(urls.map(safeAddress));
        const nodes = renderCard(card)
          .flatMap(({ components }) => allComponents(components))
          .flatMap(({ part }) => (typeof part.content === 'string' ? readMarkdown(part.content) : []));
        const strangers = nodes.filter(({ type }) => !OURS.has(type) && type !== 'timestamp');
        const details = nodes.filter(({ type }) => type === 'timestamp');
        expect(details.length).toBeLessThanOrEqual(2 * (card.details?.length ?? 0));
        const links = nodes.filter(({ type }) => type === 'link').map(({ target }) => String(target));
        expect(strangers).toEqual([]);
        expect(links.filter((target) => !allowed.has(target))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('clipping', () => {
  test('cuts at a word', () => {
    expect(clipText('uncertainty estimation in deep learning', 25)).toBe('uncertainty estimation…');
    expect(clipText('short', 25)).toBe('short');
  });

  test('never cuts through an emoji, and never makes text longer than asked', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(clipText(family.repeat(10), 24)).toBe(`${family.repeat(2)}…`);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        (text, limit) => {
          const clipped = clipText(text, limit);
          expect(clipped.length).toBeLessThanOrEqual(Math.max(limit, 1));
          expect(clipped).toBe(clipped.replace(/\p{Cs}/gu, ''));
        },
      ),
    );
  });
});
