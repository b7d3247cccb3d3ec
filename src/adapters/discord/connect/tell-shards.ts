import { type Client, Status } from 'discord.js';
import type { Health } from '../../../core/text/health.ts';
import { entry, type LogEntry } from '../../../core/text/log-entry.ts';

/** Before there is a connection. */
export const unconnected: Health = { state: 'wrong', words: entry`It is not connected yet.` };

/** How many of this process's shards are connected: one that is lost is connected again by itself. */
export function tellShards(clients: readonly Client<true>[]): Health {
  const shards = clients.flatMap(({ ws }) => [...ws.shards.values()]);
  const standing = shards.filter(({ status }) => status === Status.Ready).length;
  if (shards.length === 0) return { state: 'ok', words: entry`No shard is connected here.` };
  const state = standing === shards.length ? 'ok' : standing > 0 ? 'warn' : 'wrong';
  return { state, words: entry`Shards connected here: ${standing} of ${shards.length}.` };
}

/** The health with a remark, where there is one, that makes of what is well no more than that. */
export function withRemark(
  { state, words }: Health,
  remark: LogEntry | undefined,
  most: Health['state'] = 'warn',
): Health {
  if (remark === undefined) return { state, words };
  return { state: state === 'ok' ? most : state, words: entry`${words} ${remark}` };
}
