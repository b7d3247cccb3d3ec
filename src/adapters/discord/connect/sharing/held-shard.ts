import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import { wait } from '../../../../core/async/wait.ts';
import { within } from '../../../../core/async/within.ts';
import type { ConnectionFailure } from '../../../../core/chat/failures.ts';
import { readCloseCode } from '../../failures.ts';
import type { Shard } from '../client.ts';
import { type ConnectSettings, connectOnce } from '../connect.ts';

/** Milliseconds that the other side has to say that it heard of an end. */
const CLOSED_WITHIN = 2_000;

/** discord.js connects anew so long (ms) after it lost a connection, also where it is destroyed meanwhile. */
const RECONNECTED_AFTER = 1_000;

/** A shard that this process holds, with a client of its own, so that it can be handed over alone. */
export type HeldShard = {
  readonly shard: Shard;
  /** The client, once it stands. */
  client(): Client<true> | undefined;
  /** One attempt to connect; yields whether it stands, and not where it was closed meanwhile. Rejects where it fails. */
  open(): Promise<boolean>;
  /** Acts on nothing any more, from this moment on. */
  close(): Promise<void>;
};

export type HeldShardHooks = {
  /** Called where Discord ends a connection that stood, for good. */
  readonly onEnd: (failure: ConnectionFailure) => void;
  /** Called where it was connected anew, and not resumed. */
  readonly onGap: () => void;
};

export function holdShard(
  settings: ConnectSettings & { readonly shard: Shard },
  { onEnd, onGap }: HeldShardHooks,
): HeldShard {
  const end = new AbortController();
  let client: Client<true> | undefined;
  let isLost = false;
  return {
    shard: settings.shard,
    client: () => client,
    async open() {
      if (end.signal.aborted) return false;
      const signal = AbortSignal.any([settings.signal, end.signal]);
      try {
        const connected = await connectOnce({ ...settings, signal });
        connected.ws.on(GatewayDispatchEvents.Ready, onGap);
        connected.on(Events.ShardDisconnect, ({ code }) => onEnd(readCloseCode(code)));
        connected.on(Events.ShardReconnecting, () => {
          isLost = true;
        });
        const found = () => {
          isLost = false;
        };
        connected.on(Events.ShardReady, found);
        connected.on(Events.ShardResume, found);
        client = connected;
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
      return true;
    },
    async close() {
      end.abort();
      if (client === undefined) return;
      client.ws.removeAllListeners();
      if (isLost) await wait(RECONNECTED_AFTER);
      await within(CLOSED_WITHIN, client.destroy(), undefined);
    },
  };
}

/** Which of so many shards tells of a server; '' for direct messages. https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guild: string, count: number): number {
  return /^\d+$/u.test(guild) ? Number((BigInt(guild) >> 22n) % BigInt(count)) : 0;
}
