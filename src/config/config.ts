import { join, resolve } from 'node:path';
import type { Bookmark } from '../core/chat/emoji.ts';
import type { DigestWeights } from '../core/digest/selection/weights.ts';
import { compose, findContradictions } from './compose.ts';
import type { DeclaredDigest } from './declared-digests.ts';
import { configFileVariable, type SettingName, settings, settingsSchema } from './settings.ts';
import {
  type Environment,
  type Found,
  readConfigFile,
  readEnvironmentFile,
  readVariables,
} from './sources.ts';

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
  const configFile = readConfigFile(resolve(folder, file), file, Boolean(named));
  const read = [readVariables(environment), envFile, configFile];
  const found = new Map<SettingName, Found>(read.toReversed().flatMap(({ values }) => [...values]));
  if (sources.corpus !== undefined) found.set('corpus', { value: sources.corpus, place: '--corpus' });

  const values = Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
  const parsed = settingsSchema.safeParse(values);
  const issues = parsed.success ? [] : parsed.error.issues;
  const wrong = [...new Map(issues.map((issue) => [issue.path[0], issue]))].flatMap(([name, issue]) =>
    [...found]
      .filter(([other]) => other === name)
      .map(([own, at]) => describeWrong(own, at, issue.code === 'custom' ? issue.message : '')),
  );
  const problems = [
    ...read.flatMap((source) => source.problems),
    ...wrong,
    ...findContradictions(new Set(found.keys())),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return { ...compose(parsed.data, sources), digests: configFile.digests };
}

/** `reason`: what exactly is wrong, where that is known. */
function describeWrong(name: SettingName, { value, place }: Found, reason: string): string {
  const { secret, mustBe, several } = settings[name];
  if (several && reason !== '') return `${place} ${reason}.`;
  const shown = secret || typeof value === 'object' ? '' : ` is ${JSON.stringify(value)}, but`;
  return `${place}${shown} must be ${mustBe}.`;
}
