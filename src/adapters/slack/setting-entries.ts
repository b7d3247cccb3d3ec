import { z } from 'zod';
import {
  addressSchema,
  port,
  publicUrl,
  type SettingEntries,
  tokenSchema,
  yesOrNo,
} from '../../core/chat/settings/setting.ts';
import { readEntries, several } from '../../core/chat/settings/several.ts';

/** What can be set of Slack. */
export const slackEntries = {
  botToken: {
    variable: 'SLACK_BOT_TOKEN',
    part: 'Slack',
    schema: tokenSchema.startsWith('xoxb-').optional(),
    mustBe: 'the bot token from the page OAuth & Permissions of the Slack app; it begins with xoxb-',
    words:
      'The bot token of the app (xoxb-...), from https://api.slack.com/apps, page OAuth & Permissions, for one workspace. It needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET and PORT, beside it.',
    unset: 'the bot is not in Slack',
    secret: 'value',
  },
  appToken: {
    variable: 'SLACK_APP_TOKEN',
    part: 'Slack',
    schema: tokenSchema.startsWith('xapp-').optional(),
    mustBe: 'an app-level token from the page Basic Information of the Slack app; it begins with xapp-',
    words:
      'An app-level token (xapp-...), page Basic Information, for Socket Mode, which needs no public address.',
    unset: 'requests arrive over HTTP',
    secret: 'value',
  },
  signingSecret: {
    variable: 'SLACK_SIGNING_SECRET',
    part: 'Slack',
    schema: tokenSchema.optional(),
    mustBe: 'the signing secret from the page Basic Information of the Slack app, without spaces',
    words:
      "Instead of SLACK_APP_TOKEN: the signing secret, page Basic Information, by which Slack's requests on PORT are known to be Slack's.",
    unset: 'Socket Mode',
    secret: 'value',
  },
  clientId: {
    variable: 'SLACK_CLIENT_ID',
    part: 'Slack',
    schema: z
      .string()
      .regex(/^\d+\.\d+$/u)
      .optional(),
    mustBe: 'the client ID from the page Basic Information of the Slack app, such as 123456.789012',
    words:
      'Instead of SLACK_BOT_TOKEN, for several workspaces: the client ID, page Basic Information. People then add the app at PUBLIC_URL/slack/install. It needs SLACK_CLIENT_SECRET, PAPERBOY_SECRET, PUBLIC_URL and PORT, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, beside it.',
    example: '123456.789012',
    unset: 'one workspace',
  },
  clientSecret: {
    variable: 'SLACK_CLIENT_SECRET',
    part: 'Slack',
    schema: tokenSchema.optional(),
    mustBe: 'the client secret from the page Basic Information of the Slack app, without spaces',
    words: 'The client secret, page Basic Information, where SLACK_CLIENT_ID is set.',
    unset: 'one workspace',
    secret: 'value',
  },
  secrets: {
    variable: 'PAPERBOY_SECRET',
    part: 'Slack',
    schema: z
      .string()
      .transform((text) => text.split(/[\s,]+/u).filter((word) => word !== ''))
      .refine((words) => words.length > 0 && words.every((word) => /^[\x21-\x7E]{32,}$/u.test(word)))
      .optional(),
    mustBe: 'at least 32 characters without spaces and commas, as `openssl rand -hex 32` makes them',
    words:
      'What encrypts the tokens of Slack workspaces in the database, where SLACK_CLIENT_ID is set: at least 32 characters. Of several with commas between, the first encrypts, and all decrypt; docs/slack-workspaces.md says how to replace one.',
    example: 'what-openssl-rand-hex-32-has-printed',
    unset: 'one workspace',
    secret: 'value',
  },
  publicUrl,
  apiUrl: {
    variable: 'SLACK_API_URL',
    part: 'Slack',
    schema: addressSchema.optional(),
    mustBe: 'an http or https address',
    words: "Only behind a proxy, or for tests: where Slack's API is.",
    example: 'https://slack.com/api/',
    unset: "Slack's own",
  },
  managers: {
    variable: 'PAPERBOY_DIGEST_MANAGERS',
    key: 'digest-managers',
    part: 'Slack',
    schema: several(readPeople).default([]),
    mustBe: 'ids of people in Slack, which begin with U: "Copy member ID" in a profile gives one',
    words:
      "People in Slack who may change digests besides admins and a channel's creator, by their member ids.",
    example: '[U0123456789]',
    unset: 'nobody else',
    several: true,
  },
  unfurl: {
    variable: 'PAPERBOY_SLACK_UNFURL',
    key: 'slack-unfurl',
    part: 'Slack',
    schema: yesOrNo.default(true),
    mustBe: 'true or false',
    words:
      'Whether a link to a paper that somebody posts in Slack (arXiv, DOI, Hugging Face, alphaXiv) becomes its card, with a button to save it. A paper that is not known yet is looked up at arXiv, Crossref or OpenAlex where everybody may add papers, at most 100 in an hour.',
  },
  port,
} satisfies SettingEntries;

function readPeople(given: unknown): readonly string[] | undefined {
  const ids = readEntries(given)?.map(({ key }) => key);
  return ids?.every((id) => /^[UW][A-Z0-9]{2,}$/u.test(id)) ? ids : undefined;
}
