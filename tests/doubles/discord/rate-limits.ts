import type { Fault } from './faults.ts';
import type { Route } from './schema.ts';
import type { Reply } from './world.ts';

export type RateLimits = {
  /** Sets how many requests an operation (`POST /channels/{channel_id}/messages`) takes in how many seconds. */
  set(operation: string, count: number, seconds: number): void;
  /** Counts a request; yields the 429 where there were too many. Adds the headers that tell the bot. */
  take(
    route: Route | undefined,
    fault: Fault | undefined,
    headers: Record<string, string>,
  ): Reply | undefined;
};

type Bucket = { count: number; seconds: number; used: number; resetsAt: number };

/** Limits by operation and by what it acts on, in real time. https://docs.discord.com/developers/topics/rate-limits */
export function createRateLimits(): RateLimits {
  const limits = new Map<string, { readonly count: number; readonly seconds: number }>();
  const buckets = new Map<string, Bucket>();
  return {
    set(operation, count, seconds) {
      limits.set(operation, { count, seconds });
    },
    take(route, fault, headers) {
      if (fault && 'retryAfter' in fault && fault.retryAfter !== undefined)
        return tooMany(headers, fault.retryAfter, fault.global === true);
      if (!route) return undefined;
      const operation = `${route.method} ${route.template}`;
      const { channel_id, guild_id, webhook_token, interaction_token } = route.parameters;
      const key = `${operation} ${channel_id ?? guild_id ?? webhook_token ?? interaction_token ?? ''}`;
      const { count, seconds } = limits.get(operation) ?? { count: 100, seconds: 1 };
      const now = Date.now();
      let bucket = buckets.get(key);
      if (!bucket || bucket.resetsAt <= now) {
        bucket = { count, seconds, used: 0, resetsAt: now + seconds * 1000 };
        buckets.set(key, bucket);
      }
      const left = (bucket.resetsAt - now) / 1000;
      headers['x-ratelimit-limit'] = String(count);
      headers['x-ratelimit-reset'] = String(bucket.resetsAt / 1000);
      headers['x-ratelimit-reset-after'] = String(left);
      headers['x-ratelimit-bucket'] = Buffer.from(operation).toString('hex').slice(0, 32);
      if (bucket.used >= count) {
        headers['x-ratelimit-remaining'] = '0';
        return tooMany(headers, left, false);
      }
      bucket.used += 1;
      headers['x-ratelimit-remaining'] = String(count - bucket.used);
      return undefined;
    },
  };
}

function tooMany(headers: Record<string, string>, seconds: number, isGlobal: boolean): Reply {
  headers['retry-after'] = String(seconds);
  headers['x-ratelimit-scope'] = isGlobal ? 'global' : 'user';
  if (isGlobal) headers['x-ratelimit-global'] = 'true';
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal };
  return { status: 429, body };
}
