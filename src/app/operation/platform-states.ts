import { type ConfiguredPlatform, namesOfOpened } from '../../config/config.ts';
import type { Platform } from '../../core/chat/platform.ts';
import type { Health } from '../../core/text/health.ts';
import { entry, traceOf } from '../../core/text/log-entry.ts';
import type { Hooks } from '../platforms.ts';
import type { Checks } from './checks.ts';

/** What has become of each platform that settings set up. */
export type PlatformStates = {
  opened(platforms: readonly Platform[]): void;
  started(platform: Platform): void;
  /** Whether each has been connected, or has ended. */
  areThere(): boolean;
  /** The same hooks, which are listened to. */
  following(hooks: Hooks): Hooks;
};

/** Watches each of them by its name, from before it is opened. */
export function watchPlatforms(
  configured: readonly ConfiguredPlatform[],
  { watch }: Pick<Checks, 'watch'>,
): PlatformStates {
  let opened: readonly Platform[] | undefined;
  const started = new Set<string>();
  const ended = new Map<string, Error | undefined>();

  function tell(name: string): Health {
    const platform = opened?.find((one) => one.name === name);
    if (opened === undefined) return { state: 'wrong', words: entry`It is being opened.` };
    if (platform === undefined)
      return { state: 'wrong', words: entry`It could not be opened; the log says why.` };
    const failure = ended.get(name);
    if (failure !== undefined) return { state: 'wrong', words: traceOf(failure) };
    if (ended.has(name)) return { state: 'wrong', words: entry`It has ended.` };
    const health = platform.health?.();
    if (started.has(name)) return health ?? { state: 'ok', words: entry`It is connected.` };
    return health?.state === 'wrong' ? health : { state: 'wrong', words: entry`It is not connected yet.` };
  }

  const names = namesOfOpened({ platforms: configured });
  for (const name of names) watch(name, () => tell(name));
  return {
    opened: (platforms) => {
      opened = platforms;
    },
    started: ({ name }) => void started.add(name),
    areThere: () => opened !== undefined && names.every((name) => started.has(name) || ended.has(name)),
    following: ({ end, gap }) => ({
      gap,
      end(name, failure) {
        ended.set(name, failure);
        end(name, failure);
      },
    }),
  };
}
