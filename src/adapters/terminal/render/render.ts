import stringWidth from 'string-width';
import type { Button, Card, CardFile, CardItem, CardSection, Detail, Link } from '../../../core/chat/card.ts';
import { tellPlace, turnPages } from '../../../core/chat/pager.ts';
import { cleanMarked } from '../../../core/text/clean-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { plainLine, plainLines, plainMarked, plainUrl } from './plain-text.ts';
import { type Format, link, paint, type Screen, wrap } from './screen.ts';

/** Cards as text, and what the numbers in it press. */
export type Rendered = { readonly text: string; readonly buttons: ReadonlyMap<number, Button> };

/**
 * Draws cards. Buttons of a card are numbered 1, 2, ...; those of paper 3 of a list are 31, 32, ..., so that a number
 * says what it belongs to. `tellFile` is the line that stands for a file.
 */
export function renderCards(
  cards: readonly Card[],
  screen: Screen,
  tellFile: (file: CardFile) => string = ({ name }) => name,
): Rendered {
  const buttons = new Map<number, Button>();
  const text = cards.map((card) => renderCard(card, screen, buttons, tellFile)).join('\n\n');
  return { text: `${text}\n`, buttons };
}

function renderCard(
  card: Card,
  screen: Screen,
  buttons: Map<number, Button>,
  tellFile: (file: CardFile) => string,
): string {
  const items = card.items ?? [];
  const hasOnlyPaper = items.length === 1 && items[0]?.number === undefined;
  const indent = Math.max(0, ...items.map(({ number }) => (number === undefined ? 0 : `${number}. `.length)));
  const body = [
    ...(card.text === undefined ? [] : [renderParagraphs(card.text, screen)]),
    ...(card.sections ?? []).map((section) => renderSection(section, screen)),
    ...(card.details === undefined || card.details.length === 0 ? [] : [renderDetails(card.details, screen)]),
    ...items.map((item) => renderItem(item, indent, screen, buttons)),
    ...(card.preformatted === undefined ? [] : [plainLines(card.preformatted).join('\n')]),
    ...(card.file === undefined ? [] : [paint(screen, 'green', tellFile(card.file))]),
  ];
  const own = [
    ...turnPages(card.pager ?? {}),
    ...(card.filters ?? []).flatMap(({ choices }) => choices),
    ...(card.sections ?? []).flatMap(({ action }) => action ?? []),
    ...(card.buttons ?? []),
  ];
  const numbers = numberButtons(own, nextFree(buttons), buttons);
  const footer =
    card.footer === undefined ? [] : wrap(screen, paint(screen, 'dim', card.footer), 0).split('\n');
  const pressable = screen.buttons === 'none' ? [] : numbers;
  const end = joinWhereItFits([...footer, ...renderButtons(pressable, 0, screen)], 0, screen);
  const place = card.pager === undefined ? '' : tellPlace(card.pager);
  const small = [card.subtitle?.text ?? '', place].filter((line) => line !== '').join(' · ');
  const title = [
    ...(hasOnlyPaper ? [] : [wrap(screen, paint(screen, ['bold', 'magenta'], card.title), 0)]),
    ...(small === '' ? [] : [wrap(screen, paint(screen, 'dim', small), 0)]),
  ].join('\n');
  return [...(title === '' ? [] : [title]), ...body, ...(end === '' ? [] : [end])].join('\n\n');
}

function renderItem(item: CardItem, indent: number, screen: Screen, buttons: Map<number, Button>): string {
  const { number, heading, text, note, before, endnote } = item;
  const url = plainUrl(item.url ?? '');
  const meta = [item.reason, ...item.facts.map((fact) => fact.text)].filter(Boolean).join(' · ');
  const why = [note, endnote?.text].filter(Boolean).join(' · ');
  const lead = number === undefined ? '' : `${number}.`.padEnd(indent);
  const from = number === undefined ? nextFree(buttons) : number * 10 + 1;
  const own = [item.action, item.open, ...(item.buttons ?? [])].filter((one) => one !== undefined);
  const numbers = numberButtons(own, from, buttons);
  const pressable = screen.buttons === 'all' ? numbers : [];
  const page = item.url === undefined ? [] : [{ label: '', url: item.url }];
  const linked = item.facts.flatMap(({ text: label, url: to }) =>
    to === undefined ? [] : [{ label, url: to }],
  );
  const links = [...page, ...linked, ...(item.links ?? [])];
  const lines = [
    ...(before === undefined ? [] : [wrap(screen, paint(screen, 'dim', before), 0)]),
    wrap(screen, link(screen, paint(screen, 'bold', heading), url), indent, paint(screen, 'cyan', lead)),
    ...(meta === '' ? [] : [wrap(screen, paint(screen, 'green', meta), indent)]),
    ...(text === undefined ? [] : [wrap(screen, paintMarked(text, undefined, 'yellow', screen), indent)]),
    ...(why === '' ? [] : [wrap(screen, paint(screen, ['dim', 'italic'], why), indent)]),
    joinWhereItFits(
      [...paintLinks(links, screen), ...renderButtons(pressable, indent, screen)],
      indent,
      screen,
    ),
  ];
  return lines.filter((line) => line.trim() !== '').join('\n');
}

function paintLinks(links: readonly Link[], screen: Screen): readonly string[] {
  return links.map(({ label, url }) => {
    const address = plainUrl(url);
    const shown = link(screen, paint(screen, ['blueBright', 'underline'], address ?? url), address);
    return label === '' ? shown : `${paint(screen, 'dim', `${label}:`)} ${shown}`;
  });
}

/** Buttons as lines, each as full as it can be; a label longer than a line is wrapped. */
function renderButtons(
  numbers: readonly [number, Button][],
  indent: number,
  screen: Screen,
): readonly string[] {
  const painted = numbers.map(([number, { label }]) => {
    return wrap(screen, `${paint(screen, 'cyan', `[${number}]`)} ${plainLine(label)}`, indent, '').split(
      '\n',
    );
  });
  const joined = joinWhereItFits(painted.flat(), indent, screen);
  return joined === '' ? [] : joined.split('\n').map((line) => line.slice(indent));
}

/** Parts side by side, as many in a line as fit; none is broken, so that an address can be clicked and copied. */
function joinWhereItFits(parts: readonly string[], indent: number, screen: Screen): string {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? pad + part : `${lines.at(-1)}  ${part}`;
    const fits = screen.width === undefined || stringWidth(joined) <= screen.width;
    if (lines.length === 0 || !fits) lines.push(pad + part);
    else lines[lines.length - 1] = joined;
  }
  return lines.join('\n');
}

function renderParagraphs(text: string, screen: Screen): string {
  return plainLines(text)
    .map((line) => wrap(screen, line, 0))
    .join('\n');
}

function renderSection({ heading, typed = '', text }: CardSection, screen: Screen): string {
  const first = [heading, typed].filter((part) => part !== '').join('  ');
  return [
    wrap(screen, paint(screen, 'bold', first), 0),
    wrap(screen, paint(screen, undefined, text), 0),
  ].join('\n');
}

function renderDetails(details: readonly Detail[], screen: Screen): string {
  return details
    .map((moment) =>
      wrap(screen, paint(screen, undefined, `${moment.label}: ${tellTime(moment, screen)}`), 0),
    )
    .join('\n');
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

function paintMarked(marked: MarkedText, plain: Format | undefined, strong: Format, screen: Screen): string {
  return splitMarked(cleanMarked(plainMarked(marked)))
    .map((run) => paint(screen, run.strong ? strong : plain, run.text))
    .join('');
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
