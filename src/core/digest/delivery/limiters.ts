import type { Meter } from '../../async/meter.ts';
import { createRateLimiter, type RateLimiter } from '../../async/rate-limit.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Clock } from '../schedule/clock.ts';
import type { DigestContext } from './context.ts';

/** One limiter for each platform, by what it declares; it tells how long each turn was waited for. */
export function createLimiters(clock: Clock, meter?: Meter): DigestContext['limiterOf'] {
  const limiters = new Map<string, RateLimiter>();

  function create({ name, postingRates }: Platform): RateLimiter {
    const limiter = createRateLimiter(postingRates, clock);
    if (meter === undefined) return limiter;
    return {
      ...limiter,
      async take(place, signal) {
        const asked = clock.elapsed();
        await limiter.take(place, signal);
        meter({ kind: 'turn', platform: name, waited: clock.elapsed() - asked });
      },
    };
  }

  return (platform) => {
    const limiter = limiters.get(platform.name) ?? create(platform);
    limiters.set(platform.name, limiter);
    return limiter;
  };
}
