import { renderCard as renderForDiscord } from '../../src/adapters/discord/render/render.ts';
import { renderHtml } from '../../src/adapters/mail/render/html.ts';
import { renderPlain } from '../../src/adapters/mail/render/plain.ts';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render.ts';
import { renderCards } from '../../src/adapters/terminal/render/render.ts';
import { plainScreen } from '../../src/adapters/terminal/render/screen.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { readMarkdown, readText } from '../adapters/discord/hostile.ts';
import { allComponents } from '../doubles/discord/message-rules.ts';
import { requestProblems } from '../doubles/discord/request-rules.ts';
import { findRoute } from '../doubles/discord/schema.ts';
import { BLOCKS_TOTAL, faultsOfBlocks } from '../doubles/slack/block-kit.ts';
import type { Json } from '../doubles/slack/json.ts';
import { buttonsOf } from '../doubles/slack/messages.ts';
import { pingsOf, readBlocks } from '../doubles/slack/mrkdwn.ts';

/** A card as people get it. */
export type Shown = {
  /** How many messages it took. */
  readonly messages: number;
  /** The words people read, the labels of the buttons among them; line breaks are spaces. */
  readonly words: string;
  /** Addresses that can be clicked. */
  readonly links: readonly string[];
  /** What acts although it should be text: a mention, an emphasis, a control character. */
  readonly alive: readonly string[];
  /** What the service would refuse. */
  readonly faults: readonly unknown[];
};

/** Line breaks are spaces. */
export const onOneLine = (text: string) => text.replace(/\s+/gu, ' ');

export function showInDiscord(card: Card): Shown {
  const messages = renderForDiscord(card);
  const route = findRoute('POST', '/channels/1/messages');
  if (route === undefined) throw new Error('There is no such route.');
  const parts = messages.flatMap(({ components }) => allComponents(components).map(({ part }) => part));
  const texts = parts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []));
  const nodes = texts.flatMap(readMarkdown);
  const { items = [], sections = [] } = card;
  const hasNotes = items.some(({ note }) => note !== undefined);
  const hasCode = sections.length > 0 || items.some(({ facts }) => facts.some(({ isTag }) => isTag));
  const drawn = [...(hasNotes ? ['blockQuote'] : []), ...(hasCode ? ['inlineCode'] : [])];
  const inert = [...drawn, 'text', 'br', 'link', 'strong', 'heading', 'subtext', 'codeBlock', 'timestamp'];
  return {
    messages: messages.length,
    words: onOneLine(
      [
        ...texts.map(readText),
        ...parts.map(({ label }) => String(label ?? '')),
        ...messages.flatMap(({ files }) => files.map(({ name }) => name)),
      ].join(' '),
    ),
    links: nodes.filter(({ type }) => type === 'link').map(({ target }) => String(target)),
    alive: nodes.map(({ type }) => type).filter((type) => !inert.includes(type)),
    faults: messages.flatMap(({ components }) =>
      requestProblems(route, JSON.parse(JSON.stringify({ components, flags: 32_768 })), false),
    ),
  };
}

export function showInSlack(card: Card): Shown {
  const messages = renderForSlack(card).map(({ text, blocks }) => {
    return { text, blocks: blocks.map((block): Json => ({ ...block })) };
  });
  const runs = messages.flatMap(({ blocks }) => readBlocks(blocks));
  const hasNotes = (card.items ?? []).some(({ note }) => note !== undefined);
  const labels = messages.flatMap(({ blocks }) => buttonsOf({ blocks }).map(({ label }) => label));
  return {
    messages: messages.length,
    words: onOneLine([runs.map(({ text }) => text).join(''), ...labels].join(' ')),
    links: runs.flatMap(({ url }) => url ?? []),
    alive: [
      ...messages.flatMap(({ text, blocks }) => pingsOf(text, blocks, false)),
      ...runs
        .filter((run) => run.strike || run.italic || run.emoji || (run.quote && !hasNotes))
        .map(({ text }) => text),
      ...(JSON.stringify(messages).match(/"emoji":true/gu) ?? []),
    ],
    faults: messages.flatMap(({ blocks }) => [
      ...faultsOfBlocks(blocks),
      ...(JSON.stringify(blocks).length > BLOCKS_TOTAL ? ['msg_blocks_too_long'] : []),
    ]),
  };
}

export function showInTerminal(card: Card): Shown {
  const { text } = renderCards([card], { ...plainScreen, links: true, isPerson: true, keys: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const link = /\u001B\]8;;([^\u0007]*)\u0007/gu;
  const plain = text.replace(link, '');
  return {
    messages: 1,
    words: onOneLine(plain),
    links: [...text.matchAll(link)].flatMap(([, url = '']) => (url === '' ? [] : [url])),
    alive: plain.replaceAll('\n', '').match(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu) ?? [],
    faults: [],
  };
}

export function showInMail(card: Card): Shown {
  const html = renderHtml([card], []);
  const text = html.replace(/^[\s\S]*<body[^>]*>|<[^>]*>/gu, ' ').replace(/&(?:amp|lt|gt|quot|#39);/gu, "'");
  return {
    messages: 1,
    words: onOneLine(`${renderPlain([card], [])} ${text}`),
    links: [...html.matchAll(/href="([^"]*)"/gu)].map(([, address = '']) => address),
    alive: [],
    faults: [],
  };
}
