import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Bot } from '../../src/core/chat/bot.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Posted } from '../../src/core/chat/channel.ts';
import { readCommandLine } from '../../src/core/chat/command-line.ts';
import type { Platform } from '../../src/core/chat/platform.ts';
import type { PlatformKind } from '../../src/core/chat/platform-kind.ts';
import type { SettingEntries } from '../../src/core/chat/settings/setting.ts';
import { papersOn } from '../core/talk.ts';

/** A room in memory: a person types into it, and what the bot said stays. */
export type Room = { readonly said: Card[]; types(typed: string): Promise<void> };

const settings = {
  owner: {
    variable: 'TOY_OWNER',
    part: 'Toy',
    schema: z.string().min(2).optional(),
    mustBe: 'a name of two letters or more',
    words: 'Who sits in the toy room.',
  },
} satisfies SettingEntries;

/** All that it takes to add a platform, with the door to its room beside it. */
export function createToyKind(): { readonly kind: PlatformKind<typeof settings>; readonly room: Room } {
  let listening: Bot | undefined;
  const said: Card[] = [];
  const channel = { platform: 'toy', workspace: 'toy', id: 'room' };
  const keys = new Map<string, readonly Posted[]>();
  function show(cards: readonly Card[], key: string = randomUUID()): readonly Posted[] {
    const known = keys.get(key);
    if (known !== undefined) return known;
    said.push(...cards);
    const posted = [{ message: { channel, id: key }, papers: papersOn(cards) }];
    keys.set(key, posted);
    return posted;
  }
  const toy: Platform = {
    name: 'toy',
    postingRates: {},
    async start(bot) {
      listening = bot;
    },
    async post(_, card, { key, fence } = {}) {
      await fence?.();
      return show([card], key);
    },
    openDirect: async () => channel,
    findObstacle: async () => undefined,
    readReactions: async () => undefined,
    react: async () => {},
    async stop() {
      listening = undefined;
    },
  };
  const kind: PlatformKind<typeof settings> = {
    name: 'toy',
    title: 'The toy',
    settings,
    reached: 'Words in a room in memory',
    needs: '`TOY_OWNER`',
    absence: 'has no owner',
    ids: { channel: { pattern: /^room$/u, mustBe: 'room', example: 'room' } },
    prepare: ({ owner }) =>
      owner === undefined ? undefined : { state: `belongs to ${owner}`, open: async () => toy },
  };
  const types = async (typed: string) => {
    if (listening === undefined) throw new Error('Nobody listens in the toy room.');
    const { onCommand, commands } = listening;
    const member = { platform: 'toy', workspace: 'toy', id: 'ada' };
    const asked = { channel, member, memberName: 'Ada', mayManage: async () => true };
    const line = readCommandLine(typed, commands);
    await onCommand({ ...asked, line, reply: async (cards) => show(cards) });
  };
  return { kind, room: { said, types } };
}
