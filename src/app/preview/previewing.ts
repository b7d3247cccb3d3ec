import { join } from 'node:path';
import { type Config, ConfigError } from '../../config/config.ts';

/**
 * The configuration of a bot that is only looked at: it has lists and digests of its own, sends no mail and follows no sources.
 * Throws a ConfigError where the preview is off.
 */
export function previewing(config: Config): Config {
  const { mail: _, ...rest } = config;
  if (config.platforms.every(({ ready }) => ready === undefined))
    throw new ConfigError(['PAPERBOY_PREVIEW_PORT is off: give it a port number such as 4747.']);
  const data = join(config.data, 'preview');
  return {
    ...rest,
    data,
    databaseUrl: `sqlite:${join(data, 'paperboy.db')}`,
    digests: [],
    sources: [],
    backups: undefined,
    // What is only looked at writes nothing for others.
    searchUrl: undefined,
  };
}
