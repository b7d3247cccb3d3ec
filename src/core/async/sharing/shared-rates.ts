import type { RateLimiterClock } from '../rate-limit.ts';
import type { SharedTurns } from './shared-turns.ts';

/** Says when something may begin of which all processes together may begin so many a second. */
export type SharedRates = {
  /**
   * Resolves when the next may begin under a key, in the order of asking, or at once when the signal is aborted. `onWait` is told
   * how many milliseconds ahead the turns of all are taken already. Never rejects: where turns cannot be had, nothing waits.
   */
  take(
    key: readonly string[],
    rate: number,
    signal: AbortSignal,
    onWait?: (milliseconds: number) => void,
  ): Promise<void>;
};

type Waiting = { readonly begin: () => void; readonly onWait: (milliseconds: number) => void };
type Line = { readonly waiting: Set<Waiting>; readonly left: AbortController };

/** Turns are reserved together for those who wait, but for no longer than this, in milliseconds. */
const longestReservation = 200;

/** One round trip reserves turns for all who wait here under a key, so that a rate of many a second costs few. */
export function createSharedRates(turns: SharedTurns, wait: RateLimiterClock['wait']): SharedRates {
  const lines = new Map<string, Line>();

  async function serve(key: readonly string[], rate: number, { waiting, left }: Line): Promise<void> {
    const interval = 1_000 / rate;
    const most = Math.max(1, Math.floor(longestReservation / interval));
    while (waiting.size > 0) {
      const count = Math.min(waiting.size, most);
      let pause = await turns.reserve(key, interval, count).catch(() => 0);
      for (const { onWait } of waiting) onWait(pause);
      for (let begun = 0; begun < count && waiting.size > 0; begun += 1) {
        if (pause > 0) await wait(pause, left.signal);
        const [next] = waiting;
        next?.begin();
        pause = interval;
      }
    }
  }

  return {
    take: (key, rate, signal, onWait = () => {}) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const name = JSON.stringify(key);
        const known = lines.get(name);
        const line = known ?? { waiting: new Set(), left: new AbortController() };
        const begin = () => {
          signal.removeEventListener('abort', begin);
          line.waiting.delete(own);
          if (line.waiting.size === 0) {
            lines.delete(name);
            line.left.abort();
          }
          resolve();
        };
        const own: Waiting = { begin, onWait };
        signal.addEventListener('abort', begin, { once: true });
        line.waiting.add(own);
        if (known !== undefined) return;
        lines.set(name, line);
        void serve(key, rate, line);
      }),
  };
}
