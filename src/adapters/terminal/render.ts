import stringWidth from 'string-width';
import type { Button, Card, CardItem } from '../../core/chat/card.ts';
import { plainLine, plainLines, plainUrl } from './plain-text.ts';
import { type Format, link, paint, type Screen, wrap } from './screen.ts';

/** Cards as text, and what the numbers in it press. */
export type Rendered = { readonly text: string; readonly buttons: ReadonlyMap<number, Button> };

type Marked = NonNullable<CardItem['text']>;

/**
 * Draws cards. Buttons of a card are numbered 1, 2, ...; those of paper 3 of a list are 31, 32, ..., so that a number
 * says what it belongs to.
 */
export function renderCards(cards: readonly Card[], screen: Screen): Rendered {
  const buttons = new Map<number, Button>();
  const text = cards.map((card) => renderCard(card, screen, buttons)).join('\n\n');
  return { text: `${text}\n`, buttons };
}

function renderCard(card: Card, screen: Screen, buttons: Map<number, Button>): string {
  const items = card.items ?? [];
  const indent = Math.max(0, ...items.map(({ number }) => (number === undefined ? 0 : `${number}. `.length)));
  const body = [
    ...(card.text === undefined ? [] : [renderParagraphs(card.text, screen)]),
    ...items.map((item) => renderItem(item, indent, screen, buttons)),
    ...(card.preformatted === undefined ? [] : [plainLines(card.preformatted).join('\n')]),
  ];
  const numbers = numberButtons(card.buttons ?? [], nextFree(buttons), buttons);
  const end = [
    ...(card.footer === undefined ? [] : [wrap(screen, paint(screen, 'dim', card.footer), 0)]),
    ...(screen.buttons === 'none' || numbers.length === 0 ? [] : [renderButtons(numbers, 0, screen)]),
  ];
  const title = wrap(screen, paint(screen, ['bold', 'magenta'], card.title), 0);
  return [title, ...body, ...(end.length === 0 ? [] : [end.join('\n')])].join('\n\n');
}

function renderItem(item: CardItem, indent: number, screen: Screen, buttons: Map<number, Button>): string {
  const { number, heading, meta, text, why } = item;
  const url = plainUrl(item.url);
  const lead = number === undefined ? '' : `${number}.`.padEnd(indent);
  const from = number === undefined ? nextFree(buttons) : number * 10 + 1;
  const numbers = numberButtons(item.buttons ?? [], from, buttons);
  const links = [{ label: '', url: item.url }, ...(item.links ?? [])];
  const lines = [
    wrap(
      screen,
      link(screen, paintMarked(heading, 'bold', ['bold', 'yellow'], screen), url),
      indent,
      paint(screen, 'cyan', lead),
    ),
    ...(meta === '' ? [] : [wrap(screen, paint(screen, 'green', meta), indent)]),
    ...(text === undefined ? [] : [wrap(screen, paintMarked(text, undefined, 'yellow', screen), indent)]),
    ...(why === undefined ? [] : [wrap(screen, paint(screen, ['dim', 'italic'], why), indent)]),
    renderLinks(links, indent, screen),
    ...(screen.buttons !== 'all' || numbers.length === 0 ? [] : [renderButtons(numbers, indent, screen)]),
  ];
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** Addresses in one line where they fit, else a line each; never broken, so that they can be clicked and copied. */
function renderLinks(
  links: readonly { label: string; url: string }[],
  indent: number,
  screen: Screen,
): string {
  const parts = links.map(({ label, url }) => {
    const address = plainUrl(url);
    const shown = link(screen, paint(screen, ['blue', 'underline'], address ?? url), address);
    return label === '' ? shown : `${paint(screen, 'dim', `${label}:`)} ${shown}`;
  });
  const pad = ' '.repeat(indent);
  const line = pad + parts.join('  ');
  const fits = screen.width === undefined || stringWidth(line) <= screen.width;
  return fits ? line : parts.map((part) => pad + part).join('\n');
}

function renderButtons(numbers: readonly [number, Button][], indent: number, screen: Screen): string {
  const painted = numbers.map(
    ([number, { label }]) => `${paint(screen, 'cyan', `[${number}]`)} ${plainLine(label)}`,
  );
  return wrap(screen, painted.join('  '), indent);
}

function renderParagraphs(text: string, screen: Screen): string {
  return plainLines(text)
    .map((line) => wrap(screen, line, 0))
    .join('\n');
}

function paintMarked(
  { text, marks }: Marked,
  plain: Format | undefined,
  marked: Format,
  screen: Screen,
): string {
  let painted = '';
  let from = 0;
  const add = (part: string, format: Format | undefined) => {
    painted += format === undefined ? plainLine(part) : paint(screen, format, part);
  };
  for (const { start, end } of marks) {
    add(text.slice(from, start), plain);
    add(text.slice(start, end), marked);
    from = end;
  }
  add(text.slice(from), plain);
  return painted;
}

function numberButtons(own: readonly Button[], from: number, all: Map<number, Button>): [number, Button][] {
  const numbers = own.map((button, index): [number, Button] => [from + index, button]);
  for (const [number, button] of numbers) all.set(number, button);
  return numbers;
}

/** The first number that no button of a card or of a paper alone has; those of numbered papers begin at 11. */
function nextFree(buttons: ReadonlyMap<number, Button>): number {
  let number = 1;
  while (buttons.has(number)) number += 1;
  return number;
}
