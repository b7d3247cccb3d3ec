import { wait as waitFor } from '../../core/async/wait.ts';

/** How the program is told to end. */
export type Stopping = {
  /** Aborts when requests are for others from now on: with `stop`, or a while before it. */
  readonly leaving: AbortSignal;
  /** Aborts when it shall end. */
  readonly stop: AbortSignal;
};

type Signalled = {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): void;
};

/**
 * Listens for Ctrl-C, and for SIGTERM, after which all goes on for `delay` milliseconds. Another signal in that time ends it
 * now, and one more ends the program at once.
 */
export function listenForStop(program: Signalled, delay = 0, wait = waitFor): Stopping {
  const leaving = new AbortController();
  const stop = new AbortController();
  function take(isPatient: boolean): void {
    if (stop.signal.aborted) program.exit(1);
    const isFirst = !leaving.signal.aborted;
    leaving.abort();
    if (isPatient && isFirst && delay > 0) void wait(delay, stop.signal).then(() => stop.abort());
    else stop.abort();
  }
  program.on('SIGINT', () => take(false));
  program.on('SIGTERM', () => take(true));
  return { leaving: leaving.signal, stop: stop.signal };
}
