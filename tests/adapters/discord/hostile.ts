import { parse } from 'discord-markdown-parser';
import fc from 'fast-check';
import type { Button, Card, CardItem, CommandLine } from '../../../src/core/chat/card.ts';
import type { MarkedText } from '../../../src/core/text/marked-text.ts';

const TOKENS = [
  ...[
    '@everyone',
    '@here',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '<#123>',
    '</paper:1>',
    '<t:0:R>',
  ],
  ...[
    '**',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '*',
    '_',
    '\\',
    '[',
    ']',
    '(',
    ')',
    '](https://evil.example)',
    '<',
    '>',
  ],
  ...['\n# ', '\n> ', '\n- ', '\n1. ', '\n-# ', '\n>>> ', '# ', '- ', '1. ', ':smile:', '<:a:1>', ':', '://'],
  ...[
    'https://evil.example/a_b_c',
    '[free](https://evil.example)',
    'discord.gg/abc',
    '<https://evil.example>',
  ],
  ...[
    '\u202E',
    '\u200B',
    '\u2066',
    '\u0000',
    '\uD83D',
    'שלום עולם',
    'مرحبا',
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    'é',
    'a\u0301'.repeat(40),
  ],
  ...['word', ' ', ' ', 'Uncertainty', '2.', '␟', '|', '~0,3', '%7C'],
];

/** Text that tries everything. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...TOKENS) },
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

const longText = fc
  .tuple(hostileText, fc.constantFrom(1, 1, 1, 10, 100))
  .map(([text, times]) => text.repeat(times).slice(0, 12_000));

const markedText: fc.Arbitrary<MarkedText> = longText.map((text) => ({
  text,
  marks: [...text.matchAll(/[a-z]{2,}|\*/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  })),
}));

const commandLine: fc.Arbitrary<CommandLine> = fc.record(
  {
    name: fc.constantFrom('paper', 'papers'),
    verb: fc.constantFrom('similar', 'cite'),
    text: longText,
    page: fc.nat(99),
  },
  { requiredKeys: ['name', 'text'] },
);

const yes = fc.constant(true as const);

const button: fc.Arbitrary<Button> = fc.record(
  { label: hostileText, command: commandLine, replaces: yes, isOn: yes, isPrimary: yes, isDanger: yes },
  { requiredKeys: ['label', 'command'] },
);

const buttons = fc.array(button, { maxLength: 7 });

const address = fc.oneof(
  fc.constantFrom(
    'https://arxiv.org/abs/2303.08010',
    'https://doi.org/10.1000/a(b)c<d>_e',
    'javascript:alert(1)',
    'no url',
  ),
  fc.webUrl(),
  hostileText.map((text) => `https://x.example/${text}`),
);

const item: fc.Arbitrary<CardItem> = fc.record(
  {
    paper: fc.constantFrom('arxiv:2303.08010', 'doi:10.1000/xyz'),
    number: fc.nat(100),
    heading: hostileText,
    url: address,
    facts: fc.array(
      fc.record({ text: longText, url: address, isBold: yes, isTag: yes }, { requiredKeys: ['text'] }),
      { maxLength: 4 },
    ),
    before: longText,
    note: longText,
    endnote: markedText,
    action: button,
    open: button,
    text: markedText,
    reason: longText,
    links: fc.array(fc.record({ label: hostileText, url: address }), { maxLength: 4 }),
    buttons,
  },
  { requiredKeys: ['paper', 'heading', 'facts'] },
);

/** Cards of every size and shape, all their text hostile. */
export const hostileCard: fc.Arbitrary<Card> = fc.record(
  {
    title: longText,
    text: longText,
    preformatted: longText,
    details: fc.array(fc.record({ label: hostileText, at: fc.date(), words: hostileText }), { maxLength: 4 }),
    file: fc.record({ name: hostileText, type: fc.constant('text/plain'), content: hostileText }),
    items: fc.array(item, { maxLength: 11 }),
    tone: fc.constantFrom('done', 'failed', 'notice'),
    subtitle: markedText,
    sections: fc.array(
      fc.record(
        { heading: longText, typed: longText, text: longText, action: button, buttons },
        { requiredKeys: ['heading', 'text'] },
      ),
      { maxLength: 3 },
    ),
    filters: fc.array(fc.record({ label: hostileText, choices: fc.array(button, { maxLength: 30 }) }), {
      maxLength: 2,
    }),
    pager: fc.record(
      { first: fc.nat(99), last: fc.nat(99), total: fc.nat(999), order: hostileText, next: commandLine },
      { requiredKeys: ['first', 'last', 'total'] },
    ),
    buttons,
    footer: longText,
  },
  { requiredKeys: ['title'] },
);

type Node = {
  readonly type: string;
  readonly content?: unknown;
  readonly target?: unknown;
  readonly name?: unknown;
};

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/**
 * The nodes that a Discord client makes of Markdown, nested ones too; a plain emoji is text. The text of a link is one node, for
 * `link-rules.ts` knows better what becomes of it.
 */
export function readMarkdown(markdown: string): readonly Node[] {
  const flatten = (nodes: unknown): readonly Node[] =>
    Array.isArray(nodes) ? nodes.filter(isNode).flatMap((node) => [asText(node), ...insideOf(node)]) : [];
  const insideOf = ({ type, content }: Node): readonly Node[] => {
    const inside = flatten(content);
    if (type !== 'link') return inside;
    const words = inside.map((node) => (typeof node.content === 'string' ? node.content : ''));
    return [{ type: 'text', content: words.join('') }];
  };
  return flatten(parse(markdown, 'extended'));
}

function asText(node: Node): Node {
  return node.type === 'twemoji' ? { type: 'text', content: node.name } : node;
}

/** The text that a Discord client shows for Markdown. */
export function readText(markdown: string): string {
  return readMarkdown(markdown)
    .map(({ type, content }) => (type === 'br' ? '\n' : typeof content === 'string' ? content : ''))
    .join('');
}
