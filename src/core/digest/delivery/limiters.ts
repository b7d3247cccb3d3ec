import { createRateLimiter, type RateLimiter } from '../../async/rate-limit.ts';
import type { Clock } from '../schedule/clock.ts';
import type { DigestContext } from './context.ts';

/** One limiter for each platform, by what it declares. */
export function createLimiters(clock: Clock): DigestContext['limiterOf'] {
  const limiters = new Map<string, RateLimiter>();
  return ({ name, postingRates }) => {
    const limiter = limiters.get(name) ?? createRateLimiter(postingRates, clock);
    limiters.set(name, limiter);
    return limiter;
  };
}
