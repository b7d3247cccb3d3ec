import type { types } from '@slack/bolt';
import type { Button, CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { excerptMarked } from '../../../core/text/excerpt.ts';
import { LIMITS } from '../limits.ts';
import type { Controls } from './buttons.ts';
import { drawEndnote } from './endnote.ts';
import type { MessagePart } from './message-parts.ts';
import {
  drawSmall,
  escapeMrkdwn,
  tellFacts,
  writeBold,
  writeFacts,
  writeLink,
  writeMarked,
  writeSection,
} from './mrkdwn.ts';

/** How long the text of a paper is drawn, in a list and on a card of its own. */
export type Size = { readonly list: number; readonly alone: number };

/** The sizes to try, one after the other, until a page of papers is one message. */
export const SIZES: readonly Size[] = [
  { list: 180, alone: LIMITS.section },
  { list: 100, alone: 1_000 },
  { list: 0, alone: 300 },
];

/** One paper of a list: its title, its facts, its sentence, what most people want with it, and a menu of the rest. */
export function renderItem(item: CardItem, controls: Controls, size: Size): readonly MessagePart[] {
  const { number, heading, action, open, buttons = [], links = [], note = '', before = '' } = item;
  const place = item.sign ?? (number === undefined ? '' : `${number}.`);
  const lead = place === '' ? '' : `${place}  `;
  const title = `${lead}${writeTitle(item)}${writeNote(note)}`;
  const sentence = excerptMarked(cleanMarked(item.text ?? { text: '', marks: [] }), size.list);
  const told = writeMarked(sentence);
  const [first, ...others] = action === undefined ? buttons : [];
  const own = first === undefined ? [open, ...buttons] : [first, open, ...others];
  const rest = own.filter((button) => button !== undefined);
  const blocks = [
    ...drawSmall(escapeMrkdwn(clipText(cleanLine(before), LIMITS.why))),
    ...drawBody({ item, title, told, action, rest, links }, controls),
  ];
  return [
    {
      blocks,
      lines: [
        `${place} ${clipText(cleanLine(heading), LIMITS.heading)}`.trim(),
        tellFacts(item),
        sentence.text,
      ],
      papers: [item.paper],
    },
  ];
}

type Body = {
  readonly item: CardItem;
  readonly title: string;
  readonly told: string;
  readonly action: Button | undefined;
  readonly rest: readonly Button[];
  readonly links: NonNullable<CardItem['links']>;
};

/** A section has room for one button or one menu beside it: two sections where a paper has both. */
function drawBody(
  { item, title, told, action, rest, links }: Body,
  controls: Controls,
): readonly types.KnownBlock[] {
  const facts = drawSmall(writeFacts(item));
  const hasMenu = rest.length + links.length > 0;
  if (action !== undefined && told !== '' && hasMenu)
    return [controls.section(title, item, [action]), ...facts, controls.section(told, item, rest, links)];
  const whole = told === '' ? title : `${title}\n${told}`;
  const all = [...(action === undefined ? [] : [action]), ...rest];
  return [controls.section(whole, item, all, links), ...facts];
}

/** The only paper of a card: its facts, what it is about, and its buttons in a row. */
export function renderAlone(item: CardItem, controls: Controls, size: Size): readonly MessagePart[] {
  const { heading, action, open, buttons = [], links = [], note = '', endnote } = item;
  const isFirst = action?.isPrimary === true;
  const text = cleanMarked(item.text ?? { text: '', marks: [] });
  const told = writeMarked(excerptMarked(text, fitEscaped(text.text, size.alone)));
  const row = [...(isFirst ? [action] : []), open, ...buttons].filter((button) => button !== undefined);
  const title = `${writeTitle(item)}${writeNote(note)}`;
  return [
    {
      blocks: [
        action === undefined || isFirst ? writeSection(title) : controls.section(title, item, [action]),
        ...drawSmall(writeFacts(item)),
        ...(told === '' ? [] : [writeSection(told)]),
        ...(endnote === undefined ? [] : drawEndnote(endnote)),
        ...controls.row(item, row, links),
      ],
      lines: [clipText(cleanLine(heading), LIMITS.heading), tellFacts(item), text.text, endnote?.text ?? ''],
      papers: [item.paper],
    },
  ];
}

/** So many characters of a text as fit into so many once they are escaped. */
function fitEscaped(text: string, limit: number): number {
  const written = escapeMrkdwn(text).length;
  // Marks add two stars each.
  const room = limit - 2 * LIMITS.marks;
  return written <= room ? limit : Math.floor((text.length * room) / written) - 1;
}

function writeTitle({ heading, url }: CardItem): string {
  const name = clipText(cleanLine(heading), LIMITS.heading) || '…';
  return writeBold(name, (text) => writeLink(text, url));
}

function writeNote(note: string): string {
  const said = clipText(cleanLine(note), LIMITS.note);
  return said === '' ? '' : `\n> ${escapeMrkdwn(said)}`;
}
