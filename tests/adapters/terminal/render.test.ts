import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/adapters/terminal/render/plain-text.ts';
import { renderCards } from '../../../src/adapters/terminal/render/render.ts';
import { plainScreen, type Screen } from '../../../src/adapters/terminal/render/screen.ts';
import type { Card, CardItem } from '../../../src/core/chat/card.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';

const screen: Screen = { width: 40, colour: true, links: true, isPerson: true, keys: true };

function item(more: Partial<CardItem> = {}): CardItem {
  return {
    paper: 'arxiv:2303.08010',
    number: 1,
    heading: 'Deep Ensembles',
    url: 'https://arxiv.org/abs/2303.08010',
    facts: [{ text: 'Ada Lovelace · 2023' }],
    ...more,
  };
}

function render(card: Card, on: Screen = plainScreen): string {
  return renderCards([card], on).text;
}

/** The text as the eye sees it: without styles and links. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  return text.replace(/\u001B\[[\d;]*m|\u001B\]8;;[^\u0007]*\u0007/gu, '');
}

const hostile = 'a\u001B[31mred\u0007\u009B2J\u0000\u202Eb\nc\u2028d\uD800';

describe('drawing cards in a terminal', () => {
  it('draws plain text for a pipe', () => {
    const card = {
      title: 'Papers',
      items: [item({ text: { text: 'Why.', marks: [] } })],
      footer: '1–1 of 9',
    };
    expect(render(card)).toBe(
      [
        'Papers',
        '',
        '1. Deep Ensembles',
        '   Ada Lovelace · 2023',
        '   Why.',
        '   https://arxiv.org/abs/2303.08010',
        '',
        '1–1 of 9',
        '',
      ].join('\n'),
    );
  });

  it('lets no control character of a text through, in a pipe or on a screen', () => {
    const card: Card = {
      title: hostile,
      text: hostile,
      footer: hostile,
      preformatted: hostile,
      details: [{ label: hostile, at: new Date(Number.NaN), words: hostile }],
      file: { name: hostile, type: 'text/csv', content: hostile },
      items: [
        item({
          heading: hostile,
          facts: [{ text: hostile }],
          reason: hostile,
          text: { text: hostile, marks: [{ start: 0, end: 3 }] },
          url: 'https://example.org/\u0007\u001B]8;;https://evil.example\u0007x',
          links: [{ label: hostile, url: 'javascript:\u001B[2J' }],
          buttons: [{ label: hostile, command: { name: 'paper', text: '' } }],
        }),
      ],
    };
    const forbidden = /[\p{Cc}\u2028\u202E\p{Cs}]/u;
    for (const on of [plainScreen, { ...plainScreen, isPerson: true, keys: true }, screen]) {
      expect(visible(render(card, on)).replaceAll('\n', '')).not.toMatch(forbidden);
    }
    expect(render(card, screen)).not.toContain('\u001B]8;;https://evil.example');
  });

  it.each([
    ['a colour', 'a\u001B[1;31mb\u009B0mc', 'abc'],
    ['a title of the window', 'a\u001B]0;evil\u0007b\u009D2;evil\u001B\\c', 'abc'],
    ['a string to the printer', 'a\u001BPevil\u009Cb\u0090evil\u001B\\c', 'abc'],
    ['a short one', 'a\u001Bcb\u001B(Bc', 'abc'],
    ['a string without an end, but for its beginning', 'a\u001B]0;b c\u009Dd', 'a0;b cd'],
    ['one that ends with the text', 'abc\u001B[3', 'abc'],
  ])('leaves nothing of %s', (_, text, shown) => {
    const items = [item({ heading: text, facts: [{ text }], text: { text, marks: [{ start: 2, end: 4 }] } })];
    const lines = render({ title: text, items }).split('\n');
    expect(lines.filter((line) => line.trim().replace('1. ', '') === shown)).toHaveLength(4);
  });

  it.each(['\u001B[', '\u009D', '\u001B]', '\u001B[0', '\u001B ', '\u009B '])(
    'drops escape sequences of a text of %j in no more than linear time',
    async (unit) => {
      expect(await measureGrowth((size) => plainLine(unit.repeat(size)), 4_000)).toBeLessThan(LINEAR);
    },
  );

  it('wraps at the width, with wide characters and emoji measured as they are shown', () => {
    const long = '不确定性估计 👩‍🔬 uncertainty '.repeat(12);
    const card = {
      title: long,
      text: long,
      items: [item({ heading: long, facts: [{ text: long }] })],
    };
    const lines = visible(render(card, screen)).split('\n');
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(40);
  });

  it('never breaks an address', () => {
    const url = `https://example.org/${'x'.repeat(80)}`;
    expect(visible(render({ title: 't', items: [item({ url })] }, screen))).toContain(
      url.replace('https://', ''),
    );
  });

  it('makes the title clickable where the terminal can', () => {
    expect(render({ title: 't', items: [item()] }, screen)).toContain(
      '\u001B]8;;https://arxiv.org/abs/2303.08010\u0007',
    );
    expect(render({ title: 't', items: [item()] }, { ...screen, links: false })).not.toContain('\u001B]8');
  });

  it('marks matched words in colour only', () => {
    const text = { text: 'Deep Ensembles', marks: [{ start: 5, end: 14 }] };
    expect(render({ title: 't', items: [item({ text })] }, screen)).toContain('\u001B[33mEnsembles');
    expect(render({ title: 't', items: [item()] }, { ...screen, colour: false, links: false })).not.toContain(
      '\u001B',
    );
  });

  it('ends in one line of keys for a person who can type them, and in none for anybody else', () => {
    const command = { name: 'papers', verb: 'save', text: 'x' };
    const items = [item({ action: { label: 'Save', command } })];
    const next = { name: 'paper', text: 'x', page: 2 };
    const card: Card = { title: 't', items, pager: { first: 1, last: 1, total: 2, next } };
    const { text, keys } = renderCards([card], { ...screen, colour: false, links: false });
    expect(text).toMatch(/\n\ns1 save 1 {3}n next {3}\? help\n$/u);
    expect(keys.get('n')?.button.command).toEqual(next);
    expect(render(card)).not.toContain('save');
    expect(render(card, { ...screen, keys: false })).not.toContain('save');
  });

  it('tells a person the address as one says it, among the facts, and a program in full', () => {
    const found = item({
      facts: [{ text: 'ICCV 2023' }, { text: 'Code', url: 'https://github.com/a/b' }, { text: '▲ 41' }],
    });
    const on = { ...plainScreen, isPerson: true, width: 100 };
    expect(render({ title: 't', items: [found] }, on)).toContain(
      ' 1  Deep Ensembles\n    ICCV 2023 · arxiv.org/abs/2303.08010 · code github.com/a/b · ▲ 41\n',
    );
    expect(visible(render({ title: 't', items: [found] }, { ...on, links: true }))).toContain(
      'ICCV 2023 · arxiv.org/abs/2303.08010 · code · ▲ 41\n',
    );
    expect(render({ title: 't', items: [found] })).toContain(
      '1. Deep Ensembles\n   ICCV 2023 · Code · ▲ 41\n   https://arxiv.org/abs/2303.08010  Code: https://github.com/a/b\n',
    );
  });

  it('keeps the lines of a BibTeX entry as they are', () => {
    const preformatted = `@article{x,\n  title = {${'long '.repeat(30)}},\n}`;
    expect(visible(render({ title: 't', preformatted }, screen))).toContain(preformatted);
  });

  it('tells moments by the clocks of the card, and beside them by those of whoever reads it', () => {
    const at = new Date('2023-11-20T08:00:00Z');
    const card: Card = {
      title: 't',
      text: 'Before.',
      details: [
        { label: 'First post', at, words: 'Monday at 09:00 (Europe/Berlin)' },
        { label: 'Same', at, words: 'Monday at 09:00', isLocal: true },
        { label: 'Then', at: new Date(Number.NaN), words: 'some day' },
      ],
      footer: 'After.',
    };
    expect(render(card, { ...plainScreen, zone: 'Asia/Tokyo' })).toBe(
      [
        't\n\nBefore.\n',
        'First post: Monday at 09:00 (Europe/Berlin) · your time: Monday 20 November at 17:00',
        'Same: Monday at 09:00',
        'Then: some day\n\nAfter.\n',
      ].join('\n'),
    );
  });
});
