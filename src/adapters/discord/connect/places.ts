import { type Client, RESTJSONErrorCodes } from 'discord.js';
import { createKeyedQueue } from '../../../core/async/keyed-queue.ts';
import { hasCode } from '../failures.ts';
import { type ApiSettings, createClient } from './client.ts';
import type { Connections } from './connections.ts';

/** Does something with a client that knows a server; with none where the bot is not in it. */
export type Visit = <Result>(
  guild: string,
  work: (client: Client | undefined) => Promise<Result>,
) => Promise<Result>;

/** What is known of servers: by this process's connections, else by asking Discord. */
export type Places = {
  /** The client that is told of the server as it changes, where this process has it; '' for direct messages. */
  clientOf(guild: string): Client<true> | undefined;
  visit: Visit;
  close(): Promise<void>;
};

export function createPlaces(connections: Pick<Connections, 'clientOf'>, settings: ApiSettings): Places {
  const { clientOf } = connections;
  const inTurn = createKeyedQueue();
  /** Never connected: it asks anew each time, and keeps nothing. */
  let visitor: Client | undefined;

  async function isThere(guild: string, client: Client): Promise<boolean> {
    try {
      await client.guilds.fetch({ guild, force: true });
      return true;
    } catch (error) {
      if (hasCode(error, RESTJSONErrorCodes.UnknownGuild, RESTJSONErrorCodes.MissingAccess)) return false;
      throw error;
    }
  }

  return {
    clientOf,

    async visit(guild, work) {
      const own = clientOf(guild);
      if (own !== undefined) return work(guild === '' || own.guilds.cache.has(guild) ? own : undefined);
      visitor ??= createClient(settings);
      const client = visitor;
      if (guild === '') return work(client);
      return inTurn(guild, async () => {
        if (!(await isThere(guild, client))) return work(undefined);
        try {
          return await work(client);
        } finally {
          const known = client.guilds.cache.get(guild);
          for (const id of known?.channels.cache.keys() ?? []) client.channels.cache.delete(id);
          client.guilds.cache.delete(guild);
        }
      });
    },

    async close() {
      await visitor?.destroy();
    },
  };
}
