import { platformKinds } from '../adapters/registry.ts';
import { type Config, type ConfigSources, loadConfig } from '../config/config.ts';

/** The chat services there are, as people write them: `Slack`. */
export const services: readonly string[] = platformKinds
  .filter(({ isLocal }) => isLocal !== true)
  .map(({ title }) => title);

/** The configuration of the program with all its platforms; throws a ConfigError. */
export function configure(sources: Omit<ConfigSources, 'platforms'>): Config {
  return loadConfig({ ...sources, platforms: platformKinds });
}
