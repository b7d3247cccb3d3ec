import type { Card, CardSection, Detail, Filter, Pager } from '../../../core/chat/card.ts';
import { capitalise } from '../../../core/text/capitalise.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { LIMITS } from '../limits.ts';
import { attachFile, explainLargeFile } from './attach.ts';
import { arrangeInRows, type Control } from './controls.ts';
import { writeBold, writeCode, writeSmallLine } from './facts.ts';
import { layOutAlone, layOutListed, type Measure } from './item.ts';
import { writeLine } from './markdown.ts';
import { joinLines, packLines, writeBlocks, writeParagraphs } from './paragraphs.ts';
import { isEmpty, type Piece } from './piece.ts';

/** A card as pieces, in the order in which it is read. */
export function layOut(card: Card, measure: Measure): readonly Piece[] {
  const items = card.items ?? [];
  const [only] = items;
  const isAlone = items.length === 1 && only?.number === undefined;
  const listed = items.flatMap((item) => layOutListed(item, measure));
  const isList = !isAlone && items.length > 0;
  const pieces: readonly Piece[] = [
    ...layOutHead(card, isAlone),
    ...(card.filters ?? []).map((filter): Piece => ({ text: '', rows: arrangeInRows(offer(filter)) })),
    ...(card.sections ?? []).flatMap(layOutSection),
    ...(isAlone && only !== undefined ? layOutAlone(only, card.subtitle) : listed),
    ...divide(isList || card.sections !== undefined, { text: '', rows: layOutControls(card) }),
    ...divide(isList && layOutControls(card).length === 0, { text: writeFooter(card.footer) }),
  ];
  return pieces.filter((piece) => !isEmpty(piece));
}

function divide(isDivided: boolean, piece: Piece): readonly Piece[] {
  return [isDivided ? { ...piece, isDivided } : piece];
}

function layOutHead(card: Card, isAlone: boolean): readonly Piece[] {
  const [first = '', ...more] = writeParagraphs(card.text ?? '');
  const file = attachFile(card);
  const title = isAlone ? '' : writeTitle(card);
  const details = (card.details ?? []).map(writeDetail);
  const tooLarge = writeLine(explainLargeFile(card) ?? '', LIMITS.part);
  return [
    { text: joinLines([title, isAlone ? '' : writeSmall(card), first]), isDivided: true },
    ...[...more, ...packLines([...details, tooLarge]), ...writeBlocks(card.preformatted ?? '')].map(
      (text): Piece => ({ text }),
    ),
    ...(file === undefined ? [] : [{ text: '', file }]),
  ];
}

/** A sentence in bold where it has a tone; a large heading over papers and what else is a page, a small one over a few words. */
function writeTitle({ title, tone, items = [], sections = [], filters = [] }: Card): string {
  const isPage = items.length + sections.length + filters.length > 0;
  if (tone !== undefined && !isPage) return writeBold(title, true, LIMITS.title);
  const line = writeLine(title, LIMITS.title);
  return line === '' ? '' : `${isPage ? '##' : '###'} ${line}`;
}

/** What the card is about in few words, and in which order its papers stand; Discord tells the place between Back and Next. */
function writeSmall({ subtitle = { text: '', marks: [] }, pager }: Card): string {
  const text = [subtitle.text, capitalise(pager?.order ?? '')].filter((part) => part !== '').join('  ·  ');
  return writeSmallLine({ text, marks: subtitle.marks });
}

function writeFooter(footer = ''): string {
  return writeSmallLine({ text: footer, marks: [] });
}

/** Discord shows each reader a moment by their own clocks. https://docs.discord.com/developers/reference#message-formatting */
function writeDetail({ label, at, words }: Detail): string {
  const seconds = Math.floor((at?.getTime() ?? Number.NaN) / 1000);
  const told = Number.isSafeInteger(seconds)
    ? `<t:${seconds}:F>, <t:${seconds}:R>`
    : writeLine(words, LIMITS.meta);
  return `${writeBold(label, true, LIMITS.why)}  ${told}`;
}

function layOutSection({ heading, typed = '', text, action, buttons = [] }: CardSection): readonly Piece[] {
  const first = [writeBold(heading, true, LIMITS.why), writeCode(typed)].filter((part) => part !== '');
  const [told = '', ...more] = writeParagraphs(text);
  return [
    {
      text: joinLines([first.join('   '), told]),
      isDivided: true,
      ...(action === undefined ? {} : { beside: { button: action } }),
      ...(buttons.length === 0 ? {} : { rows: arrangeInRows(buttons.map((button) => ({ button }))) }),
    },
    ...more.map((part): Piece => ({ text: part })),
  ];
}

/** A few choices as buttons, the one that is so in colour; more as a select menu. */
function offer({ label, choices }: Filter): readonly Control[] {
  if (choices.length === 0) return [];
  if (choices.length <= LIMITS.buttonsInRow) {
    return choices.map(({ isOn, ...choice }) => ({
      button: isOn ? { ...choice, isPrimary: true } : choice,
    }));
  }
  const shown = choices.slice(0, LIMITS.choices);
  const on = choices.findIndex(({ isOn }) => isOn);
  const chosen = choices[on];
  if (chosen !== undefined && on >= LIMITS.choices) shown[LIMITS.choices - 1] = chosen;
  return [{ filter: { label, choices: shown } }];
}

/** What opens each paper of the list, then the pages beside it and what can be done with the whole. */
function layOutControls({ items = [], pager, redraw, buttons = [] }: Card): readonly (readonly Control[])[] {
  const opening = items.filter(({ number, action, open }) => number !== undefined && action && open);
  const opens = opening.flatMap(({ number, open }): readonly Control[] => {
    return open === undefined
      ? []
      : [{ button: { ...open, label: items.length === 1 ? 'Open' : `Open ${number}` } }];
  });
  const own = buttons.map((button): Control => ({ button }));
  return [...arrangeInRows(opens), ...arrangeInRows([...turnPages(pager, redraw), ...own])];
}

/** Back, the place and Next, which stay where they are at the ends of a list; none for a single page. */
function turnPages(pager: Pager | undefined, draws: Card['redraw']): readonly Control[] {
  if (pager === undefined || (pager.previous === undefined && pager.next === undefined)) return [];
  const { first, last, total, isParted, previous, next } = pager;
  const place = `${first === last ? first : `${first}–${last}`}${isParted ? '' : ` of ${total}`}`;
  const turn = (label: string, command: Pager['next']): Control =>
    command === undefined ? { label } : { button: { label, command, replaces: true } };
  return [turn('Back', previous), { label: cleanLine(place), ...(draws && { draws }) }, turn('Next', next)];
}
