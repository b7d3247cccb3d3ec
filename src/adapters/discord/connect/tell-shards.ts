import { Status } from 'discord.js';
import type { Health } from '../../../core/text/health.ts';
import { entry } from '../../../core/text/log-entry.ts';
import type { Connections } from './connections.ts';

/** How many of this process's shards are connected: one that is lost is connected again by itself. */
export function tellShards({ clients }: Pick<Connections, 'clients'>): Health {
  const shards = clients().flatMap(({ ws }) => [...ws.shards.values()]);
  const standing = shards.filter(({ status }) => status === Status.Ready).length;
  if (shards.length === 0)
    return {
      state: 'ok',
      words: entry`No shard is connected here: other processes have them, or they are being connected.`,
    };
  const state = standing === shards.length ? 'ok' : standing > 0 ? 'warn' : 'wrong';
  return { state, words: entry`${standing} of ${shards.length} shards here are connected.` };
}
