import { join, resolve } from 'node:path';
import {
  configFileVariable,
  type SettingName,
  type Settings,
  settings,
  settingsSchema,
} from './config/settings.ts';
import {
  type Environment,
  type Found,
  readConfigFile,
  readEnvironmentFile,
  readVariables,
} from './config/sources.ts';

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
  readonly discord?: DiscordConfig;
  readonly slack?: SlackConfig;
  /** Values that must never be printed. */
  readonly secrets: readonly string[];
  /** Settings that have no effect beside others, in words. */
  readonly notices: readonly string[];
};

export type DiscordConfig = { readonly token: string; readonly guildId?: string; readonly apiUrl?: string };

/** Socket Mode with an app token, or HTTP with a signing secret and a port. */
export type SlackConfig = { readonly botToken: string; readonly apiUrl?: string } & (
  | { readonly appToken: string }
  | { readonly signingSecret: string; readonly port: number }
);

/** Whether no service has a token, so that the bot opens where it was started. */
export function opensInTerminal({ discord, slack }: Config): boolean {
  return discord === undefined && slack === undefined;
}

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

/** Names every wrong setting at once, a line each, with its remedy. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      [
        `${problems.length === 1 ? 'A setting is' : 'Settings are'} wrong:`,
        ...problems.map((line) => `  ${line}`),
      ].join('\n'),
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the environment, `.env` and the configuration file, in this order of weight; throws a ConfigError. */
export function loadConfig(sources: ConfigSources): Config {
  const { environment, folder } = sources;
  const envFile = readEnvironmentFile(join(folder, '.env'));
  const named =
    sources.configFile ?? (environment[configFileVariable] || envFile.environment[configFileVariable]);
  const file = named || join('config', 'paperboy.yaml');
  const read = [
    readVariables(environment),
    envFile,
    readConfigFile(resolve(folder, file), file, Boolean(named)),
  ];
  const found = new Map<SettingName, Found>(read.toReversed().flatMap(({ values }) => [...values]));
  if (sources.corpus !== undefined) found.set('corpus', { value: sources.corpus, place: '--corpus' });

  const values = Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
  const parsed = settingsSchema.safeParse(values);
  const wrong = parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path[0]))];
  const wrongFound = wrong.flatMap((name) => [...found].filter(([other]) => other === name));
  const problems = [
    ...read.flatMap((source) => source.problems),
    ...wrongFound.map(([name, at]) => describeWrong(name, at)),
    ...findContradictions(new Set(found.keys())),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return compose(parsed.data, sources);
}

function describeWrong(name: SettingName, { value, place }: Found): string {
  const { secret, mustBe } = settings[name];
  const shown = secret || typeof value === 'object' ? '' : ` is ${JSON.stringify(value)}, but`;
  return `${place}${shown} must be ${mustBe}.`;
}

/** Settings that cannot be without one another. */
function findContradictions(set: ReadonlySet<SettingName>): readonly string[] {
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
    ...(set.has('slackBotToken') && !socket && !http
      ? [
          `${name('slackBotToken')} is set, but no way to connect is. Set ${name('slackAppToken')} (Socket Mode), or ${name('slackSigningSecret')} and ${name('port')} (HTTP).`,
        ]
      : []),
  ];
}

function compose(set: Settings, { folder, shippedCorpus }: ConfigSources): Config {
  const { discordToken, slackBotToken, slackAppToken, slackSigningSecret, port } = set;
  const slack = {
    botToken: slackBotToken ?? '',
    ...(set.slackApiUrl === undefined ? {} : { apiUrl: set.slackApiUrl }),
  };
  const both = slackAppToken !== undefined && slackSigningSecret !== undefined;
  return {
    corpus: set.corpus === undefined ? shippedCorpus : resolve(folder, set.corpus),
    data: resolve(folder, set.data),
    pageSize: set.pageSize,
    answers: set.answers,
    prefix: set.prefix,
    ...(set.logLevel === undefined ? {} : { logLevel: set.logLevel }),
    ...(discordToken === undefined
      ? {}
      : {
          discord: {
            token: discordToken,
            ...(set.discordGuildId === undefined ? {} : { guildId: set.discordGuildId }),
            ...(set.discordApiUrl === undefined ? {} : { apiUrl: set.discordApiUrl }),
          },
        }),
    ...(slackBotToken !== undefined && slackAppToken !== undefined
      ? { slack: { ...slack, appToken: slackAppToken } }
      : slackBotToken !== undefined && slackSigningSecret !== undefined && port !== undefined
        ? { slack: { ...slack, signingSecret: slackSigningSecret, port } }
        : {}),
    secrets: [discordToken, slackBotToken, slackAppToken, slackSigningSecret].filter(
      (secret) => secret !== undefined,
    ),
    notices: both
      ? [
          'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and the signing secret is not.',
        ]
      : [],
  };
}
