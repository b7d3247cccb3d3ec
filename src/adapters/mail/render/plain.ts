import type { Card, CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { safeUrl } from './safe-url.ts';
import { wrapText } from './wrap.ts';

/** Cards as the plain text of a mail, in lines of at most 78 characters. */
export function renderPlain(cards: readonly Card[], footer: readonly string[]): string {
  const blocks = cards.flatMap((card) => [renderCard(card), ...(card.items ?? []).map(renderItem)]);
  const end = cards.flatMap((card) => (card.footer === undefined ? [] : [cleanLine(card.footer)]));
  return `${wrapText([...blocks, ['--', ...end, ...footer].join('\n')].join('\n\n'))}\n`;
}

function renderCard(card: Card): string {
  return [
    cleanLine(card.title),
    ...(card.subtitle === undefined ? [] : [cleanLine(card.subtitle.text)]),
    ...(card.text === undefined ? [] : [cleanText(card.text)]),
    ...(card.details ?? []).map(({ label, words }) => cleanLine(`${label}: ${words}`)),
    ...(card.preformatted === undefined ? [] : [cleanText(card.preformatted)]),
  ].join('\n');
}

function renderItem({ number, heading, url, reason = '', facts, text, links = [] }: CardItem): string {
  const title = cleanLine(heading);
  return [
    number === undefined ? title : `${number}. ${title}`,
    safeUrl(url ?? '') ?? '',
    cleanLine([reason, ...facts.map((fact) => fact.text)].filter(Boolean).join(' · ')),
    cleanLine(text?.text ?? ''),
    ...links.map((link) => `${cleanLine(link.label)}: ${safeUrl(link.url) ?? ''}`),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
