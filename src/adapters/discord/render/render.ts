import { type APIComponentInContainer, type APIContainerComponent, ComponentType } from 'discord.js';
import type { Card, CardFile } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import { LIMITS } from '../limits.ts';
import { tellApart } from './attach.ts';
import { writeButtonIds } from './button-id.ts';
import { commandsOf, renderPressable, renderRow } from './controls.ts';
import type { Measure } from './item.ts';
import { layOut } from './lay-out.ts';
import { type Piece, sizeOf } from './piece.ts';

/*
 * Components (the second version), not embeds, for every message: the button that saves a paper then stands beside it, where
 * embeds put all buttons of a message below all of them; and the bot needs no permission to embed links.
 */

/** One message: the components to send, the files they show, and the papers. */
export type RenderedMessage = {
  readonly components: readonly APIContainerComponent[];
  readonly files: readonly CardFile[];
  readonly papers: Posted['papers'];
};

const ACCENT = 0xffbe3d;
const ACCENTS: Readonly<Record<NonNullable<Card['tone']>, number>> = {
  done: 0x2ea36b,
  failed: 0xe5484d,
  notice: ACCENT,
};

/** What of the papers of a list gives way, step by step, so that a page stays one message; lines between them go before. */
const MEASURES: readonly Measure[] = [
  { sentence: 160, heading: 400 },
  { sentence: 100, heading: 400 },
  { sentence: 0, heading: 400 },
  { sentence: 0, heading: 200 },
];

/**
 * A card as messages, nearly always one, none larger than Discord takes. The sentences of its papers are as long as they may be
 * without making one message more.
 */
export function renderCard(card: Card): readonly RenderedMessage[] {
  return renderTogether([card]);
}

/** Cards in one message where they fit into one, otherwise each by itself. */
export function renderTogether(cards: readonly Card[]): readonly RenderedMessage[] {
  const packings = MEASURES.map((measure) => pack(cards.flatMap((card) => layOut(card, measure))));
  const fewest = Math.min(...packings.map((messages) => messages.length));
  if (fewest > 1 && cards.length > 1) return cards.flatMap(renderCard);
  const accent = ACCENTS[cards.find(({ tone }) => tone !== undefined)?.tone ?? 'notice'];
  const packing = packings.find((messages) => messages.length === fewest) ?? [];
  return packing.map((pieces) => renderPieces(pieces, accent));
}

/** Pieces in as few messages as they fit in. */
function pack(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const messages: Piece[][] = [];
  for (const piece of pieces) {
    const last = messages.at(-1);
    if (last && fits([...last, piece])) last.push(piece);
    else messages.push([piece]);
  }
  return messages;
}

function fits(pieces: readonly Piece[]): boolean {
  const text = pieces.reduce((sum, piece) => sum + sizeOf(piece).text, 0);
  return countComponents(pieces) <= LIMITS.components && text <= LIMITS.text;
}

/** The components of a message without its dividing lines, which only take what is left. */
function countComponents(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + sizeOf(piece).components, 1);
}

function renderPieces(pieces: readonly Piece[], accent: number): RenderedMessage {
  const ids = writeButtonIds(pieces.flatMap(controlsOf).flatMap(commandsOf)).values();
  const nextId = () => ids.next().value ?? '';
  const files = tellApart(pieces.flatMap(({ file }) => file ?? []));
  const names = files.values();
  const room = LIMITS.components - countComponents(pieces);
  const isDivided = room >= pieces.filter((piece, at) => at > 0 && piece.isDivided).length;
  const components = pieces.flatMap((piece, at): APIComponentInContainer[] => {
    const { text, id, beside, rows = [], file } = piece;
    const display = {
      type: ComponentType.TextDisplay as const,
      ...(id !== undefined && { id }),
      content: text,
    };
    const shown =
      beside === undefined || 'filter' in beside
        ? display
        : {
            type: ComponentType.Section as const,
            components: [display],
            accessory: renderPressable(beside, nextId),
          };
    return [
      ...(at > 0 && piece.isDivided && isDivided
        ? [{ type: ComponentType.Separator as const, divider: true, spacing: 1 }]
        : []),
      ...(text === '' ? [] : [shown]),
      ...(file === undefined
        ? []
        : [
            {
              type: ComponentType.File as const,
              file: { url: `attachment://${names.next().value?.name ?? file.name}` },
            },
          ]),
      ...rows.map((row) => renderRow(row, nextId)),
    ];
  });
  const papers = pieces.flatMap(({ paper }) => (paper === undefined ? [] : [paper]));
  return {
    components: [{ type: ComponentType.Container, accent_color: accent, components }],
    files,
    papers: [...new Set(papers)],
  };
}

/** The controls of a piece in the order in which a message tells their ids. */
function controlsOf({ beside, rows = [] }: Piece) {
  return [...(beside === undefined ? [] : [beside]), ...rows.flat()];
}
