import { platformKinds } from '../adapters/registry.ts';
import { type Config, type ConfigSources, loadConfig } from '../config/config.ts';

/** The configuration of the program with all its platforms; throws a ConfigError. */
export function configure(sources: Omit<ConfigSources, 'platforms'>): Config {
  return loadConfig({ ...sources, platforms: platformKinds });
}
