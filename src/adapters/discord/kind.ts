import { z } from 'zod';
import type { IdRule, PlatformKind } from '../../core/chat/platform-kind.ts';
import {
  addressSchema,
  complainOfLack,
  type SettingEntries,
  tokenSchema,
} from '../../core/chat/settings/setting.ts';

const id = /^\d{17,20}$/u;

const idCopiedBy = (entry: string): IdRule => ({
  pattern: id,
  mustBe: `the 17 to 20 digits that "${entry}" gives in Discord`,
  example: '812345678901234567',
});

const settings = {
  token: {
    variable: 'DISCORD_TOKEN',
    part: 'Discord',
    schema: tokenSchema.optional(),
    mustBe:
      'the bot token from the page Bot of discord.com/developers, without spaces and without "Bot" before it',
    words: 'The token of the bot, from https://discord.com/developers/applications, page Bot.',
    unset: 'the bot is not in Discord',
    secret: 'value',
  },
  guildId: {
    variable: 'DISCORD_GUILD_ID',
    part: 'Discord',
    schema: z.string().regex(id).optional(),
    mustBe: 'the 17 to 20 digits that "Copy Server ID" gives in Discord',
    words:
      'While trying: the id of one server, in which the commands then appear at once, and in no other. "Copy Server ID" gives it, once the developer mode is on.',
    example: '812345678901234567',
    unset: 'the commands appear in every server the bot is added to',
  },
  apiUrl: {
    variable: 'DISCORD_API_URL',
    part: 'Discord',
    schema: addressSchema.optional(),
    mustBe: 'an http or https address',
    words: "Only behind a proxy, or for tests: where Discord's API is, without its version.",
    example: 'https://discord.com/api',
    unset: "Discord's own",
  },
} satisfies SettingEntries;

/** Discord, by its gateway. */
export const discord: PlatformKind<typeof settings> = {
  name: 'discord',
  title: 'Discord',
  settings,
  reached: 'Slash commands, mentions, buttons and reactions, by a connection that the bot opens',
  needs: '`DISCORD_TOKEN`',
  absence: 'has no token',
  preview: async () => (await import('./preview/preview.ts')).discordPreview,
  ids: {
    workspace: idCopiedBy('Copy Server ID'),
    channel: idCopiedBy('Copy Channel ID'),
    group: idCopiedBy('Copy Role ID'),
  },
  findContradictions: (given) => complainOfLack(given, 'guildId', 'token'),
  prepare({ token, guildId, apiUrl }) {
    if (token === undefined) return undefined;
    return {
      state: 'has a token; start says whether Discord takes it',
      async open({ log, data, leases, holder, turns, isShared, longTexts: texts, end: onEnd, gap: onGap }) {
        const { createDiscord } = await import('./discord.ts');
        const own = {
          ...(guildId === undefined ? {} : { guildId }),
          ...(apiUrl === undefined ? {} : { apiUrl }),
        };
        const shared = { ...(isShared && { leases }), ...(holder && { holder }), ...(turns && { turns }) };
        return createDiscord({ token, ...own, data, texts, onEnd, onGap, ...shared }, log);
      },
    };
  },
};
