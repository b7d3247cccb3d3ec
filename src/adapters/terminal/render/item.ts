import type { CardItem, Fact } from '../../../core/chat/card.ts';
import { excerptMarked } from '../../../core/text/excerpt.ts';
import { plainUrl } from './plain-text.ts';
import { link, paint, type Screen, wrap } from './screen.ts';
import { breakLine, joinWhereItFits, lower, paintMarked } from './words.ts';

const sentenceInList = 180;

/** How far the text of the papers of a list is indented. */
export function indentOf(items: readonly CardItem[], screen: Screen): number {
  const widths = items.map(({ number }) => (number === undefined ? 0 : writeNumber(number, screen).length));
  return Math.max(0, ...widths);
}

/** `1. ` in a pipe, where programs look for it at the beginning of a line; ` 1  ` for a person. */
function writeNumber(number: number, { isPerson }: Screen): string {
  return isPerson ? `${String(number).padStart(2)}  ` : `${number}. `;
}

/** A paper: its number and title, the facts with its address, the text. */
export function renderItem(item: CardItem, indent: number, screen: Screen): string {
  const { number, heading, text, note, endnote, before } = item;
  const lead = number === undefined ? '' : writeNumber(number, screen).padEnd(indent);
  const title = link(screen, paint(screen, 'bold', heading), plainUrl(item.url ?? ''));
  const isListed = number !== undefined && item.ordinal === undefined;
  const lines = [
    ...(before === undefined ? [] : [wrap(screen, paint(screen, 'bold', before), 0), ' ']),
    wrap(screen, title, indent, paint(screen, 'cyan', lead)),
    joinWhereItFits(
      factsOf(item, screen).flatMap((fact) => breakLine(fact, indent, screen)),
      indent,
      screen,
      ' · ',
    ),
    ...(note === undefined ? [] : [wrap(screen, paint(screen, 'italic', `> ${note}`), indent)]),
    ...(text === undefined
      ? []
      : [
          wrap(
            screen,
            isListed
              ? paintMarked(excerptMarked(text, sentenceInList), undefined, ['bold', 'yellow'], screen)
              : paintMarked(text, undefined, 'bold', screen),
            indent,
          ),
        ]),
    ...(endnote === undefined ? [] : [wrap(screen, paintMarked(endnote, 'dim', 'bold', screen), indent)]),
    ...(screen.isPerson ? [] : [joinWhereItFits(addressesOf(item, screen), indent, screen)]),
  ];
  return lines
    .filter((line) => line !== '' && (line === ' ' || line.trim() !== ''))
    .map((line) => (line === ' ' ? '' : line))
    .join('\n');
}

/** The reason and the facts; for a person the address of the paper among them, as one would say it. */
function factsOf({ reason, facts, url, links = [] }: CardItem, screen: Screen): readonly string[] {
  const why = reason === undefined ? [] : [paint(screen, 'bold', reason)];
  if (!screen.isPerson) return [...why, ...facts.map(({ text }) => paint(screen, undefined, text))];
  const more = links.map((one): Fact => ({ text: one.label, url: one.url }));
  const told = [...facts, ...more].map((fact) => paintFact(fact, screen));
  const place = facts.findIndex((fact) => fact.url !== undefined);
  const at = place === -1 ? told.length - more.length : place;
  const own = plainUrl(url ?? '');
  const address =
    own === undefined ? [] : [link(screen, paint(screen, ['blueBright', 'underline'], bare(own)), own)];
  return [...why, ...told.slice(0, at), ...address, ...told.slice(at)];
}

/** A fact in grey; one with an address as a link, where the terminal knows none with the address after it. */
function paintFact({ text, url, isTag }: Fact, screen: Screen): string {
  const address = plainUrl(url ?? '');
  if (address === undefined) return paint(screen, 'dim', isTag ? `#${text}` : text);
  const words = lower(text);
  if (screen.links) return link(screen, paint(screen, ['blueBright', 'underline'], words), address);
  return `${paint(screen, 'dim', words)} ${paint(screen, ['blueBright', 'underline'], bare(address))}`;
}

/** `arxiv.org/abs/2104.00597` for `https://arxiv.org/abs/2104.00597`. */
function bare(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
}

/** All addresses in full, for a program to find. */
function addressesOf({ url, facts, links = [] }: CardItem, screen: Screen): readonly string[] {
  const linked = facts.flatMap((fact) =>
    fact.url === undefined ? [] : [{ label: fact.text, url: fact.url }],
  );
  const own = url === undefined ? [] : [{ label: '', url }];
  return [...own, ...linked, ...links].map((one) => {
    const address = plainUrl(one.url);
    const shown = link(screen, paint(screen, ['blueBright', 'underline'], address ?? one.url), address);
    return one.label === '' ? shown : `${paint(screen, 'dim', `${one.label}:`)} ${shown}`;
  });
}
