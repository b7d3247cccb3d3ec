import type { PlatformKind } from '../../core/chat/platform-kind.ts';
import { complainOfLack, type Given, type ValuesOf } from '../../core/chat/settings/setting.ts';
import { slackEntries } from './setting-entries.ts';
import type { OAuthSettings, SlackWay } from './settings.ts';

/** Slack, by Socket Mode or over HTTP. */
export const slack: PlatformKind<typeof slackEntries> = {
  name: 'slack',
  title: 'Slack',
  settings: slackEntries,
  reached:
    'Slash commands, mentions, buttons, reactions and the home tab, by a connection that the bot opens (Socket Mode) or by requests from Slack (HTTP)',
  needs:
    '`SLACK_BOT_TOKEN` with `SLACK_APP_TOKEN`, or with `SLACK_SIGNING_SECRET` and `PORT`; for several workspaces [what they need](slack-workspaces.md)',
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
    if (given.has('clientId') || given.has('clientSecret')) return complainOfOAuth(given);
    if (given.has('appToken')) return complainOfLack(given, 'appToken', 'botToken');
    return [
      ...complainOfLack(given, 'signingSecret', 'botToken'),
      ...complainOfLack(given, 'signingSecret', 'port'),
      ...complainOfNoWay(given),
    ];
  },
  prepare(values) {
    const [who, way] = [chooseWorkspaces(values), chooseWay(values)];
    if (who === undefined || way === undefined) return undefined;
    const { apiUrl, managers, unfurl, appToken, signingSecret } = values;
    const words = 'port' in way ? `HTTP on port ${way.port}` : 'Socket Mode';
    const isTwofold = appToken !== undefined && signingSecret !== undefined;
    return {
      state:
        'botToken' in who
          ? `has its tokens, for ${words}; start says whether Slack takes them`
          : `is open to several workspaces, for ${words}`,
      notices: isTwofold
        ? [
            'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and the signing secret is not.',
          ]
        : [],
      async open({ log, serve, seenEvents, installations, leases, quotas, end: onEnd, gap: onGap }) {
        const { createSlack } = await import('./slack.ts');
        const own = {
          ...(apiUrl === undefined ? {} : { apiUrl }),
          ...{ managers, unfurl },
          ...{ seenEvents, installations, leases, quotas },
          ...{ onEnd, onGap },
        };
        const how: SlackWay = 'port' in way ? { ...way, serve } : way;
        const all =
          'botToken' in who ? { ...own, ...how, ...who } : { ...own, ...how, oauth: { ...who, serve } };
        return createSlack(all, log);
      },
    };
  },
};

function complainOfOAuth(given: Given<keyof typeof slackEntries>): readonly string[] {
  const needed = ['clientId', 'clientSecret', 'secrets', 'publicUrl', 'port'] as const;
  const first = given.has('clientId') ? 'clientId' : 'clientSecret';
  const lacking = needed.filter((name) => !given.has(name)).map((name) => given.nameOf(name));
  const hasWay = given.has('appToken') || given.has('signingSecret');
  return [
    ...(given.has('botToken')
      ? [
          `${given.nameOf('botToken')} is for one workspace and ${given.nameOf(first)} for several: remove one of them.`,
        ]
      : []),
    ...(lacking.length > 0 ? [`${given.nameOf(first)} needs ${lacking.join(', ')} beside it.`] : []),
    ...(hasWay
      ? []
      : [
          `${given.nameOf(first)} is set, but no way to connect is. Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET (HTTP).`,
        ]),
  ];
}

function complainOfNoWay(given: Given<keyof typeof slackEntries>): readonly string[] {
  if (!given.has('botToken') || given.has('signingSecret')) return [];
  return [
    `${given.nameOf('botToken')} is set, but no way to connect is. Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).`,
  ];
}

type Values = ValuesOf<typeof slackEntries>;
type Who = { readonly botToken: string } | Omit<OAuthSettings, 'serve'>;

/** One workspace by its token, or all to which people add the app. */
function chooseWorkspaces({
  botToken,
  clientId,
  clientSecret,
  secrets,
  publicUrl: address,
}: Values): Who | undefined {
  if (botToken !== undefined) return { botToken };
  return clientId === undefined ||
    clientSecret === undefined ||
    secrets === undefined ||
    address === undefined
    ? undefined
    : { clientId, clientSecret, secrets, publicUrl: address };
}

/** Socket Mode before HTTP. */
function chooseWay({
  appToken,
  signingSecret,
  port: number,
}: Values):
  | { readonly appToken: string }
  | { readonly signingSecret: string; readonly port: number }
  | undefined {
  if (appToken !== undefined) return { appToken };
  return signingSecret === undefined || number === undefined ? undefined : { signingSecret, port: number };
}
