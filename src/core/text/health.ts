import type { LogEntry } from './log-entry.ts';

/**
 * How a part of the program is at present, in a sentence without anything that people typed. `warn`: it works, and somebody should
 * look; `wrong`: it does not do what it is for.
 */
export type Health = { readonly state: 'ok' | 'warn' | 'wrong'; readonly words: LogEntry };

/** Milliseconds without a failure after which an outage is over. */
const STEADY = 10_000;

/**
 * What is told of something that fails and works by turns, as where it is overloaded: one outage, from the first failure to the first success
 * that no failure came before for ten seconds. `now` is in milliseconds.
 */
export function createOutage(now: () => number) {
  let lastFailure: number | undefined;
  return {
    /** Takes a failure; yields whether an outage begins with it. */
    fail(): boolean {
      const isFirst = lastFailure === undefined;
      lastFailure = now();
      return isFirst;
    },
    /** Takes a success; yields whether an outage is over with it. */
    succeed(): boolean {
      if (lastFailure === undefined || now() - lastFailure < STEADY) return false;
      lastFailure = undefined;
      return true;
    },
  };
}
