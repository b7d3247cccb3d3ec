import { ButtonStyle } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { readPress } from '../../../src/adapters/discord/receive/read-interaction.ts';
import { type RenderedMessage, renderCard } from '../../../src/adapters/discord/render/render.ts';
import type { Button, Card, CardItem } from '../../../src/core/chat/card.ts';
import { numberEmoji } from '../../../src/core/chat/emoji.ts';
import { allComponents, type Part, partsOf } from '../../doubles/discord/message-rules.ts';
import { requestProblems } from '../../doubles/discord/request-rules.ts';
import { findRoute } from '../../doubles/discord/schema.ts';

const press = (label: string, verb: string, more: Partial<Button> = {}): Button => ({
  label,
  command: { name: 'papers', verb, text: 'arxiv:2303.08010' },
  ...more,
});

const sentence = 'We propose a diverse ensemble of small networks for the task.';

const paper = (number: number, more: Partial<CardItem> = {}): CardItem => ({
  paper: `arxiv:2303.0801${number}`,
  number,
  heading: `Paper ${number} on ensembles`,
  url: `https://arxiv.org/abs/2303.0801${number}`,
  facts: [{ text: 'ICCV 2023', isBold: true }, { text: 'Guoxuan Xia et al.' }, { text: '🔖 2' }],
  text: { text: sentence, marks: [{ start: 13, end: 20 }] },
  action: press('Save', 'save'),
  open: press('Abstract', 'open'),
  buttons: [press('Similar papers', 'similar'), press('Cite', 'cite')],
  links: [{ label: 'PDF', url: 'https://arxiv.org/pdf/2303.08010' }],
  ...more,
});

const list = (count: number, more: Partial<CardItem> = {}): readonly CardItem[] =>
  Array.from({ length: count }, (_, at) => paper(at + 1, more));

const line = { name: 'paper', text: 'ensembles' };

const answer: Card = {
  title: '51 papers on “ensembles”',
  items: list(5),
  pager: {
    first: 1,
    last: 5,
    total: 51,
    isCounted: true,
    order: 'best match first',
    next: { ...line, page: 2 },
  },
  buttons: [press('📬 Follow this search', 'subscribe')],
};

/** The only message of a card, which Discord takes. */
function only(card: Card): RenderedMessage {
  const [message, ...more] = renderCard(card);
  if (message === undefined || more.length > 0) throw new Error(`It took ${more.length + 1} messages.`);
  const route = findRoute('POST', '/channels/1/messages');
  if (!route) throw new Error('There is no such route.');
  const body = JSON.parse(JSON.stringify({ components: message.components, flags: 32_768 }));
  expect(requestProblems(route, body, false)).toEqual([]);
  return message;
}

const partsIn = (message: RenderedMessage): readonly Part[] =>
  allComponents(message.components).map(({ part }) => part);
const textsIn = (message: RenderedMessage) => partsIn(message).flatMap(({ content }) => content ?? []);
const rowsIn = (message: RenderedMessage) =>
  partsIn(message)
    .filter(({ type }) => type === 1)
    .map(({ components }) =>
      partsOf(components).map(({ label, disabled }) => (disabled ? `(${label})` : label)),
    );
const buttonIn = (message: RenderedMessage, label: string) =>
  partsIn(message).find((part) => part.type === 2 && part.label === label);

