import type { Config } from '../config/config.ts';
import { within } from '../core/async/within.ts';
import type { Bot } from '../core/chat/bot.ts';
import { ConnectionFailure } from '../core/chat/failures.ts';
import type { Log } from '../core/chat/log.ts';
import type { Platform } from '../core/chat/platform.ts';
import type { PlatformContext } from '../core/chat/platform-kind.ts';
import { entry, LoggableError, nameOf, traceOf } from '../core/text/log-entry.ts';

/** What the program is given by the system it runs on. */
export type Surroundings = Pick<PlatformContext, 'environment' | 'input' | 'output'> & {
  /** Aborts when the program shall end. */
  readonly stop: AbortSignal;
  /** Aborts when requests are for others from now on; with `stop` unless given. */
  readonly leaving?: AbortSignal;
};

/** What a platform calls when it has ended by itself: without a failure where a person left. */
export type End = (platform: string, failure?: Error) => void;

/** What platforms tell of themselves while they run. */
export type Hooks = {
  readonly end: End;
  /** The connection was away for so long that something may have been missed. */
  gap(platform: string, isConcerned?: (workspace: string) => boolean): void;
};

/** What works in the background, then the platforms, then the store get so many milliseconds each to finish. */
export const patience = 3_000;

/**
 * Opens the platforms that settings set up; the SDK of any other is not even loaded. What accompanies a person's terminal comes
 * first, for the greeting tells of it, and not at all where a program reads.
 */
export async function openPlatforms(
  { platforms }: Pick<Config, 'platforms'>,
  context: Omit<PlatformContext, 'end' | 'gap'>,
  { end, gap }: Hooks,
): Promise<readonly Platform[]> {
  const wanted = platforms.flatMap(({ kind, ready }) => (ready === undefined ? [] : [{ kind, ready }]));
  const isPerson = context.input.isTTY === true && context.output.isTTY === true;
  const isAlone = wanted.every(({ kind }) => kind.isPreview === true);
  const open = ({ kind: { name }, ready }: (typeof wanted)[number]) =>
    ready.open({
      ...context,
      log: context.log.of?.(name) ?? context.log,
      end: (failure?: Error) => end(name, failure),
      gap: (isConcerned) => gap(name, isConcerned),
    });
  const previews = wanted.filter(({ kind }) => kind.isPreview === true && (isPerson || isAlone));
  const others = wanted.filter(({ kind }) => kind.isPreview !== true);
  const opened = [...(await Promise.all(previews.map(open))), ...(await Promise.all(others.map(open)))];
  return opened.filter((platform) => platform !== undefined);
}

export type RunOptions = {
  readonly bot: Bot;
  readonly log: Log;
  readonly stop: AbortSignal;
  readonly open: (hooks: Hooks) => Promise<readonly Platform[]>;
  /** Told of all platforms before the first of them starts. */
  readonly opened: (platforms: readonly Platform[]) => void;
  /** Told of each platform once commands can arrive there, and again after it may have missed something, by which workspaces. */
  readonly started: (platform: Platform, isConcerned?: (workspace: string) => boolean) => void;
  /** Ends what posts by itself, while the platforms are still there. */
  readonly stopping: () => Promise<void>;
  /** Ends what brings requests to the platforms, as they end. */
  readonly closing?: () => Promise<void>;
};

/**
 * Starts platforms and waits for a stop or for the last of them to end; one that fails leaves the others be. Yields the
 * exit code.
 */
export async function runPlatforms({
  bot,
  log,
  stop,
  open,
  opened,
  started,
  stopping,
  closing = async () => {},
}: RunOptions): Promise<number> {
  let finish: (code: number) => void = () => {};
  const finished = new Promise<number>((resolve) => {
    finish = resolve;
  });
  const running = new Set<string>();
  const end: End = (name, failure) => {
    if (failure !== undefined) (log.of?.(name) ?? log).error(traceOf(failure), failure);
    if (running.delete(name) && running.size === 0) finish(failure === undefined ? 0 : 1);
  };
  stop.addEventListener('abort', () => finish(0));
  if (stop.aborted) finish(0);
  const platforms = await open({
    end,
    gap(name, isConcerned) {
      const platform = platforms.find((one) => one.name === name);
      if (platform !== undefined && !stop.aborted) started(platform, isConcerned);
    },
  });
  const lasting = platforms.filter(({ accompanies }) => accompanies !== true);
  for (const { name } of lasting.length > 0 ? lasting : platforms) running.add(name);
  if (platforms.length === 0) finish(1);
  opened(platforms);
  for (const platform of platforms) {
    platform.start(bot).then(
      () => {
        if (!stop.aborted) started(platform);
      },
      (error: unknown) => {
        if (!stop.aborted)
          end(
            platform.name,
            error instanceof ConnectionFailure
              ? error
              : new LoggableError(entry`${nameOf(platform.name)}: ${traceOf(error)}`),
          );
      },
    );
  }
  const code = await finished;
  await within(patience, stopping(), undefined);
  const ends = [...platforms.map((platform) => platform.stop()), closing()];
  await within(patience, Promise.allSettled(ends), undefined);
  return code;
}
