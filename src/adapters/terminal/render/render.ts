import stringWidth from 'string-width';
import type { Card, CardFile, CardSection, Detail } from '../../../core/chat/card.ts';
import { tellPlace } from '../../../core/chat/pager.ts';
import { indentOf, renderItem } from './item.ts';
import { assignKeys, type Hint, type Keys } from './keys.ts';
import { plainLines } from './plain-text.ts';
import { type Format, paint, type Screen, wrap } from './screen.ts';
import { joinWhereItFits, paintMarked } from './words.ts';

/** Cards as text, and what the keys that it tells of press. */
export type Rendered = { readonly text: string; readonly keys: Keys };

/** Draws cards; for a person each ends in one line of keys. `tellFile` is the line that stands for a file. */
export function renderCards(
  cards: readonly Card[],
  screen: Screen,
  tellFile: (file: CardFile) => string = ({ name }) => name,
): Rendered {
  const { keys, hints } = assignKeys(cards);
  const text = cards.map((card, at) => renderCard(card, hints[at] ?? [], screen, tellFile)).join('\n\n');
  return { text: `${text}\n`, keys };
}

const tones: Readonly<Record<NonNullable<Card['tone']>, Format>> = {
  done: ['bold', 'green'],
  failed: ['bold', 'red'],
  notice: 'bold',
};

function renderCard(
  card: Card,
  hints: readonly Hint[],
  screen: Screen,
  tellFile: (file: CardFile) => string,
): string {
  const { items = [], details = [], sections = [] } = card;
  const indent = indentOf(items, screen);
  return [
    renderHead(card, screen),
    ...(card.text === undefined ? [] : [renderParagraphs(card.text, screen)]),
    ...sections.map((section) => renderSection(section, screen)),
    ...(details.length === 0 ? [] : [details.map((detail) => renderDetail(detail, screen)).join('\n')]),
    ...items.map((item) => renderItem(item, indent, screen)),
    ...(card.preformatted === undefined ? [] : [plainLines(card.preformatted).join('\n')]),
    ...(card.file === undefined ? [] : [paint(screen, 'green', tellFile(card.file))]),
    ...(card.footer === undefined ? [] : [wrap(screen, paint(screen, 'dim', card.footer), 0)]),
    ...(screen.keys ? renderHints(hints, screen) : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The heading and what is small beside it; of a card with one paper, whose title is a heading itself, the small line alone. */
function renderHead(card: Card, screen: Screen): string {
  const { items = [], pager, subtitle } = card;
  const isAlone = items.length === 1 && (items[0]?.number === undefined || items[0].ordinal !== undefined);
  const format: Format = card.tone === undefined ? ['bold', 'yellow'] : tones[card.tone];
  const title = isAlone ? '' : paint(screen, format, card.title);
  const small = [
    ...(subtitle === undefined || subtitle.text === '' ? [] : [paintMarked(subtitle, 'dim', 'bold', screen)]),
    ...(pager === undefined ? [] : [paint(screen, 'dim', tellPlace(pager))]),
  ].filter((part) => part !== '');
  const beside = small.join(paint(screen, 'dim', ' · '));
  if (title === '' || beside === '') return wrap(screen, title || beside, 0);
  const one = `${title}   ${beside}`;
  const fits = screen.isPerson && stringWidth(one) <= (screen.width ?? 0);
  return fits ? one : [title, beside].map((line) => wrap(screen, line, 0)).join('\n');
}

function renderHints(hints: readonly Hint[], screen: Screen): readonly string[] {
  if (hints.length === 0) return [];
  const told = [...hints, { key: '?', words: 'help' }].flatMap(({ key, words }) =>
    wrap(screen, `${paint(screen, 'cyan', key)} ${paint(screen, 'dim', words)}`, 0).split('\n'),
  );
  return [joinWhereItFits(told, 0, screen, '   ')];
}

function renderParagraphs(text: string, screen: Screen): string {
  return plainLines(text)
    .map((line) => wrap(screen, line, 0))
    .join('\n');
}

function renderSection({ heading, typed = '', text }: CardSection, screen: Screen): string {
  const beside = typed === '' ? '' : `   ${paint(screen, 'cyan', typed)}`;
  return [
    wrap(screen, `${paint(screen, 'bold', heading)}${beside}`, 0),
    ...(text === '' ? [] : [renderParagraphs(text, screen)]),
  ].join('\n');
}

function renderDetail(detail: Detail, screen: Screen): string {
  const words = paint(screen, undefined, tellTime(detail, screen));
  return wrap(screen, `${paint(screen, 'bold', `${detail.label}:`)} ${words}`, 0);
}

/** `Monday, 20 November 2023 at 09:00 (Europe/Berlin) · your time: Monday 20 November at 17:00`. */
function tellTime({ at, words, isLocal }: Detail, { zone }: Screen): string {
  if (isLocal || at === undefined || Number.isNaN(at.getTime())) return words;
  const told = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', {
      ...options,
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at);
  const day = told({ weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
  return `${words} · your time: ${day} at ${told({ hour: '2-digit', minute: '2-digit' })}`;
}
