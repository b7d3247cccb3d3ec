import { join, resolve } from 'node:path';
import type { Config, ConfigSources } from './compose.ts';
import { compose, findContradictions } from './compose.ts';
import { configFileVariable, type SettingName, settings, settingsSchema } from './settings.ts';
import { type Found, readConfigFile, readEnvironmentFile, readVariables } from './sources.ts';

/** Whether no service has a token, so that the bot opens where it was started. */
export function opensInTerminal({ discord, slack }: Config): boolean {
  return discord === undefined && slack === undefined;
}

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
