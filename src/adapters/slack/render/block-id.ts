import type { CommandLine } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';

/** What a block says of the buttons in it. */
export type BlockMemory = {
  readonly paper?: string;
  /** Draws its message anew. */
  readonly redraw?: CommandLine;
};

/**
 * The id of a block with buttons: where it stands, then what they have in common. Slack's apps keep what was chosen in a block under
 * its id, so that one drawn anew must have another.
 */
export function writeBlockId(place: string, { paper, redraw }: BlockMemory): string {
  const { name, verb, text, page } = redraw ?? {};
  const own = paper === undefined || !hasRoomFor(paper) ? {} : { p: paper };
  const whole = writeMemory(place, { ...own, n: name, v: verb, t: text, g: page });
  return whole.length <= LIMITS.blockId ? whole : writeMemory(place, own);
}

/** Whether menus of the block may name its paper by a sign. */
export function hasRoomFor(paper: string): boolean {
  return writeMemory('0'.repeat(longestPlace), { p: paper }).length <= LIMITS.blockId;
}

const longestPlace = 24;

function writeMemory(place: string, memory: Readonly<Record<string, unknown>>): string {
  return `${place} ${JSON.stringify(memory)}`;
}

/** Reads it again; nothing for one that this bot did not write. */
export function readBlockId(id: string): BlockMemory {
  const { p, n, v, t, g } = readRecord(readJson(id.slice(id.indexOf(' ') + 1)));
  return {
    ...(typeof p === 'string' && { paper: p }),
    ...(typeof n === 'string' &&
      typeof t === 'string' && {
        redraw: {
          name: n,
          text: t,
          ...(typeof v === 'string' && { verb: v }),
          ...(typeof g === 'number' && { page: g }),
        },
      }),
  };
}
