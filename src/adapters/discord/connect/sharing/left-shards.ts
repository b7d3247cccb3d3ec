import type { RateLimiterClock } from '../../../../core/async/rate-limit.ts';
import { counted } from '../../../../core/text/counted.ts';
import { entry, type LogEntry, nobodyTyped } from '../../../../core/text/log-entry.ts';
import { describe } from '../../failures.ts';

/** Milliseconds within which a dead process's shard is another's. */
const TAKEN_WITHIN = 30_000;
/** Milliseconds within which one of those that wait here is connected, whatever other processes connect meanwhile. */
const CONNECTED_WITHIN = 60_000;

/** Which shards have been without a connection for longer than a takeover takes. */
export type LeftShards = {
  /** What a look has found: those that nobody holds, by number, and how many wait here to be connected. */
  saw(unheld: readonly number[], waiting: number): void;
  /** One that waited here is connected. */
  wentOn(): void;
  /** An attempt failed here. */
  failed(error: unknown): void;
  /** A sentence; undefined where there are none. */
  tell(): LogEntry | undefined;
};

export function watchLeftShards({ elapsed }: Pick<RateLimiterClock, 'elapsed'>): LeftShards {
  let lookedAt = elapsed();
  let unheldSince: ReadonlyMap<number, number> = new Map();
  let waiting: { readonly many: number; readonly since: number } | undefined;
  let failure: LogEntry | undefined;
  const isLong = (since: number, limit: number) => elapsed() - since > limit;
  const secondsSince = (since: number) => Math.round((elapsed() - since) / 1_000);

  function find(): LogEntry | undefined {
    if (isLong(lookedAt, TAKEN_WITHIN))
      return entry`Which process has which shard has not been known for ${secondsSince(lookedAt)} s.`;
    const left = [...unheldSince.values()].filter((since) => isLong(since, TAKEN_WITHIN));
    if (left.length > 0)
      return entry`No process has had ${nobodyTyped(counted(left.length, 'shard'))} for ${secondsSince(Math.min(...left))} s.`;
    if (waiting === undefined || !isLong(waiting.since, CONNECTED_WITHIN)) return undefined;
    const shards = nobodyTyped(counted(waiting.many, 'shard'));
    return entry`${shards} of this process could not be connected for ${secondsSince(waiting.since)} s.`;
  }

  return {
    saw(unheld, many) {
      lookedAt = elapsed();
      unheldSince = new Map(unheld.map((shard) => [shard, unheldSince.get(shard) ?? lookedAt]));
      waiting = many === 0 ? undefined : { many, since: waiting?.since ?? lookedAt };
    },
    wentOn() {
      failure = undefined;
      if (waiting !== undefined) waiting = { ...waiting, since: elapsed() };
    },
    failed(error) {
      failure = describe(error);
    },
    tell() {
      const found = find();
      return found === undefined || failure === undefined
        ? found
        : entry`${found} The last attempt: ${failure}.`;
    },
  };
}