describe('a list of papers', () => {
  test('has Save beside each, Open for the rest, and the place between Back and Next', () => {
    const message = only(answer);
    expect(partsIn(message)).toHaveLength(34);
    expect(textsIn(message).slice(0, 2)).toEqual([
      '## 51 papers on “ensembles”\n-# Best match first',
      [
        '**1.**  [**Paper 1 on ensembles**](https://arxiv.org/abs/2303.08011)',
        '-# **ICCV 2023**  ·  Guoxuan Xia et\u00A0al.  ·  🔖\u00A02',
        'We propose a **diverse** ensemble of small networks for the task.',
      ].join('\n'),
    ]);
    const [section] = partsIn(message).filter(({ type }) => type === 9);
    expect(section?.accessory).toMatchObject({ label: 'Save', style: ButtonStyle.Secondary });
    expect(rowsIn(message)).toEqual([
      ['Open 1', 'Open 2', 'Open 3', 'Open 4', 'Open 5'],
      ['(Back)', '(1–5 of 51)', 'Next', 'Follow this search'],
    ]);
    expect(buttonIn(message, 'Follow this search')?.emoji).toEqual({ name: '📬' });
  });

  test('shows what is saved, and has one Open for its only paper and no pager for its only page', () => {
    const pager = { first: 1, last: 1, total: 1, isCounted: true, order: 'best match first' } as const;
    const saved = paper(1, { action: press('✓ Saved', 'unsave', { isOn: true }) });
    const message = only({ title: '1 paper on “ensembles”', items: [saved], pager });
    expect(buttonIn(message, '✓ Saved')?.style).toBe(ButtonStyle.Success);
    expect(rowsIn(message)).toEqual([['Open']]);
  });

  test('goes without a link where the paper has no page, and says where it can be found', () => {
    const { url: _, ...found } = paper(1, {
      facts: [{ text: 'Find on arXiv', url: 'https://arxiv.org/search/?query=Paper+1' }],
    });
    expect(textsIn(only({ title: 'x', items: [found] }))[1]).toContain(
      '**1.**  **Paper 1 on ensembles**\n-# [Find on arXiv](https://arxiv.org/search/?query=Paper+1)\n',
    );
  });

  test('tells a reason in bold, tags as code, a note as a quotation, and where papers of another kind begin', () => {
    const items = [
      paper(1, { reason: '5 saved it', facts: [{ text: 'ICCV 2023' }] }),
      paper(2, {
        before: '62 more share a word',
        facts: [
          { text: 'a`b', isTag: true },
          { text: 'to-read', isTag: true },
        ],
        note: 'ask *Ada*',
      }),
    ];
    const texts = textsIn(only({ title: 'x', items }));
    expect(texts[1]).toContain('-# **5 saved it**  ·  ICCV 2023\n');
    expect(texts[2]).toBe('**62 more share a word**');
    expect(texts[3]).toContain('-# `a‵b`  `to-read`\n');
    expect(texts[3]).toMatch(/\n> ask \\\*Ada\\\*$/u);
  });

  test('gives up first the lines between its papers, then the ends of sentences, then the sentences, never titles or Save', () => {
    const url = `https://example.org/${'a'.repeat(300)}`;
    const long = { text: 'word '.repeat(30).trim(), marks: [] };
    const heading = (length: number) => 'Title '.repeat(70).slice(0, length).trim();
    const shown = (length: number) =>
      textsIn(only({ ...answer, items: list(5, { url, text: long, heading: heading(length) }) })).slice(1);
    const lengths = [0, 1, 2].map((step) =>
      shown([100, 250, 340][step] ?? 0).map((text) => String(text).split('\n')[2]?.length),
    );
    expect(lengths[0]?.every((one) => (one ?? 0) === 149)).toBe(true);
    expect(lengths[1]?.every((one) => (one ?? 0) > 50 && (one ?? 0) <= 102)).toBe(true);
    expect(lengths[2]?.every((one) => one === undefined)).toBe(true);
    const [last = ''] = shown(340).slice(-1);
    expect(last).toContain(`[**${heading(340)}**]`);
  });
});

