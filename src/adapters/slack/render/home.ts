import type { types } from '@slack/bolt';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';
import { readLine } from './button-value.ts';
import { createCounter } from './buttons.ts';
import { renderNote } from './message-parts.ts';
import { renderParts } from './render.ts';

/** One part of the home tab, by a name that its buttons tell again. */
export type Section = { readonly name: string; readonly cards: readonly Card[] };

/** What a home tab keeps, so that it goes on after a restart. */
export type HomeState = {
  /** The direct conversation with the person; '' where it is not known. */
  readonly direct: string;
  /** The command that each section shows, by the section's name: the page that somebody turned to. */
  readonly lines: Readonly<Record<string, CommandLine>>;
};

/** The home tab: one section under the other, as much of them as Slack takes. It keeps in which workspace it was drawn. */
export function renderHome(
  sections: readonly Section[],
  state: HomeState,
  workspace: string,
): types.HomeView {
  const next = createCounter();
  const drawn = sections.flatMap(({ name, cards }): readonly types.KnownBlock[] => {
    const parts = cards.flatMap((card) =>
      renderParts(card, { list: 0, alone: 0 }, { section: name, redraw: undefined, next }),
    );
    return parts.flatMap(({ blocks }) => blocks);
  });
  const [note] = renderNote('Not everything fits here: use the commands to see the rest.');
  const fits = drawn.length <= LIMITS.viewBlocks;
  const blocks = fits ? drawn : [...drawn.slice(0, LIMITS.viewBlocks - 1), ...(note?.blocks ?? [])];
  const metadata = JSON.stringify({ workspace, ...state });
  return {
    type: 'home',
    blocks,
    ...(metadata.length <= LIMITS.privateMetadata && { private_metadata: metadata }),
  };
}

/** The section in which a button of the home tab stands. */
export function readSection(blockId: string): string {
  return blockId.slice(0, Math.max(0, blockId.indexOf(':')));
}

/** What a home tab kept; nothing for one that this bot did not write. */
export function readHomeState(metadata: string): HomeState {
  const { direct, lines } = readRecord(readJson(metadata));
  const read = Object.entries(readRecord(lines)).flatMap(([name, written]) => {
    const line = readLine(readRecord(written));
    return line === undefined ? [] : [[name, line] as const];
  });
  return { direct: typeof direct === 'string' ? direct : '', lines: Object.fromEntries(read) };
}
