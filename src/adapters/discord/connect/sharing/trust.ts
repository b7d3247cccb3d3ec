import type { RateLimiterClock } from '../../../../core/async/rate-limit.ts';

/** So long (ms) after it was renewed last a shard is closed: well before another process may take it. */
const TRUSTED = 13_000;

/** How long what was renewed counts as held, by the clock of this process. */
export type Trust = {
  /** All that is held was renewed by what was asked at that moment of the clock. */
  renew(asked: number): void;
  holds(): boolean;
  end(): void;
};

/** `onOver` is called where nothing is renewed in time. */
export function createTrust(clock: RateLimiterClock, onOver: () => void): Trust {
  let renewedAt = Number.NEGATIVE_INFINITY;
  let alarm = new AbortController();
  return {
    renew(asked) {
      renewedAt = asked;
      alarm.abort();
      const set = new AbortController();
      alarm = set;
      void clock.wait(Math.max(0, asked + TRUSTED - clock.elapsed()), set.signal).then(() => {
        if (!set.signal.aborted) onOver();
      });
    },
    holds: () => clock.elapsed() - renewedAt < TRUSTED,
    end: () => alarm.abort(),
  };
}
