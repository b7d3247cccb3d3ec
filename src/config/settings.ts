import { z } from 'zod';

/** What one setting is: where it may stand, what it may be, and how to mend it. */
export type Setting = {
  /** Its name in the environment and in `.env`. */
  readonly variable: string;
  /** Its name in the configuration file; absent for what belongs in the environment alone. */
  readonly key?: string;
  /** Never printed. */
  readonly secret?: true;
  /** Completes "it must be ...". */
  readonly mustBe: string;
};

const token = z.string().regex(/^[\x21-\x7E]+$/u);
const address = z.url({ protocol: /^https?$/u });

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
