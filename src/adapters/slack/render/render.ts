import type { Card, Detail } from '../../../core/chat/card.ts';
import { tellPlace, turnPages } from '../../../core/chat/pager.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { type ButtonRenderer, createButtonRenderer } from './buttons.ts';
import { renderItem, SIZES, type Size } from './item.ts';
import {
  type MessagePart,
  packParts,
  plainTextObject,
  type Rendered,
  renderMessages,
  renderNote,
} from './message-parts.ts';
import { drawDate, drawLines, drawText } from './rich-text.ts';
import { splitText } from './split-text.ts';

/**
 * The messages that show a card: nearly always one, at most five. The texts of its papers are as long as they may be
 * without making one message more.
 */
export function renderCard(card: Card): readonly Rendered[] {
  let fewest = packParts(renderParts(card, createButtonRenderer(), SIZES));
  for (let at = 1; at < SIZES.length && fewest.length > 1; at += 1) {
    const smaller = packParts(renderParts(card, createButtonRenderer(), SIZES.slice(at)));
    if (smaller.length < fewest.length) fewest = smaller;
  }
  return renderMessages(fewest);
}

/** A card in parts that stay together, its papers in the first of the sizes that fit. */
export function renderParts(
  card: Card,
  renderButtons: ButtonRenderer,
  sizes: readonly Size[],
): readonly MessagePart[] {
  const place = card.pager === undefined ? '' : tellPlace(card.pager);
  const hasOnlyPaper = card.items?.length === 1 && card.items[0]?.number === undefined;
  return [
    ...(hasOnlyPaper ? [] : renderTitle(card.title)),
    ...renderNote([card.subtitle?.text ?? '', place].filter((line) => line !== '').join('  ·  ')),
    ...renderText(card.text ?? ''),
    ...renderDetails(card.details ?? []),
    ...(card.items ?? []).flatMap((item) => renderItem(item, renderButtons, sizes)),
    ...renderPreformatted(card.preformatted ?? ''),
    ...(card.sections ?? []).flatMap(({ heading, typed = '', text, action, buttons = [] }) => [
      ...renderText([`${heading} ${typed}`.trim(), text].join('\n')),
      ...renderButtons([...(action === undefined ? [] : [action]), ...buttons]),
    ]),
    ...renderButtons([
      ...turnPages(card.pager ?? {}),
      ...(card.filters ?? []).flatMap(({ choices }) => choices),
      ...(card.buttons ?? []),
    ]),
    ...renderNote(card.footer ?? ''),
  ];
}

/** A header, which Slack shows as plain text; `…` for an empty one, so that no card is without blocks. */
function renderTitle(title: string): readonly MessagePart[] {
  const text = clipText(cleanLine(title), LIMITS.header) || '…';
  return [{ blocks: [{ type: 'header', text: plainTextObject(text) }], lines: [text] }];
}

function renderText(text: string): readonly MessagePart[] {
  const pieces = splitText(cleanText(text), LIMITS.richText).filter((piece) => piece.trim() !== '');
  return pieces.map((piece) => ({ blocks: drawLines([drawText(piece)]), lines: [piece] }));
}

/** A line each: what is said, and by the reader's own clocks where they may show another time. */
function renderDetails(details: readonly Detail[]): readonly MessagePart[] {
  if (details.length === 0) return [];
  const lines = details.map(({ label, words, at, isLocal }) => {
    const told = `${clipText(cleanLine(label), LIMITS.why)}: ${clipText(cleanLine(words), LIMITS.why)}`;
    const isKnown = at !== undefined && !Number.isNaN(at.getTime());
    return { told, local: isLocal || !isKnown ? [] : [...drawText(' · your time: '), ...drawDate(at)] };
  });
  const drawn = drawLines(lines.map(({ told, local }) => [...drawText(told), ...local]));
  return [{ blocks: drawn, lines: lines.map(({ told }) => told) }];
}

function renderPreformatted(text: string): readonly MessagePart[] {
  const pieces = splitText(cleanText(text), LIMITS.preformatted).filter((piece) => piece.trim() !== '');
  return pieces.map((piece) => ({
    blocks: [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
      },
    ],
    lines: [piece],
  }));
}
