import type { Client } from 'discord.js';
import { createKeyedQueue } from '../../../../core/async/keyed-queue.ts';
import type { ConnectionFailure } from '../../../../core/chat/failures.ts';
import { entry, type LogEntry } from '../../../../core/text/log-entry.ts';
import type { Shard } from '../client.ts';
import type { ConnectSettings } from '../connect.ts';
import type { ConnectionHooks } from '../connections.ts';
import { type HeldShard, holdShard } from './held-shard.ts';
import type { ShardLeases } from './shard-leases.ts';

/** The shards that this process holds, one of each number. */
export type HeldShards = {
  all(): readonly HeldShard[];
  /** The one of that number. */
  at(id: number): HeldShard | undefined;
  /** Those that are not connected yet, in the order in which they will be. */
  waiting(): readonly HeldShard[];
  /** Those of the others. */
  clients(): readonly Client<true>[];
  /** Connects a shard whose lease was taken, once those of its key are that were opened before; Discord has so many keys. */
  open(shard: Shard, keys: number): void;
  /** Closes one whose lease is lost. */
  drop(one: HeldShard): Promise<void>;
  /** Closes them, and lets others take them. */
  letGo(ones: readonly HeldShard[]): Promise<void>;
};

export type HeldShardsHooks = Pick<ConnectionHooks, 'prepare'> & {
  /** Whether what is held is still this process's. */
  readonly isTrusted: () => boolean;
  /** Called when one has been connected. */
  readonly onStand: (one: HeldShard) => void;
  /** Called where one could not be connected; `open` goes on after it. */
  readonly onFailure: (error: unknown) => Promise<void>;
  /** Called where Discord ends a connection that stood, for good. */
  readonly onEnd: (failure: ConnectionFailure) => void;
  /** Called where one was connected anew, and not resumed. */
  readonly onGap: (shard: Shard) => void;
};

export function holdShards(
  settings: Omit<ConnectSettings, 'prepare' | 'shard'> & { readonly leases: Pick<ShardLeases, 'release'> },
  { prepare, isTrusted, onStand, onFailure, onEnd, onGap }: HeldShardsHooks,
): HeldShards {
  const inTurn = createKeyedQueue();
  const held = new Map<number, HeldShard>();
  /** The last end of each, which a new connection waits for. */
  const closing = new Map<number, Promise<void>>();

  function drop(one: HeldShard): Promise<void> {
    const { id } = one.shard;
    if (held.get(id) === one) held.delete(id);
    const closed = one.close();
    closing.set(id, closed);
    return closed;
  }

  async function connect(one: HeldShard): Promise<void> {
    try {
      await closing.get(one.shard.id);
      if (await one.open()) onStand(one);
    } catch (error) {
      await onFailure(error);
    }
  }

  return {
    all: () => [...held.values()],
    at: (id) => held.get(id),
    waiting: () => [...held.values()].filter((one) => one.client() === undefined),
    clients: () => [...held.values()].flatMap((one) => one.client() ?? []),
    open(shard, keys) {
      const isOurs = () => held.get(shard.id) === one && isTrusted();
      const one: HeldShard = holdShard(
        { ...settings, shard, prepare: (client) => prepare(client, isOurs) },
        { onGap: () => onGap(shard), onEnd },
      );
      held.set(shard.id, one);
      void inTurn(String(shard.id % keys), () => connect(one));
    },
    drop,
    async letGo(ones) {
      await Promise.all(
        ones.map(async (one) => {
          await drop(one);
          await settings.leases.release(one.shard);
        }),
      );
    },
  };
}

/** `shard 0 of 2`. */
export function nameShard({ id, count }: Shard): LogEntry {
  return entry`shard ${id} of ${count}`;
}
