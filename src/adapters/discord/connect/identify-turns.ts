import type { IIdentifyThrottler } from 'discord.js';
import type { RateLimiterClock } from '../../../core/async/rate-limit.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import type { GatewayInformant, SessionStartLimit } from './client.ts';

/** Discord takes one IDENTIFY in five seconds for each key; a sixth bears what the network adds. */
const APART = 6_000;
/** Milliseconds between two looks whether a turn is free, at least; as many at random. */
const LOOK = 250;
/** What Discord said of the sessions left holds for so long (ms). */
const FRESH = 60_000;
/** With less than this part of a day's sessions left, what is left has to last until there are new ones. */
const LOW = 0.05;

export type IdentifyOptions = {
  /** Takes the turn of a key for so many milliseconds, over all who connect with the token; yields whether it was free. */
  readonly take: (key: string, milliseconds: number) => Promise<boolean>;
  readonly clock: RateLimiterClock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Told when few sessions are left, and when there are enough again. */
  readonly onChange?: (isLow: boolean) => void;
};

/** Told of what takes long through no fault of Discord's. */
export type Waiting = { begin(): void; end(): void };

/**
 * Who may identify when: one in five seconds for each `shard % max_concurrency`. Whoever uses up the sessions of a day, usually
 * 1,000, has the token taken away: the last of them are spread over the time that is left.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 */
export type IdentifyTurns = (waiting: Waiting) => (manager: GatewayInformant) => IIdentifyThrottler;

export function createIdentifyTurns({ take, clock, log, onChange }: IdentifyOptions): IdentifyTurns {
  let isLow = false;

  function judge({ total, remaining, reset_after }: SessionStartLimit): number {
    const wasLow = isLow;
    isLow = remaining < LOW * total;
    if (isLow !== wasLow) onChange?.(isLow);
    if (!isLow) {
      if (wasLow) log.info(entry`Discord lets the bot open ${remaining} connections again.`);
      return APART;
    }
    const apart = Math.max(APART, reset_after / Math.max(1, remaining));
    if (!wasLow)
      log.warn(
        entry`Discord lets the bot open only ${remaining} more connections (of ${total} a day) in the next ${Math.ceil(reset_after / 60_000)} minutes: one is opened every ${Math.ceil(apart / 1_000)} s. Check whether something starts the bot again and again.`,
      );
    return apart;
  }

  return (waiting) => (manager) => {
    let heardAt = clock.elapsed();
    let heard: SessionStartLimit | undefined;

    async function askLimit(): Promise<SessionStartLimit> {
      const isFresh = heard === undefined || clock.elapsed() - heardAt < FRESH;
      try {
        const { session_start_limit } = await manager.fetchGatewayInformation(!isFresh);
        if (!isFresh) heardAt = clock.elapsed();
        heard = session_start_limit;
      } catch (error) {
        // discord.js identifies unasked where a throttle rejects.
        if (heard === undefined) throw error;
      }
      return heard;
    }

    return {
      async waitForIdentify(shard, signal) {
        waiting.begin();
        try {
          for (;;) {
            signal.throwIfAborted();
            const limit = await askLimit();
            const apart = judge(limit);
            const key = String(shard % limit.max_concurrency);
            // Who gives turns may be away for a while; without one nobody identifies.
            if (limit.remaining > 0 && (await take(key, apart).catch(() => false))) return;
            const pause = Math.max(LOOK, apart / 100) * (1 + Math.random());
            await clock.wait(limit.remaining > 0 ? pause : FRESH, signal);
          }
        } finally {
          waiting.end();
        }
      },
    };
  };
}

/** The turns of a process that is alone with its token. */
export function createOwnTurns(clock: Pick<RateLimiterClock, 'elapsed'>): IdentifyOptions['take'] {
  const freeAt = new Map<string, number>();
  return async (key, milliseconds) => {
    const now = clock.elapsed();
    if ((freeAt.get(key) ?? now) > now) return false;
    freeAt.set(key, now + milliseconds);
    return true;
  };
}
