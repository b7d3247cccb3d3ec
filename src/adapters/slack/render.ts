import type { Card } from '../../core/chat/card.ts';
import { clip, makeSafe, makeSafeLine, splitText } from './clip.ts';
import { LIMITS } from './limits.ts';
import { type Part, packParts, plainText, type Rendered, renderNote } from './part.ts';
import { createButtonRenderer } from './render-buttons.ts';
import { renderItem } from './render-item.ts';
import { drawLines, drawText } from './rich-text.ts';

/** The messages that show a card: one, or more where it is too large for one; at most five. */
export function renderCard(card: Card): readonly Rendered[] {
  const renderButtons = createButtonRenderer();
  return packParts([
    ...renderTitle(card.title),
    ...renderText(card.text ?? ''),
    ...(card.items ?? []).flatMap((item) => renderItem(item, renderButtons)),
    ...renderPreformatted(card.preformatted ?? ''),
    ...renderButtons(card.buttons ?? []),
    ...renderNote(card.footer ?? ''),
  ]);
}

/** A header, which Slack shows as plain text; `…` for an empty one, so that no card is without blocks. */
function renderTitle(title: string): readonly Part[] {
  const text = clip(makeSafeLine(title).trim(), LIMITS.header) || '…';
  return [{ blocks: [{ type: 'header', text: plainText(text) }], lines: [text] }];
}

function renderText(text: string): readonly Part[] {
  const pieces = splitText(makeSafe(text), LIMITS.richText).filter((piece) => piece.trim() !== '');
  return pieces.map((piece) => ({ blocks: [drawLines([drawText(piece)])], lines: [piece] }));
}

function renderPreformatted(text: string): readonly Part[] {
  const pieces = splitText(makeSafe(text), LIMITS.preformatted).filter((piece) => piece.trim() !== '');
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
