import { describe, expect, it } from 'vitest';
import { COLOURS, darkStyles } from '../../../src/adapters/mail/render/colours.ts';
import { renderHtml } from '../../../src/adapters/mail/render/html.ts';
import { renderPlain } from '../../../src/adapters/mail/render/plain.ts';
import { writeSubject } from '../../../src/adapters/mail/render/words.ts';
import type { Card, CardItem } from '../../../src/core/chat/card.ts';

const item = (number: number, more: Partial<CardItem> = {}): CardItem => ({
  paper: `arxiv:2501.0545${number}`,
  number,
  heading: `Decentralized Diffusion Models ${number}`,
  url: `https://arxiv.org/abs/2501.0545${number}`,
  reason: 'New since Friday',
  facts: [
    { text: 'CVPR 2025' },
    { text: 'David McAllister et al.' },
    { text: 'Code', url: 'https://github.com/a/b' },
  ],
  text: { text: 'The experts ensemble through a router.', marks: [{ start: 12, end: 20 }] },
  links: [{ label: 'PDF', url: 'https://arxiv.org/pdf/2501.05450' }],
  ...more,
});

const digest: Card = {
  title: '🗞️ Ensembles · 3 papers',
  subtitle: { text: 'Monday 2 March  ·  1 new since Friday', marks: [] },
  items: [item(1), item(2), item(3)],
  footer: 'Next on Tuesday at 09:00 (Berlin). You asked for this with /papers subscribe ensembles.',
};
const unsubscribe = 'Unsubscribe: https://papers.example.org/unsubscribe/abc';

/** Of two colours, by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['light', 'dark'] as const)('a mail in the %s', (mode) => {
  const { page, card, line, ...texts } = COLOURS[mode];

  it.each(Object.entries(texts))('has its %s stand out from its ground', (_, colour) => {
    expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5);
  });

  it('has a colour for every class that it uses', () => {
    const used = [...renderHtml([digest], [unsubscribe]).matchAll(/ class="(\w+)"/gu)].map(
      ([, name]) => name,
    );
    expect(new Set(used)).toEqual(new Set(Object.keys(COLOURS[mode])));
    for (const name of used) expect(darkStyles()).toContain(`.${name}{`);
  });
});

describe('the page of a mail', () => {
  const html = renderHtml([digest], [unsubscribe]);

  it('has no pictures, no scripts, nothing that is fetched, and says that it is both light and dark', () => {
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import|@font-face|background=/u);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain(':root{color-scheme:light dark}');
  });

  it('begins with what mailboxes show beside the subject', () => {
    expect(html).toContain(
      '>Monday 2 March · 1 new since Friday: Decentralized Diffusion Models 1; Decentralized Diffusion Models 2; ',
    );
  });

  it('tells of each paper the reason, the title, the sentence and the facts, in this order', () => {
    const text = html
      .replace(/^[\s\S]*<h1/u, '')
      .replace(/<[^>]*>|&nbsp;/gu, ' ')
      .replace(/\s+/gu, ' ');
    expect(text).toContain(
      'New since Friday Decentralized Diffusion Models 1 The experts ensemble through a router. ' +
        'CVPR 2025 · David McAllister et al. · Code · PDF New since Friday',
    );
    expect(html).toContain('<strong>ensemble</strong>');
    expect(text).toContain('Ensembles · 3 papers');
    expect(text).not.toContain('🗞️');
  });

  it('links the words that end it, and shows a title without a page by itself', () => {
    expect(html).toMatch(/<a href="https:\/\/papers\.example\.org\/unsubscribe\/abc"[^>]*>Unsubscribe<\/a>/u);
    const { url: _, ...found } = item(1);
    expect(renderHtml([{ ...digest, items: [found] }], [])).toMatch(
      /<h2[^>]*>Decentralized Diffusion Models 1<\/h2>/u,
    );
  });
});

it('is called by its topic and its first paper', () => {
  expect(writeSubject([digest])).toBe('Ensembles: Decentralized Diffusion Models 1 and 2 more');
  expect(writeSubject([{ ...digest, items: [item(1)] }])).toBe('Ensembles: Decentralized Diffusion Models 1');
  expect(writeSubject([{ title: 'Nothing new on ensembles today' }])).toBe('Nothing new on ensembles today');
  expect(writeSubject([{ title: '🗞️' }])).toBe('Papers');
});

it('has a text part with the number at the beginning of a line and the rest below it', () => {
  const long = 'A Title of Many Words That Goes On and On Until It Is Too Long for One Line of a Mail';
  const { url: _, ...first } = item(1, { heading: long, before: '62 more share a word' });
  expect(renderPlain([{ ...digest, items: [item(2), first] }], [unsubscribe])).toBe(
    [
      'Ensembles · 3 papers',
      'Monday 2 March · 1 new since Friday',
      '',
      '2. Decentralized Diffusion Models 2',
      '   New since Friday',
      '   The experts ensemble through a router.',
      '   CVPR 2025 · David McAllister et al.',
      '   https://arxiv.org/abs/2501.05452',
      '   Code: https://github.com/a/b',
      '   PDF: https://arxiv.org/pdf/2501.05450',
      '',
      '62 more share a word',
      '',
      '1. A Title of Many Words That Goes On and On Until It Is Too Long for One Line',
      '   of a Mail',
      '   New since Friday',
      '   The experts ensemble through a router.',
      '   CVPR 2025 · David McAllister et al.',
      '   Code: https://github.com/a/b',
      '   PDF: https://arxiv.org/pdf/2501.05450',
      '',
      '-- ',
      'Next on Tuesday at 09:00 (Berlin). You asked for this with /papers subscribe',
      'ensembles.',
      'Unsubscribe: https://papers.example.org/unsubscribe/abc',
      '',
    ].join('\n'),
  );
});
