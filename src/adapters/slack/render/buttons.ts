import type { types } from '@slack/bolt';
import type { Button } from '../../../core/chat/card.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { writeButtonValue } from './button-value.ts';
import { type MessagePart, plainTextObject, renderNote } from './message-parts.ts';

/** Draws buttons whose action ids differ from all it drew before. */
export type ButtonRenderer = (buttons: readonly Button[]) => readonly MessagePart[];

/** The listener for presses matches this. */
export const COMMAND_ACTION = /^command:\d+$/;

export function createButtonRenderer(): ButtonRenderer {
  let count = 0;
  return (buttons) => {
    const rows: types.Button[][] = [];
    const tooLong: string[] = [];
    for (const button of buttons) {
      const value = writeButtonValue(button);
      const label = clipText(cleanLine(button.label), LIMITS.buttonLabel) || '…';
      if (value === undefined) {
        tooLong.push(label);
        continue;
      }
      count += 1;
      const element: types.Button = {
        type: 'button',
        text: plainTextObject(label),
        action_id: `command:${count}`,
        value,
      };
      const row = rows.at(-1);
      if (row !== undefined && fitsOneRow([...row, element])) row.push(element);
      else rows.push([element]);
    }
    const drawn = rows.map(
      (elements): MessagePart => ({ blocks: [{ type: 'actions', elements }], lines: [] }),
    );
    return tooLong.length === 0
      ? drawn
      : [...drawn, ...renderNote(`Too long for a button: ${tooLong.join(', ')}`)];
  };
}

function fitsOneRow(elements: readonly types.Button[]): boolean {
  return elements.length <= LIMITS.buttonsInRow && JSON.stringify(elements).length <= LIMITS.row;
}
