import type { CardItem, Fact } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked } from '../../../core/text/clean-text.ts';
import { clipMarked } from '../../../core/text/clip-text.ts';
import { counted } from '../../../core/text/counted.ts';
import { excerptMarked } from '../../../core/text/excerpt.ts';
import type { MarkedText } from '../../../core/text/marked-text.ts';
import { sentencesOf } from '../../../core/text/sentences.ts';
import { LIMITS, weigh } from '../limits.ts';
import { arrangeInRows, type Control, linkTo, sizeOfRow } from './controls.ts';
import { ENDNOTE } from './endnote.ts';
import { writeBold, writeFacts, writeSmallLine } from './facts.ts';
import { fitMarked, writeLine, writeMarked, writeRuns } from './markdown.ts';
import { writeLink } from './masked-link.ts';
import { joinLines } from './paragraphs.ts';
import type { Piece } from './piece.ts';

/** How much of a paper in a list is shown, in characters: its sentence goes first. */
export type Measure = { readonly sentence: number; readonly heading: number };

/** A paper of a list: its text, and beside it the one button most people want. */
export function layOutListed(item: CardItem, { sentence, heading }: Measure): readonly Piece[] {
  const { action, open, note = '' } = item;
  const beside = action ?? open;
  const text = writeSentence(item.text, sentence);
  const facts = writeFacts({ ...item, facts: [...item.facts, ...(open === undefined ? linksOf(item) : [])] });
  const lines = [
    `${writeNumber(item)}  ${writeHeading(item, heading)}`,
    // What is saved by a reaction is read before it is told of who wrote it.
    ...(item.sign === undefined ? [facts, text] : [text, facts]),
    note === '' ? '' : `> ${writeLine(note, LIMITS.note)}`,
  ];
  const others = open === undefined ? (item.buttons ?? []) : [];
  // Without a way to the rest, what can be done stands under the paper, of which there is room for five.
  const rows =
    others.length === 0
      ? {}
      : {
          rows: [
            [...(beside === undefined ? [] : [beside]), ...others].slice(0, 4).map((button) => ({ button })),
          ],
        };
  return [
    ...(item.before === undefined
      ? []
      : [{ text: writeBold(item.before, true, LIMITS.why), isDivided: true } as const]),
    {
      text: joinLines(lines),
      ...(beside === undefined || others.length > 0 ? {} : { beside: { button: beside } }),
      ...rows,
      paper: item.paper,
      isDivided: true,
    },
  ];
}

/** The place in the list, or what stands for it. */
function writeNumber({ sign, number = 0 }: CardItem): string {
  return sign === undefined ? `**${number}.**` : writeLine(sign, LIMITS.sign);
}

/** The title in bold, linked to the paper's own page where it has one. */
function writeHeading({ heading, url = '' }: CardItem, limit: number): string {
  const text = cleanLine(heading);
  const marks = [{ start: 0, end: text.length }];
  return writeLink({ text, marks }, url, limit, limit * 2 + LIMITS.url);
}

function writeSentence(text: MarkedText | undefined, limit: number): string {
  return text === undefined || limit === 0
    ? ''
    : writeMarked(excerptMarked(cleanMarked(text), limit), limit, limit * 2);
}

/** The only paper of a card: who shows it or why, its title as a heading, its text whole where that fits, and what can be done. */
export function layOutAlone(item: CardItem, subtitle: MarkedText | undefined): readonly Piece[] {
  const { heading, url = '', reason, endnote, note = '' } = item;
  const facts = [...item.facts, ...linksOf(item, LIMITS.links)];
  const small = subtitle === undefined ? '' : writeSmallLine(subtitle);
  const why = reason === undefined ? '' : writeFacts({ reason, facts: [] });
  const title = writeLink({ text: cleanLine(heading), marks: [] }, url, LIMITS.heading, LIMITS.heading * 2);
  const said = note === '' ? '' : `> ${writeLine(note, LIMITS.note)}`;
  const end = endnote === undefined ? '' : writeSmallLine(endnote);
  const headOf = (shown: CardItem['facts']) =>
    joinLines([small, why, `### ${title}`, writeFacts({ facts: shown })]);
  const rest = { text: url === '' ? '' : nameRest(url), url };
  const rows = arrangeInRows(controlsOf(item));
  const others = LIMITS.labelsOfCard + rows.reduce((sum, row) => sum + sizeOfRow(row).text, 0);
  const room = LIMITS.text - others - weigh(headOf([...facts, rest])) - weigh(said) - weigh(end) - 4;
  const abstract = item.text === undefined ? undefined : cleanMarked(item.text);
  const text =
    abstract === undefined ? '' : fitMarked(abstract, LIMITS.abstract, room, writeRuns, cutAtSentence);
  const isWhole = abstract === undefined || text === writeRuns(abstract);
  return [
    { text: headOf(isWhole || url === '' ? facts : [...facts, rest]), paper: item.paper, isDivided: true },
    { text },
    { text: said },
    { text: end, id: ENDNOTE },
    { text: '', rows },
  ];
}

/** What can be done with the paper, the most wanted first and in colour; what `open` shows as well gives way to links. */
function controlsOf({ action, open, buttons = [], links = [] }: CardItem): readonly Control[] {
  const linked = links.slice(0, LIMITS.links).flatMap(linkTo);
  const isColoured = [open, ...buttons].some((button) => button?.isPrimary);
  const first = action && (isColoured ? action : { ...action, isPrimary: true as const });
  const own = [first, open, ...buttons].filter((button) => button !== undefined);
  const shown = open === undefined ? own : own.slice(0, LIMITS.buttonsInRow - linked.length);
  return [...shown.map((button) => ({ button })), ...linked];
}

/** Pages beside the paper's own as facts, and how many more there are. */
function linksOf({ links = [] }: CardItem, from = 0): readonly Fact[] {
  const shown = links.slice(from, LIMITS.links).map(({ label, url }) => ({ text: label, url }));
  const left = links.length - LIMITS.links;
  return left > 0 ? [...shown, { text: counted(left, 'more link') }] : shown;
}

function nameRest(url: string): string {
  return /^https?:\/\/(?:www\.)?arxiv\.org\//u.test(url) ? 'Read on arXiv' : 'Read the rest';
}

/** The whole sentences at the beginning of a text that take so many characters, with an ellipsis; else what fits of the first. */
function cutAtSentence(marked: MarkedText, limit: number): MarkedText {
  const ends = sentencesOf(marked.text).map(({ end }) => end);
  const end = ends.findLast((one) => one + 2 <= limit);
  if (marked.text.length <= limit || end === undefined) return clipMarked(marked, limit);
  const marks = marked.marks.filter((mark) => mark.start < end);
  return {
    text: `${marked.text.slice(0, end)} …`,
    marks: marks.map((mark) => ({ start: mark.start, end: Math.min(mark.end, end) })),
  };
}
