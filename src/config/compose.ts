import { resolve } from 'node:path';
import type { Bookmark } from '../core/chat/emoji.ts';
import type { DigestWeights } from '../core/digest/selection/weights.ts';
import { placeDatabase, secretsOfAddress } from './addresses.ts';
import type { DeclaredDigest } from './declared-digests.ts';
import { type SettingName, type Settings, settings } from './settings.ts';
import type { Environment } from './sources.ts';

/** Settings that cannot be without one another. */
export function findContradictions(set: ReadonlySet<SettingName>): readonly string[] {
  const name = (setting: SettingName) => settings[setting].variable;
  const needs = (setting: SettingName, other: SettingName) =>
    set.has(setting) && !set.has(other)
      ? [`${name(setting)} is set, but ${name(other)} is not. Set both, or neither.`]
      : [];
  const socket = set.has('slackAppToken');
  const http = set.has('slackSigningSecret');
  return [
    ...needs('discordGuildId', 'discordToken'),
    ...needs('slackAppToken', 'slackBotToken'),
    ...(socket ? [] : needs('slackSigningSecret', 'slackBotToken')),
    ...(socket ? [] : needs('slackSigningSecret', 'port')),
    ...needs('smtpUrl', 'mailFrom'),
    ...needs('mailFrom', 'smtpUrl'),
    ...needs('publicUrl', 'port'),
    ...(set.has('slackBotToken') && !socket && !http
      ? [
          `${name('slackBotToken')} is set, but no way to connect is. Set ${name('slackAppToken')} (Socket Mode), or ${name('slackSigningSecret')} and ${name('port')} (HTTP).`,
        ]
      : []),
  ];
}

/** The configuration that settings amount to, without the digests of the file. */
export function compose(set: Settings, { folder, shippedCorpus }: ConfigSources): Omit<Config, 'digests'> {
  const { slackAppToken, slackSigningSecret } = set;
  const data = resolve(folder, set.data);
  const discord = composeDiscord(set);
  const slack = composeSlack(set);
  const mail = composeMail(set);
  const secrets = [set.discordToken, set.slackBotToken, slackAppToken, slackSigningSecret];
  return {
    corpus: set.corpus === undefined ? shippedCorpus : resolve(folder, set.corpus),
    data,
    pageSize: set.pageSize,
    answers: set.answers,
    prefix: set.prefix,
    ...(set.logLevel === undefined ? {} : { logLevel: set.logLevel }),
    databaseUrl: placeDatabase(set.databaseUrl, folder, data),
    bookmarks: set.bookmarks,
    reactFirst: set.reactFirst,
    keepMessages: set.keepMessages,
    keepRemoved: set.keepRemoved,
    digestGrace: set.digestGrace,
    digestNothing: set.digestNothing,
    digestArchiveDays: set.digestArchiveDays,
    digestWeights: set.digestWeights,
    digestManagers: set.digestManagers,
    ...(mail === undefined ? {} : { mail }),
    ...(discord === undefined ? {} : { discord }),
    ...(slack === undefined ? {} : { slack }),
    secrets: [
      ...secrets.filter((secret) => secret !== undefined),
      ...secretsOfAddress(set.databaseUrl),
      ...secretsOfAddress(set.smtpUrl),
    ],
    notices:
      slackAppToken !== undefined && slackSigningSecret !== undefined
        ? [
            'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and the signing secret is not.',
          ]
        : [],
  };
}

function composeDiscord({
  discordToken,
  discordGuildId,
  discordApiUrl,
}: Settings): DiscordConfig | undefined {
  if (discordToken === undefined) return undefined;
  return {
    token: discordToken,
    ...(discordGuildId === undefined ? {} : { guildId: discordGuildId }),
    ...(discordApiUrl === undefined ? {} : { apiUrl: discordApiUrl }),
  };
}

function composeSlack(set: Settings): SlackConfig | undefined {
  const { slackBotToken, slackAppToken, slackSigningSecret, slackApiUrl, port } = set;
  if (slackBotToken === undefined) return undefined;
  const slack = { botToken: slackBotToken, ...(slackApiUrl === undefined ? {} : { apiUrl: slackApiUrl }) };
  if (slackAppToken !== undefined) return { ...slack, appToken: slackAppToken };
  if (slackSigningSecret === undefined || port === undefined) return undefined;
  return { ...slack, signingSecret: slackSigningSecret, port };
}

function composeMail({ smtpUrl, mailFrom, publicUrl, port }: Settings): MailConfig | undefined {
  if (smtpUrl === undefined || mailFrom === undefined) return undefined;
  const web = publicUrl === undefined || port === undefined ? {} : { web: { publicUrl, port } };
  return { smtpUrl, from: mailFrom, ...web };
}
/** All that can be set, checked. Folders are absolute. */
export type Config = {
  readonly corpus: string;
  readonly data: string;
  /** Papers on one page of a list. */
  readonly pageSize: number;
  readonly answers: 'private' | 'public';
  readonly prefix: string;
  /** Absent: each way to start has its own. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** `sqlite:` with an absolute path, or `postgres://...`. */
  readonly databaseUrl: string;
  /** The emoji that save a paper, without skin tone or colons. */
  readonly bookmarks: readonly Bookmark[];
  /** Whether the bot puts the emoji under its posts itself. */
  readonly reactFirst: boolean;
  /** Days for which it is remembered which papers a message shows. */
  readonly keepMessages: number;
  /** Days for which the note and tags of a paper taken out of a list are kept. */
  readonly keepRemoved: number;
  /** Hours for which a missed digest is still delivered. */
  readonly digestGrace: number;
  /** What a digest with no papers does. */
  readonly digestNothing: 'silent' | 'say';
  /** Days after which papers return where all have been shown; 0 for never. */
  readonly digestArchiveDays: number;
  readonly digestWeights: DigestWeights;
  /** People in Slack who may change digests, by their ids. */
  readonly digestManagers: readonly string[];
  /** Those of the configuration file. */
  readonly digests: readonly DeclaredDigest[];
  readonly mail?: MailConfig;
  readonly discord?: DiscordConfig;
  readonly slack?: SlackConfig;
  /** Values that must never be printed. */
  readonly secrets: readonly string[];
  /** Settings that have no effect beside others, in words. */
  readonly notices: readonly string[];
};

export type DiscordConfig = { readonly token: string; readonly guildId?: string; readonly apiUrl?: string };

/** `web`: where a link to unsubscribe leads, and the port on which it arrives. */
export type MailConfig = {
  readonly smtpUrl: string;
  readonly from: string;
  readonly web?: { readonly publicUrl: string; readonly port: number };
};

/** Socket Mode with an app token, or HTTP with a signing secret and a port. */
export type SlackConfig = { readonly botToken: string; readonly apiUrl?: string } & (
  | { readonly appToken: string }
  | { readonly signingSecret: string; readonly port: number }
);

export type ConfigSources = {
  readonly environment: Environment;
  /** The folder the bot was started in: it holds `.env` and `config/paperboy.yaml`, and relative paths begin there. */
  readonly folder: string;
  /** The papers to use where nothing else is said. */
  readonly shippedCorpus: string;
  /** From the command line; both win over all else. */
  readonly configFile?: string;
  readonly corpus?: string;
};
