import type { PlatformKind } from '../../core/chat/platform-kind.ts';
import {
  addressSchema,
  complainOfLack,
  type Given,
  port,
  type SettingEntries,
  tokenSchema,
  type ValuesOf,
  yesOrNo,
} from '../../core/chat/settings/setting.ts';
import { readEntries, several } from '../../core/chat/settings/several.ts';

const settings = {
  botToken: {
    variable: 'SLACK_BOT_TOKEN',
    part: 'Slack',
    schema: tokenSchema.startsWith('xoxb-').optional(),
    mustBe: 'the bot token from the page OAuth & Permissions of the Slack app; it begins with xoxb-',
    words:
      'The bot token of the app (xoxb-...), from https://api.slack.com/apps, page OAuth & Permissions. It needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET and PORT, beside it.',
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

/** Slack, by Socket Mode or over HTTP. */
export const slack: PlatformKind<typeof settings> = {
  name: 'slack',
  title: 'Slack',
  settings,
  reached:
    'Slash commands, mentions, buttons, reactions and the home tab, by a connection that the bot opens (Socket Mode) or by requests from Slack (HTTP)',
  needs: '`SLACK_BOT_TOKEN` with `SLACK_APP_TOKEN`, or with `SLACK_SIGNING_SECRET` and `PORT`',
  absence: 'has no tokens',
  preview: async () => (await import('./preview/preview.ts')).slackPreview,
  ids: {
    workspace: {
      pattern: /^[TE][A-Z0-9]+$/u,
      mustBe: 'the id of a Slack workspace, such as T0123456789',
      example: 'T0123456789',
    },
    channel: {
      pattern: /^[CG][A-Z0-9]{2,}$/u,
      mustBe: 'the id at the end of "View channel details" in Slack, such as C0123456789',
      example: 'C0123456789',
    },
    group: {
      pattern: /^S[A-Z0-9]+$/u,
      mustBe: 'the id of a user group in Slack, such as S0123456789',
      example: 'S0123456789',
    },
  },
  findContradictions(given) {
    if (given.has('appToken')) return complainOfLack(given, 'appToken', 'botToken');
    return [
      ...complainOfLack(given, 'signingSecret', 'botToken'),
      ...complainOfLack(given, 'signingSecret', 'port'),
      ...complainOfNoWay(given),
    ];
  },
  prepare(values) {
    const connection = chooseConnection(values);
    if (connection === undefined) return undefined;
    const { apiUrl, managers, unfurl, appToken, signingSecret } = values;
    const way = 'port' in connection ? `HTTP on port ${connection.port}` : 'Socket Mode';
    const isTwofold = appToken !== undefined && signingSecret !== undefined;
    return {
      state: `has its tokens, for ${way}; start says whether Slack takes them`,
      notices: isTwofold
        ? [
            'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and the signing secret is not.',
          ]
        : [],
      async open({ log, serve, end: onEnd, gap: onGap }) {
        const { createSlack } = await import('./slack.ts');
        const own = { ...(apiUrl === undefined ? {} : { apiUrl }), managers, unfurl, onEnd, onGap };
        return createSlack(
          'port' in connection ? { ...connection, ...own, serve } : { ...connection, ...own },
          log,
        );
      },
    };
  },
};

function complainOfNoWay(given: Given<keyof typeof settings>): readonly string[] {
  if (!given.has('botToken') || given.has('signingSecret')) return [];
  return [
    `${given.nameOf('botToken')} is set, but no way to connect is. Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).`,
  ];
}

/** Socket Mode before HTTP. */
function chooseConnection({
  botToken,
  appToken,
  signingSecret,
  port,
}: ValuesOf<typeof settings>):
  | { readonly botToken: string; readonly appToken: string }
  | { readonly botToken: string; readonly signingSecret: string; readonly port: number }
  | undefined {
  if (botToken === undefined) return undefined;
  if (appToken !== undefined) return { botToken, appToken };
  return signingSecret === undefined || port === undefined ? undefined : { botToken, signingSecret, port };
}

function readPeople(given: unknown): readonly string[] | undefined {
  const ids = readEntries(given)?.map(({ key }) => key);
  return ids?.every((id) => /^[UW][A-Z0-9]{2,}$/u.test(id)) ? ids : undefined;
}
