import { z } from 'zod';
import { defaultBookmarks } from '../core/chat/emoji.ts';
import { defaultDigestSettings } from '../core/digest/settings.ts';
import { isDatabaseAddress } from './addresses.ts';
import { readBookmarks } from './bookmarks.ts';
import { readDigestWeights } from './digest-weights.ts';
import { readEntries } from './entries.ts';

/** What one setting is: where it may stand, what it may be, and how to mend it. */
export type Setting = {
  /** Its name in the environment and in `.env`. */
  readonly variable: string;
  /** Its name in the configuration file; absent for what belongs in the environment alone. */
  readonly key?: string;
  /** Never printed. */
  readonly secret?: true;
  /** Whether the configuration file may hold a list or a map for it. */
  readonly several?: true;
  /** Completes "it must be ...". */
  readonly mustBe: string;
};

const token = z.string().regex(/^[\x21-\x7E]+$/u);
const address = z.url({ protocol: /^https?$/u });
const days = (least: number) => z.coerce.number().int().min(least).max(36_500);
const yesOrNo = z.union([z.boolean(), z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'] })]);
const personId = /^[UW][A-Z0-9]{2,}$/u;

/** A setting that holds several entries; what its reader finds wrong becomes the message. */
function several<Value>(read: (given: unknown) => Value | string) {
  return z.unknown().transform((given, context) => {
    const value = read(given);
    if (typeof value !== 'string') return value;
    context.addIssue({ code: 'custom', message: value });
    return z.NEVER;
  });
}

function readPeople(given: unknown): readonly string[] | string {
  const ids = readEntries(given)?.map(({ key }) => key) ?? [''];
  const wrong = ids.find((id) => !personId.test(id));
  if (wrong === undefined) return ids;
  return `must be ids of people in Slack, which begin with U: "Copy member ID" in a profile gives one`;
}

/** The schema of all settings, whether they come from the environment, the file or the command line. */
export const settingsSchema = z.object({
  corpus: z.string().min(1).optional(),
  data: z.string().min(1).default('data'),
  pageSize: z.coerce.number().int().min(1).max(5).default(5),
  answers: z.enum(['private', 'public']).default('private'),
  prefix: z
    .string()
    .regex(/^[a-z0-9_-]{0,20}$/u)
    .default(''),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).optional(),
  databaseUrl: z.string().refine(isDatabaseAddress).optional(),
  bookmarks: several(readBookmarks).default(defaultBookmarks),
  reactFirst: yesOrNo.default(false),
  keepMessages: days(1).default(1_095),
  keepRemoved: days(0).default(30),
  digestGrace: z.coerce.number().min(0).max(168).default(6),
  digestNothing: z.enum(['silent', 'say']).default('silent'),
  digestArchiveDays: days(0).default(90),
  digestWeights: several(readDigestWeights).default(defaultDigestSettings.weights),
  digestManagers: several(readPeople).default([]),
  smtpUrl: z.url({ protocol: /^smtps?$/u, hostname: /./u }).optional(),
  mailFrom: z
    .string()
    .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u)
    .optional(),
  publicUrl: z.url({ protocol: /^https$/u }).optional(),
  discordToken: token.optional(),
  discordGuildId: z
    .string()
    .regex(/^\d{17,20}$/u)
    .optional(),
  discordApiUrl: address.optional(),
  slackBotToken: token.startsWith('xoxb-').optional(),
  slackAppToken: token.startsWith('xapp-').optional(),
  slackSigningSecret: token.optional(),
  port: z.coerce.number().int().min(1).max(65_535).optional(),
  slackApiUrl: address.optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** Every setting there is; the schema has the same names. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  corpus: { variable: 'PAPERBOY_CORPUS', key: 'corpus', mustBe: 'the path of a folder of papers' },
  data: { variable: 'PAPERBOY_DATA', key: 'data', mustBe: 'the path of a folder' },
  pageSize: {
    variable: 'PAPERBOY_PAGE_SIZE',
    key: 'page-size',
    mustBe: 'a whole number from 1 to 5, as many as one message in Discord holds',
  },
  answers: { variable: 'PAPERBOY_ANSWERS', key: 'answers', mustBe: 'private or public' },
  prefix: {
    variable: 'PAPERBOY_PREFIX',
    key: 'prefix',
    mustBe: 'at most 20 small letters, digits, hyphens and underscores',
  },
  logLevel: { variable: 'PAPERBOY_LOG_LEVEL', key: 'log-level', mustBe: 'debug, info, warn or error' },
  databaseUrl: {
    variable: 'DATABASE_URL',
    secret: true,
    mustBe: 'sqlite: and the path of a file, or postgres://USER:PASSWORD@HOST:5432/NAME',
  },
  bookmarks: {
    variable: 'PAPERBOY_BOOKMARKS',
    key: 'bookmarks',
    several: true,
    mustBe: 'emoji, each with its tag or none, such as "⭐": favourite',
  },
  reactFirst: { variable: 'PAPERBOY_REACT_FIRST', key: 'react-first', mustBe: 'true or false' },
  keepMessages: {
    variable: 'PAPERBOY_KEEP_MESSAGES',
    key: 'keep-messages',
    mustBe: 'a whole number of days from 1',
  },
  keepRemoved: {
    variable: 'PAPERBOY_KEEP_REMOVED',
    key: 'keep-removed',
    mustBe: 'a whole number of days from 0',
  },
  digestGrace: {
    variable: 'PAPERBOY_DIGEST_GRACE',
    key: 'digest-grace',
    mustBe: 'a number of hours from 0 to 168',
  },
  digestNothing: { variable: 'PAPERBOY_DIGEST_NOTHING', key: 'digest-nothing', mustBe: 'silent or say' },
  digestArchiveDays: {
    variable: 'PAPERBOY_DIGEST_ARCHIVE_DAYS',
    key: 'digest-archive-days',
    mustBe: 'a whole number of days, or 0 for never',
  },
  digestWeights: {
    variable: 'PAPERBOY_DIGEST_WEIGHTS',
    key: 'digest-weights',
    several: true,
    mustBe: 'numbers for fresh, trending, match and variety, such as fresh: 2',
  },
  digestManagers: {
    variable: 'PAPERBOY_DIGEST_MANAGERS',
    key: 'digest-managers',
    several: true,
    mustBe: 'a list of ids of people in Slack, such as U0123456789',
  },
  smtpUrl: {
    variable: 'SMTP_URL',
    secret: true,
    mustBe:
      'smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465, with % codes for characters such as @',
  },
  mailFrom: {
    variable: 'PAPERBOY_MAIL_FROM',
    key: 'mail-from',
    mustBe: 'an e-mail address, such as paperboy@lab.org or Paperboy <paperboy@lab.org>',
  },
  publicUrl: { variable: 'PUBLIC_URL', mustBe: 'an https address, such as https://paperboy.lab.org' },
  discordToken: {
    variable: 'DISCORD_TOKEN',
    secret: true,
    mustBe:
      'the bot token from the page Bot of discord.com/developers, without spaces and without "Bot" before it',
  },
  discordGuildId: {
    variable: 'DISCORD_GUILD_ID',
    mustBe: 'the 17 to 20 digits that "Copy Server ID" gives in Discord',
  },
  discordApiUrl: { variable: 'DISCORD_API_URL', mustBe: 'an http or https address' },
  slackBotToken: {
    variable: 'SLACK_BOT_TOKEN',
    secret: true,
    mustBe: 'the bot token from the page OAuth & Permissions of the Slack app; it begins with xoxb-',
  },
  slackAppToken: {
    variable: 'SLACK_APP_TOKEN',
    secret: true,
    mustBe: 'an app-level token from the page Basic Information of the Slack app; it begins with xapp-',
  },
  slackSigningSecret: {
    variable: 'SLACK_SIGNING_SECRET',
    secret: true,
    mustBe: 'the signing secret from the page Basic Information of the Slack app, without spaces',
  },
  port: { variable: 'PORT', mustBe: 'a port number from 1 to 65535' },
  slackApiUrl: { variable: 'SLACK_API_URL', mustBe: 'an http or https address' },
};

/** Names that the environment may have beside the settings. */
export const configFileVariable = 'PAPERBOY_CONFIG';