describe('a digest in one message', () => {
  const digest = (count: number): Card => ({
    title: `🗞️ Ensembles · ${count} papers`,
    items: list(count).map(({ action: _, buttons: __, ...item }) => ({
      ...item,
      sign: numberEmoji[(item.number ?? 0) - 1] ?? '',
      reason: `Reason ${item.number}`,
    })),
    footer: 'React 1️⃣ 2️⃣ to save',
  });

  test('numbers its papers by the emoji that saves them, and has Open beside each', () => {
    const message = only(digest(2));
    expect(textsIn(message)[2]).toBe(
      [
        '2️⃣  [**Paper 2 on ensembles**](https://arxiv.org/abs/2303.08012)',
        'We propose a **diverse** ensemble of small networks for the task.',
        '-# **Reason 2**  ·  **ICCV 2023**  ·  Guoxuan Xia et\u00A0al.  ·  🔖\u00A02',
      ].join('\n'),
    );
    expect(partsIn(message).filter(({ label }) => label === 'Abstract')).toHaveLength(2);
    expect(textsIn(message).at(-1)).toBe('-# React 1️⃣ 2️⃣ to save');
  });

  test('of nine papers takes just the components that Discord allows, of ten it leaves the lines out', () => {
    expect(partsIn(only(digest(9)))).toHaveLength(40);
    const ten = only(digest(10));
    expect(partsIn(ten)).toHaveLength(33);
    expect(textsIn(ten)[10]).toMatch(/^🔟 {2}\[/u);
  });
});

describe('a paper alone', () => {
  const { number: _, ...item } = paper(1, {
    endnote: { text: '3 people here saved it · arXiv 2303.08010', marks: [{ start: 0, end: 8 }] },
  });
  const shared: Card = {
    title: 'Shared by Ada',
    subtitle: { text: 'Shared by Ada', marks: [{ start: 10, end: 13 }] },
    items: [item],
  };

  test('has its title as the heading, who shares it above, counts below, and one coloured button', () => {
    const message = only(shared);
    expect(textsIn(message)).toEqual([
      [
        '-# Shared by **Ada**',
        '### [Paper 1 on ensembles](https://arxiv.org/abs/2303.08011)',
        '-# **ICCV 2023**  ·  Guoxuan Xia et\u00A0al.  ·  🔖\u00A02',
      ].join('\n'),
      'We propose a **diverse** ensemble of small networks for the task.',
      '-# **3 people** here saved it · arXiv 2303.08010',
    ]);
    expect(rowsIn(message)).toEqual([['Save', 'Abstract', 'Similar papers', 'Cite', 'PDF']]);
    const styles = partsIn(message).flatMap(({ type, style }) => (type === 2 ? [style] : []));
    expect(styles).toEqual([
      ButtonStyle.Primary,
      ButtonStyle.Secondary,
      ButtonStyle.Secondary,
      ButtonStyle.Secondary,
      ButtonStyle.Link,
    ]);
    expect(buttonIn(message, 'PDF')).toMatchObject({ url: 'https://arxiv.org/pdf/2303.08010' });
  });

  test('has a long abstract up to the end of a sentence, and leads to the rest', () => {
    const { open: __, ...opened } = item;
    const text = { text: 'One more sentence of it. '.repeat(200).trim(), marks: [{ start: 0, end: 24 }] };
    const [head = '', abstract = ''] = textsIn(only({ title: 'x', items: [{ ...opened, text }] })).map(
      String,
    );
    expect(abstract).toMatch(/^\*\*One more sentence of it\.\*\* One/u);
    expect(abstract).toMatch(/ One more sentence of it\. …$/u);
    expect(abstract.length).toBeGreaterThan(3_100);
    expect(head).toContain('[Read on arXiv](https://arxiv.org/abs/2303.08011)');
  });
});

describe('other cards', () => {
  test.each([
    [undefined, 0xffbe3d],
    ['notice', 0xffbe3d],
    ['done', 0x2ea36b],
    ['failed', 0xe5484d],
  ] as const)('in the tone %s have their colour', (tone, colour) => {
    const message = only({ title: 'A sentence.', text: 'And why.', ...(tone === undefined ? {} : { tone }) });
    expect(message.components[0]?.accent_color).toBe(colour);
    expect(textsIn(message)).toEqual([
      `${tone === undefined ? '### A sentence.' : '**A sentence.**'}\nAnd why.`,
    ]);
  });

  test('of sections have a button beside each, the command as one types it, and the rest below', () => {
    const message = only({
      title: 'What would you like to do?',
      sections: [
        {
          heading: '🔍 Find',
          typed: '/paper deep ensembles',
          text: 'Search.',
          action: press('Search …', 'x', { isPrimary: true }),
        },
        { heading: '🔖 Keep', text: 'Save.', buttons: [press('My list', 'saved')] },
      ],
      buttons: [press('All commands', 'help')],
      footer: '88 papers here',
    });
    expect(textsIn(message)).toEqual([
      '## What would you like to do?',
      '**🔍 Find**   `/paper deep ensembles`\nSearch.',
      '**🔖 Keep**\nSave.',
      '-# 88 papers here',
    ]);
    expect(buttonIn(message, 'Search …')?.style).toBe(ButtonStyle.Primary);
    expect(rowsIn(message)).toEqual([['My list'], ['All commands']]);
  });

  test('ask before something goes for good in red', () => {
    const message = only({
      title: 'Remove this digest?',
      buttons: [press('Remove', 'remove', { isDanger: true })],
    });
    expect(buttonIn(message, 'Remove')?.style).toBe(ButtonStyle.Danger);
  });
});

describe('a filter', () => {
  const choice = (label: string, isOn = false): Button => ({
    label,
    command: { name: 'papers', verb: 'saved', text: `tag:${label} ${'long '.repeat(12)}`.trim() },
    replaces: true,
    ...(isOn ? { isOn: true } : {}),
  });
  const choices = Array.from({ length: 30 }, (_, at) => choice(`tag ${at}`, at === 27));
  const card: Card = { title: 'Your reading list', items: list(2), filters: [{ label: 'Tags', choices }] };

  test('of a few choices is a row of buttons, the one that holds in colour', () => {
    const few = only({
      ...card,
      filters: [{ label: 'Show', choices: [choice('All 37', true), choice('Unread 12')] }],
    });
    expect(rowsIn(few)[0]).toEqual(['All 37', 'Unread 12']);
    expect(buttonIn(few, 'All 37')?.style).toBe(ButtonStyle.Primary);
    expect(buttonIn(few, 'Unread 12')?.style).toBe(ButtonStyle.Secondary);
  });

  test('of more is a select menu that shows the choice that holds', () => {
    const [menu] = partsIn(only(card)).filter(({ type }) => type === 3);
    const options = partsOf(menu?.options);
    expect(menu?.placeholder).toBe('Tags');
    expect(options).toHaveLength(25);
    expect(options.filter((option) => option.default).map(({ label }) => label)).toEqual(['tag 27']);
  });

  test('is read back as the command of what is chosen, and so is a button beside a text', () => {
    const message = only(card);
    const [menu] = partsIn(message).filter(({ type }) => type === 3);
    const read = (data: object) => {
      const pressed = { data, message: { components: message.components } };
      return readPress(JSON.parse(JSON.stringify(pressed)));
    };
    for (const [at, option] of partsOf(menu?.options).entries()) {
      const chosen = read({ component_type: 3, custom_id: menu?.custom_id, values: [option.value] });
      expect(chosen).toEqual({ line: choices[at === 24 ? 27 : at]?.command, replaces: true });
    }
    const save = buttonIn(message, 'Save');
    expect(read({ component_type: 2, custom_id: save?.custom_id })?.line).toEqual(
      press('Save', 'save').command,
    );
  });
});
