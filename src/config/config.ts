import { join, resolve } from 'node:path';
import type { PlatformKind, ReadyPlatform } from '../core/chat/platform-kind.ts';
import type { Given, Setting, SettingEntries, ValuesOf } from '../core/chat/settings/setting.ts';
import { wrongAsWhole } from '../core/chat/settings/several.ts';
import type { DeclaredDigest } from '../core/digest/declared-digests.ts';
import { secretsOf } from '../core/sources/source-entry.ts';
import { placeDatabase, secretsOfAddress } from './addresses.ts';
import { findMailContradictions } from './settings/mail.ts';
import { configFileVariable, settings } from './settings/settings.ts';
import {
  type Environment,
  type Found,
  readConfigFile,
  readEnvironmentFile,
  readVariables,
} from './sources.ts';

/** All that can be set, checked: every setting under the name of its entry, and what some of them amount to together. */
export type Config = ValuesOf<typeof settings> & {
  /** Folders are absolute. */
  readonly corpus: string;
  readonly data: string;
  /** `sqlite:` with an absolute path, or `postgres://...`. */
  readonly databaseUrl: string;
  /** Those of the configuration file. */
  readonly digests: readonly DeclaredDigest[];
  readonly mail?: MailConfig;
  /** Every platform there is. */
  readonly platforms: readonly ConfiguredPlatform[];
  /** Values that must never be printed. */
  readonly secrets: readonly string[];
  /** Settings that have no effect beside others, in words. */
  readonly notices: readonly string[];
};

/** `ready` where the platform is to be opened. */
export type ConfiguredPlatform = { readonly kind: PlatformKind; readonly ready?: ReadyPlatform };

/** `web`: where a link to unsubscribe leads, and the port on which it arrives. */
export type MailConfig = {
  readonly smtpUrl: string;
  readonly from: string;
  readonly web?: { readonly publicUrl: string; readonly port: number };
};

/** What settings are read from. */
export type ConfigSources = {
  readonly environment: Environment;
  /** The folder the bot was started in: it holds `.env` and `config/paperboy.yaml`, and relative paths begin there. */
  readonly folder: string;
  /** The papers to use where nothing else is said. */
  readonly shippedCorpus: string;
  /** The platforms there are, each with settings of its own. */
  readonly platforms: readonly PlatformKind[];
  /** From the command line; both win over all else. */
  readonly configFile?: string;
  readonly corpus?: string;
  /** Only what shows other platforms is opened, whatever is set up. */
  readonly previewOnly?: true;
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

/** Whether the bot opens where it was started, for no service is set up. */
export function opensHere({ platforms }: Pick<Config, 'platforms'>): boolean {
  return platforms.some(({ kind, ready }) => kind.isLocal === true && ready !== undefined);
}

/** Platforms that are opened for good: those that are set up, but for a preview of others. */
export function namesOfOpened({ platforms }: Pick<Config, 'platforms'>): readonly string[] {
  return platforms.flatMap(({ kind, ready }) =>
    ready === undefined || kind.isPreview === true ? [] : [kind.name],
  );
}

/** Platforms that people try the bot on and that are not open for good: what is due there waits until they are, or for ever. */
export function namesOfTried({ platforms }: Pick<Config, 'platforms'>): readonly string[] {
  return platforms.flatMap(({ kind, ready }) =>
    kind.isPreview === true || (kind.isLocal === true && ready === undefined) ? [kind.name] : [],
  );
}

/** Every setting there is, those of these platforms first, each once. */
export function listSettings(platforms: readonly PlatformKind[]): readonly Setting[] {
  const groups: readonly SettingEntries[] = [...platforms.map((kind) => kind.settings), settings];
  return [...new Set(groups.flatMap((entries) => Object.values(entries)))];
}

/** Reads the environment, `.env` and the configuration file, in this order of weight; throws a ConfigError. */
export function loadConfig(sources: ConfigSources): Config {
  const { environment, folder, platforms } = sources;
  const settable = { settings: listSettings(platforms), platforms };
  const envFile = readEnvironmentFile(join(folder, '.env'), settable);
  const named =
    sources.configFile ?? (environment[configFileVariable] || envFile.environment[configFileVariable]);
  const file = named || join('config', 'paperboy.yaml');
  const configFile = readConfigFile(resolve(folder, file), file, Boolean(named), settable);
  const read = [readVariables(environment, settable), envFile, configFile];
  const found = new Map<Setting, Found>(read.toReversed().flatMap(({ values }) => [...values]));
  if (sources.corpus !== undefined) found.set(settings.corpus, { value: sources.corpus, place: '--corpus' });

  const values = new Map<Setting, unknown>();
  const problems = read.flatMap((source) => source.problems);
  for (const setting of settable.settings) {
    const at = found.get(setting);
    const parsed = setting.schema.safeParse(at?.value);
    if (parsed.success) values.set(setting, parsed.data);
    else if (at !== undefined) problems.push(...describeWrong(setting, at, parsed.error.issues));
  }
  problems.push(...findMailContradictions(givenOf(settings, found)));
  for (const kind of platforms)
    problems.push(...(kind.findContradictions?.(givenOf(kind.settings, found)) ?? []));
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...compose(values, sources), digests: configFile.digests };
}

