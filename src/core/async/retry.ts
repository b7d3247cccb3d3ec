import { wait as waitHere } from './wait.ts';

/** When something that failed is tried again. */
export type RetryOptions = {
  /**
   * Milliseconds from a failure to the next try: what the service named where it names a pause, else what suits the number
   * of tries made. Undefined where trying again is no use.
   */
  readonly pauseAfter: (error: unknown, tries: number) => number | undefined;
  /** Tries at most, the first counted; as many as it takes unless told. */
  readonly tries?: number;
  /** A longer pause than this, in milliseconds, is not waited for; any is unless told. */
  readonly longest?: number;
  /** The part of a pause, from 0 to 1, by which it is made longer at random, so that many do not come back at once. */
  readonly jitter?: number;
  /** No further try is made once it is aborted. */
  readonly signal?: AbortSignal;
  /** Told of each failure that is tried again. */
  readonly onRetry?: (error: unknown, pause: number) => void;
  /** Resolves after so many milliseconds, or when the signal is aborted; the time of this machine unless given. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** What the work yields, tried until it does. Rejects with the last failure where it is given up. */
export async function retry<Result>(
  work: (tries: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { pauseAfter, tries: most = Infinity, longest = Infinity, jitter = 0, signal, onRetry } = options;
  const { wait = waitHere } = options;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(tries);
    } catch (error) {
      const named = tries < most && signal?.aborted !== true ? pauseAfter(error, tries) : undefined;
      if (named === undefined || named > longest) throw error;
      const pause = named * (1 + jitter * Math.random());
      onRetry?.(error, pause);
      await wait(pause, signal);
      if (signal?.aborted === true) throw error;
    }
  }
}

/** `first`, then `factor` times as long after each try, in milliseconds, up to `longest`. */
export function growingPause(tries: number, first: number, factor: number, longest = Infinity): number {
  return Math.min(first * factor ** (tries - 1), longest);
}
