import { resolve } from 'node:path';
import { placeDatabase, secretsOfAddress } from './addresses.ts';
import type { Config, ConfigSources, DiscordConfig, MailConfig, SlackConfig } from './config.ts';
import { type SettingName, type Settings, settings } from './settings.ts';

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
