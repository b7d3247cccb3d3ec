import type { Card, CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { safeUrl } from './safe-url.ts';
import { plainTitle } from './words.ts';
import { wrapText } from './wrap.ts';

/** Cards as the plain text of a mail, in lines of at most 78 characters; what is under a number is indented. */
export function renderPlain(cards: readonly Card[], footer: readonly string[]): string {
  const blocks = cards.flatMap((card) => [renderCard(card), ...(card.items ?? []).map(renderItem)]);
  const end = cards.flatMap((card) => (card.footer === undefined ? [] : [cleanLine(card.footer)]));
  const last = [...end, ...footer].map((line) => wrapText(line));
  return `${[...blocks, ['-- ', ...last].join('\n')].join('\n\n')}\n`;
}

function renderCard({ title, subtitle, text, details = [], sections = [], preformatted }: Card): string {
  const lines = [
    plainTitle(title),
    ...(subtitle === undefined ? [] : [cleanLine(subtitle.text)]),
    ...(text === undefined ? [] : ['', cleanText(text)]),
    ...details.map(({ label, words }) => cleanLine(`${label}: ${words}`)),
    ...sections.flatMap((section) => {
      const first = [section.heading, section.typed ?? ''].filter((part) => part !== '');
      return ['', cleanLine(first.join('  ')), cleanText(section.text)];
    }),
    ...(preformatted === undefined ? [] : ['', cleanText(preformatted)]),
  ];
  return lines.map((line) => wrapText(line)).join('\n');
}

function renderItem(item: CardItem): string {
  const { number, heading, reason = '', facts, text, note = '', endnote, url = '', links = [] } = item;
  const lead = number === undefined ? '' : `${number}. `;
  const indent = ' '.repeat(lead.length);
  const pages = [...facts, ...links.map(({ label, url: to }) => ({ text: label, url: to }))];
  const lines = [
    cleanLine(reason),
    cleanLine(text?.text ?? ''),
    cleanLine(note),
    cleanLine(
      facts.flatMap((fact) => ('url' in fact && fact.url !== undefined ? [] : [fact.text])).join(' · '),
    ),
    cleanLine(endnote?.text ?? ''),
    safeUrl(url) ?? '',
    ...pages.flatMap((page) => {
      const address = safeUrl(page.url ?? '');
      return address === undefined ? [] : [`${cleanLine(page.text)}: ${address}`];
    }),
  ].filter((line) => line !== '');
  const before = item.before === undefined ? '' : `${wrapText(cleanLine(item.before))}\n\n`;
  const title = wrapText(cleanLine(heading), indent);
  return [`${before}${lead}${title.slice(lead.length)}`, ...lines.map((line) => wrapText(line, indent))].join(
    '\n',
  );
}
