import type { types } from '@slack/bolt';
import type { MarkedText } from '../../../core/text/marked-text.ts';
import { drawSmall, writeMarked } from './mrkdwn.ts';

/** By this id the line is found again. */
const ENDNOTE = 'endnote';

/** The small line under the only paper of a message. */
export function drawEndnote(endnote: MarkedText): readonly types.ContextBlock[] {
  return drawSmall(writeMarked(endnote)).map((block) => ({ ...block, block_id: ENDNOTE }));
}

/**
 * The blocks of a message with this line under its only paper; undefined where it says that already, and where the button in the block
 * of this id is not in the row under that paper.
 */
export function changeEndnote(
  blocks: readonly types.KnownBlock[],
  pressedIn: string,
  endnote: MarkedText,
): types.KnownBlock[] | undefined {
  const [drawn] = drawEndnote(endnote);
  const before = blocks.find((block) => block.block_id === ENDNOTE);
  const others = blocks.filter((block) => block !== before);
  const row = others.findIndex(({ type, block_id }) => type === 'actions' && block_id === pressedIn);
  if (row === -1 || textOf(before) === textOf(drawn)) return undefined;
  return [...others.slice(0, row), ...(drawn === undefined ? [] : [drawn]), ...others.slice(row)];
}

function textOf(block: types.KnownBlock | undefined): string {
  if (block?.type !== 'context') return '';
  return block.elements.map((element) => ('text' in element ? element.text : '')).join('');
}
