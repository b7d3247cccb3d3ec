import { retry } from '../../core/async/retry.ts';
import { createEnding, wait } from '../../core/async/wait.ts';
import { ConnectionFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Health } from '../../core/text/health.ts';
import { entry } from '../../core/text/log-entry.ts';
import type { Connection } from './connection.ts';
import { describe, findFailure } from './failures.ts';

/** Milliseconds between tries to connect; the last one for all further tries. */
const PAUSES = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** A connection that stood this long (ms) has succeeded: the next pause is the first again. */
const STEADY = 30_000;

/** A connection that is made anew whenever it is lost. */
export type KeptConnection = {
  /** Aborted once it is closed for good. */
  readonly closed: AbortSignal;
  /** Whether it stands just now, as far as this side knows. */
  health(): Health;
  /** Tries until it stands; false where it was closed first. Rejects where waiting cannot help. */
  open(): Promise<boolean>;
  /** Makes it anew from now on; resolves once it is closed for good. Rejects where waiting cannot help. */
  keep(): Promise<void>;
  close(): Promise<void>;
};

/** `connect` yields a connection that stands; `gap` is called when one stands again after a loss. */
export function createKeptConnection(
  connect: () => Promise<Connection>,
  { log, gap }: { readonly log: Log; gap?(): void },
): KeptConnection {
  const closing = createEnding();
  const { signal } = closing;
  let connection: Connection | undefined;
  let stands = false;

  async function connectOnce(): Promise<void> {
    const opened = await connect();
    if (signal.aborted) await opened.close();
    connection = opened;
    stands = !signal.aborted;
  }

  async function open(firstTry: number): Promise<boolean> {
    const tryOnce = () =>
      connectOnce().catch((error: unknown) => Promise.reject(findFailure(error) ?? error));
    await wait(pauseBefore(firstTry), signal);
    if (signal.aborted) return false;
    try {
      await retry(tryOnce, {
        signal,
        pauseAfter: (error, tries) =>
          error instanceof ConnectionFailure ? undefined : pauseBefore(firstTry + tries),
        onRetry: (error, pause) =>
          log.warn(
            entry`Slack cannot be reached (${describe(error)}): trying again in ${pause / 1000} s. If this goes on, check the network, a proxy, and SLACK_API_URL where it is set.`,
          ),
      });
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  return {
    closed: signal,
    health: () =>
      stands
        ? { state: 'ok', words: entry`The connection stands.` }
        : {
            state: 'wrong',
            words:
              connection === undefined
                ? entry`It is not connected yet.`
                : entry`The connection was lost and is being made anew.`,
          },
    open: () => open(0),
    async keep() {
      let failures = 0;
      while (!signal.aborted && connection !== undefined) {
        const since = Date.now();
        await connection.lost;
        stands = false;
        if (signal.aborted) return;
        log.info(entry`Slack: the connection was lost, connecting again`);
        failures = Date.now() - since > STEADY ? 0 : failures + 1;
        if (!(await open(failures > 1 ? failures - 1 : 0))) return;
        log.info(entry`Slack: connected again`);
        gap?.();
      }
    },
    async close() {
      closing.abort();
      const open = connection;
      connection = undefined;
      await open?.close();
    },
  };
}

function pauseBefore(attempt: number): number {
  return PAUSES[Math.min(attempt, PAUSES.length) - 1] ?? 0;
}
