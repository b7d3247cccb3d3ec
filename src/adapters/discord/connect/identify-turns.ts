import type { IIdentifyThrottler } from 'discord.js';
import type { RateLimiterClock } from '../../../core/async/rate-limit.ts';
import type { Log } from '../../../core/chat/log.ts';
import { counted } from '../../../core/text/counted.ts';
import { entry, type LogEntry, nobodyTyped } from '../../../core/text/log-entry.ts';
import type { GatewayInformant, GatewayInformation, SessionStartLimit } from './client.ts';

/** Discord takes one IDENTIFY in five seconds for each key; a sixth bears what the network adds. */
export const APART = 6_000;
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
};

/** Told of what takes long through no fault of Discord's. */
export type Waiting = { begin(): void; end(): void };

/**
 * Who may identify when: one in five seconds for each `shard % max_concurrency`. Whoever uses up the sessions of a day, usually
 * 1,000, has the token taken away: the last of them are spread over the time that is left.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 */
export type IdentifyTurns = {
  throttle(waiting: Waiting): (manager: GatewayInformant) => IIdentifyThrottler;
  /** Resolves once so many connections may be opened, or as many as Discord recommends. Rejects where `ask` does, and once aborted. */
  untilEnough(
    ask: () => Promise<GatewayInformation>,
    many: number | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  /** Why connections are opened rarely or not at all, as Discord said last, until there are new ones; undefined where there are enough. */
  trouble(): LogEntry | undefined;
};

export function createIdentifyTurns({ take, clock, log }: IdentifyOptions): IdentifyTurns {
  /** What Discord said when few were left, and when (by the clock) there are new ones. */
  let low: (Low & { readonly until: number }) | undefined;

  function judge(limit: SessionStartLimit, needed = 1): number {
    const { total, remaining, reset_after } = limit;
    const wasLow = low !== undefined;
    const isLow = remaining < Math.max(needed, LOW * total);
    low = isLow ? { limit, needed, until: clock.elapsed() + reset_after } : undefined;
    if (low === undefined) {
      if (wasLow) log.info(entry`Discord lets the bot open ${remaining} connections again.`);
      return APART;
    }
    if (!wasLow) log.warn(describeLow(low, reset_after));
    return apartWhereLow(limit);
  }

  const throttle: IdentifyTurns['throttle'] = (waiting) => (manager) => {
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

  return {
    throttle,
    async untilEnough(ask, many, signal) {
      for (;;) {
        signal.throwIfAborted();
        const { session_start_limit: limit, shards } = await ask();
        const needed = many ?? shards;
        judge(limit, needed);
        if (limit.remaining >= needed) return;
        await clock.wait(FRESH, signal);
      }
    },
    trouble() {
      const left = low === undefined ? 0 : low.until - clock.elapsed();
      return low !== undefined && left > 0 ? describeLow(low, left) : undefined;
    },
  };
}

type Low = { readonly limit: SessionStartLimit; readonly needed: number };

/** The last of a day are spread over what is left of it. */
function apartWhereLow({ remaining, reset_after }: SessionStartLimit): number {
  return Math.max(APART, reset_after / Math.max(1, remaining));
}

/** `left`: milliseconds until there are new ones. */
function describeLow({ limit, needed }: Low, left: number): LogEntry {
  const { remaining, total } = limit;
  const many =
    remaining <= 0
      ? entry`no more connections`
      : entry`only ${nobodyTyped(counted(remaining, 'more connection'))}`;
  const then =
    remaining < needed
      ? entry`, and it needs ${needed}`
      : entry`: one is opened every ${Math.ceil(apartWhereLow(limit) / 1_000)} s`;
  return entry`Discord lets the bot open ${many} (of ${total} a day) in the next ${Math.ceil(left / 60_000)} minutes${then}. Check whether something starts the bot again and again.`;
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