/** What is wrong with a value, each time with its place. */
function describeWrong(
  { secret, mustBe, several }: Setting,
  { value, place }: Found,
  issues: readonly { readonly code: string; readonly message: string }[],
): readonly string[] {
  if (several)
    return issues.map(
      ({ message }) => `${place} ${message === wrongAsWhole ? `must be ${mustBe}` : message}.`,
    );
  const shown = secret || typeof value === 'object' ? '' : ` is ${JSON.stringify(value)}, but`;
  return [`${place}${shown} must be ${mustBe}.`];
}

function givenOf<Entries extends SettingEntries>(
  entries: Entries,
  found: ReadonlyMap<Setting, Found>,
): Given<keyof Entries> {
  return {
    has: (name) => found.has(entries[name]),
    nameOf: (name) => found.get(entries[name])?.place ?? entries[name].variable,
  };
}

/** The values of some entries by their names. */
function valuesOf<Entries extends SettingEntries>(
  entries: Entries,
  values: ReadonlyMap<Setting, unknown>,
): ValuesOf<Entries> {
  const named = Object.entries(entries).map(([name, setting]) => [name, values.get(setting)] as const);
  // Each value was yielded by the schema of its entry.
  return Object.fromEntries(named) as ValuesOf<Entries>;
}

const unusedServer =
  'SEARCH_URL is not used: its server has the papers of the settings, and not those of --corpus.';

/** The configuration that settings amount to, without the digests of the file. */
function compose(
  values: ReadonlyMap<Setting, unknown>,
  { folder, shippedCorpus, corpus, platforms: kinds, previewOnly }: ConfigSources,
): Omit<Config, 'digests'> {
  const set = valuesOf(settings, values);
  const data = resolve(folder, set.data);
  const mail = composeMail(set);
  const platforms = preparePlatforms(kinds, values, previewOnly === true);
  return {
    ...set,
    corpus: set.corpus === undefined ? shippedCorpus : resolve(folder, set.corpus),
    data,
    // The server has the papers that settings name, for all who use it.
    ...(corpus === undefined ? {} : { searchUrl: undefined }),
    databaseUrl: placeDatabase(set.databaseUrl, folder, data),
    ...(mail === undefined ? {} : { mail }),
    platforms,
    secrets: [
      ...[...values].flatMap(([{ secret }, value]) => {
        if (secret === undefined) return [];
        const words = [value].flat().filter((word) => typeof word === 'string');
        return secret === 'value' ? words : words.flatMap(secretsOfAddress);
      }),
      ...set.sources.flatMap(secretsOf),
    ],
    notices: [
      ...platforms.flatMap(({ ready }) => ready?.notices ?? []),
      ...(corpus === undefined || set.searchUrl === undefined ? [] : [unusedServer]),
    ],
  };
}

/** The platforms as their settings ask; a local one is opened where no other is. */
function preparePlatforms(
  kinds: readonly PlatformKind[],
  values: ReadonlyMap<Setting, unknown>,
  previewOnly: boolean,
): readonly ConfiguredPlatform[] {
  const prepared = kinds.map((kind) => ({ kind, ready: kind.prepare(valuesOf(kind.settings, values)) }));
  const isServed = prepared.some(({ kind, ready }) => kind.isLocal !== true && ready !== undefined);
  const isOpened = ({ isLocal, isPreview }: PlatformKind) =>
    previewOnly ? isPreview === true : !isServed || isLocal !== true;
  return prepared.map(({ kind, ready }) =>
    ready === undefined || !isOpened(kind) ? { kind } : { kind, ready },
  );
}

function composeMail({
  smtpUrl,
  mailFrom,
  publicUrl,
  port,
}: ValuesOf<typeof settings>): MailConfig | undefined {
  if (smtpUrl === undefined || mailFrom === undefined) return undefined;
  const web = publicUrl === undefined || port === undefined ? {} : { web: { publicUrl, port } };
  return { smtpUrl, from: mailFrom, ...web };
}
