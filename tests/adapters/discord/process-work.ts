import type { Leases } from '../../../src/core/async/leases.ts';
import type { ProcessClock } from './process-clock.ts';

/** How long (ms) a process waits between two looks at its leases, */
const LOOK = 3_000;
/** a connection between two at whether it may identify, at least and at most, */
const TURN = [250, 500] as const;
/** or where no connections are left for the day, */
const NONE_LEFT = 60_000;
/** and a start while another announces the commands. */
const ANNOUNCED = 1_000;

/** What a process is about, by what it asks of the leases and says in its log. */
export type ProcessWork = {
  /** The leases, which it is to ask by these. */
  readonly leases: Leases;
  /** To be told of each line of its log. */
  hear(line: string): void;
  /** To be told that it has started. */
  begin(): void;
  isStarted(): boolean;
  /** The shards that it has connected, as `0/2`. */
  shards(): readonly string[];
  /** Whether one of its connections waits until it may identify. */
  isInLine(): boolean;
  /** Whether it does nothing before time passes. */
  isIdle(): boolean;
};

/** `assertReachable` throws while the process does not reach the database. */
export function watchWork(leases: Leases, clock: ProcessClock, assertReachable: () => void): ProcessWork {
  /** Its shards, and whether each is connected. */
  const held = new Map<string, boolean>();
  let underWay = 0;
  let isAnnouncing = false;
  let isStarted = false;

  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    underWay += 1;
    try {
      assertReachable();
      return await work();
    } finally {
      underWay -= 1;
    }
  }
  const shardOf = (name: string) => /^discord shard of .*: (\d+\/\d+)$/u.exec(name)?.[1];
  const isInLine = () => clock.isWaiting(...TURN) || clock.isWaiting(NONE_LEFT);

  return {
    leases: {
      async take(name, holder, milliseconds) {
        const isTaken = await ask(() => leases.take(name, holder, milliseconds));
        const shard = shardOf(name);
        if (isTaken && shard !== undefined && !held.has(shard)) held.set(shard, false);
        return isTaken;
      },
      renew: (...args) => ask(() => leases.renew(...args)),
      release(name, holder) {
        // Its connection is closed by then.
        held.delete(shardOf(name) ?? '');
        return ask(() => leases.release(name, holder));
      },
      list(prefix) {
        if (prefix === 'discord commands ') isAnnouncing = true;
        return ask(() => leases.list(prefix));
      },
    },
    hear(line) {
      const [, id, count, event] = /shard (\d+) of (\d+) (is connected|was lost)/u.exec(line) ?? [];
      if (event === 'is connected') held.set(`${id}/${count}`, true);
      if (event === 'was lost') held.delete(`${id}/${count}`);
      if (/shards? closed/u.test(line)) held.clear();
    },
    begin() {
      isStarted = true;
    },
    isStarted: () => isStarted,
    shards: () => [...held].flatMap(([shard, isConnected]) => (isConnected ? [shard] : [])),
    isInLine,
    isIdle: () =>
      underWay === 0 &&
      clock.isWaiting(LOOK) &&
      ([...held.values()].every((isConnected) => isConnected) || isInLine()) &&
      (!isAnnouncing || isStarted || clock.isWaiting(ANNOUNCED)),
  };
}
