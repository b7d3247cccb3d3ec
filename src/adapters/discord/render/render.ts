import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIFileComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Button, Card, CardFile } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS, weigh } from '../limits.ts';
import { tellApart } from './attach.ts';
import { writeButtonIds } from './button-id.ts';
import { cutIntoSections, type Section } from './sections.ts';

/*
 * Components (the second version), not embeds, for every message: a button then stands under the paper it belongs
 * to, where embeds put all buttons of a message below all of them and five rows are too few for five papers and
 * Next; a page of five papers with four buttons each stays below the 40 components of a message; the bot needs no
 * permission to embed links; and one paper alone looks the same, a card people react to.
 */

/** One message: the components to send, the files they show, and the papers. */
export type RenderedMessage = {
  readonly components: readonly APIContainerComponent[];
  readonly files: readonly CardFile[];
  readonly papers: Posted['papers'];
};

const ACCENT = 0x4f6bed;

/** Lengths to try for the text of each paper of a list, so that one page stays one message. */
const TEXT_LENGTHS = [2400, 500, 320, 200, 100];

/**
 * A card as messages, nearly always one, none larger than Discord takes. The texts of its papers are as long as
 * they may be without making one message more.
 */
export function renderCard(card: Card): readonly RenderedMessage[] {
  return renderTogether([card]);
}

/** Cards in one message where they fit into one, otherwise each by itself. */
export function renderTogether(cards: readonly Card[]): readonly RenderedMessage[] {
  const packings = [false, true].flatMap((dense) =>
    TEXT_LENGTHS.map((length) => packSections(cards.flatMap((card) => cutIntoSections(card, length, dense)))),
  );
  const fewest = Math.min(...packings.map((messages) => messages.length));
  if (fewest > 1 && cards.length > 1) return cards.flatMap(renderCard);
  return (packings.find((messages) => messages.length === fewest) ?? []).map(renderSections);
}

/** Sections in as few messages as they fit in. */
function packSections(sections: readonly Section[]): readonly (readonly Section[])[] {
  const messages: Section[][] = [];
  for (const section of sections) {
    const last = messages.at(-1);
    if (last && fits([...last, section])) last.push(section);
    else messages.push([section]);
  }
  return messages;
}

function fits(sections: readonly Section[]): boolean {
  // Labels are counted as text too, which Discord may or may not do.
  const text = sections.map((section) =>
    section.buttons.reduce(
      (sum, { label }) => sum + weigh(label.slice(0, LIMITS.label)),
      weigh(section.text),
    ),
  );
  return countComponents(sections) <= LIMITS.components && sumOf(text) <= LIMITS.text;
}

/** The components of a message without its dividing lines, which only take what is left. */
function countComponents(sections: readonly Section[]): number {
  const counts = sections.map(({ text, buttons, file }) => {
    const row = buttons.length > 0 ? 1 + buttons.length : 0;
    return (text === '' ? 0 : 1) + (file === undefined ? 0 : 1) + row;
  });
  return 1 + sumOf(counts);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function renderSections(sections: readonly Section[]): RenderedMessage {
  const ids = writeButtonIds(sections.flatMap(({ buttons }) => buttons)).values();
  const files = tellApart(sections.flatMap(({ file }) => file ?? []));
  const names = files.values();
  let dividers = LIMITS.components - countComponents(sections);
  const components = sections.flatMap(({ text, buttons, file, divided }, at): APIComponentInContainer[] => {
    const isDivided = at > 0 && divided === true && dividers > 0;
    if (isDivided) dividers -= 1;
    const row = buttons.map((button) => renderButton(button, ids.next().value ?? ''));
    return [
      ...(isDivided ? [{ type: ComponentType.Separator as const, divider: true, spacing: 1 }] : []),
      ...(text === '' ? [] : [{ type: ComponentType.TextDisplay as const, content: text }]),
      ...(file === undefined ? [] : [renderFile(names.next().value ?? file)]),
      ...(row.length === 0 ? [] : [{ type: ComponentType.ActionRow as const, components: row }]),
    ];
  });
  const papers = sections.flatMap(({ paper }) => (paper === undefined ? [] : [paper]));
  return {
    components: [{ type: ComponentType.Container, accent_color: ACCENT, components }],
    files,
    papers: [...new Set(papers)],
  };
}

function renderFile({ name }: CardFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** A button under a custom id. */
export function renderButton({ label, replaces, isOn }: Button, id: string): APIButtonComponentWithCustomId {
  const shown = clipText(cleanLine(label), LIMITS.label);
  const usual = replaces ? ButtonStyle.Primary : ButtonStyle.Secondary;
  return {
    type: ComponentType.Button,
    style: isOn ? ButtonStyle.Success : usual,
    label: shown === '' ? '…' : shown,
    custom_id: id,
  };
}
