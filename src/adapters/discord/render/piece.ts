import type { CardFile, CardItem } from '../../../core/chat/card.ts';
import { weigh } from '../limits.ts';
import { type Control, sizeOfRow } from './controls.ts';

/** A part of a message that stays together: Markdown, with a button beside it, and rows of controls under it. */
export type Piece = {
  readonly text: string;
  /** Stands beside the text, which must not be empty then. */
  readonly beside?: Control;
  readonly rows?: readonly (readonly Control[])[];
  /** By which it is found again in its message, where there is nothing beside it. */
  readonly id?: number;
  readonly paper?: CardItem['paper'];
  /** Shown under the text. */
  readonly file?: CardFile;
  /** A line divides it from what is before it, where there is room for one. */
  readonly isDivided?: true;
};

/** How many components a piece takes without the line before it, and how much text, labels among it. */
export function sizeOf({ text, beside, rows = [], file }: Piece): {
  readonly components: number;
  readonly text: number;
} {
  const sizes = [...(beside === undefined ? [] : [[beside]]), ...rows].map(sizeOfRow);
  const own = (text === '' ? 0 : 1) + (file === undefined ? 0 : 1);
  return {
    components: sizes.reduce((sum, { components }) => sum + components, own),
    text: sizes.reduce((sum, size) => sum + size.text, weigh(text)),
  };
}

export function isEmpty({ text, rows = [], file }: Piece): boolean {
  return text === '' && rows.length === 0 && file === undefined;
}
