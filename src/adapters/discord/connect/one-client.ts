import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import type { Log } from '../../../core/chat/log.ts';
import { readCloseCode } from '../failures.ts';
import { type ConnectSettings, connect } from './connect.ts';
import type { ConnectionHooks, Connections } from './connections.ts';
import { tellShards, unconnected, withRemark } from './tell-shards.ts';

export type OneClientSettings = Omit<ConnectSettings, 'prepare' | 'shard'> & { readonly firstPause: number };

/** All connections of the token, as many as Discord recommends, in this process. */
export function createOneClient(
  settings: OneClientSettings,
  { prepare, onEnd, onGap }: ConnectionHooks,
  log: Log,
): Connections {
  let client: Client<true> | undefined;
  return {
    async start() {
      const wanted = {
        ...settings,
        prepare: (prepared: Client) => prepare(prepared, () => !settings.signal.aborted),
      };
      const connected = await connect(wanted, log);
      client = connected;
      connected.ws.on(GatewayDispatchEvents.Ready, () => onGap(() => true));
      connected.on(Events.ShardDisconnect, ({ code }) => {
        if (!settings.signal.aborted) onEnd(readCloseCode(code));
      });
      const { user, application } = connected;
      return { bot: user.id, name: user.tag, application: application.id };
    },
    health: () =>
      withRemark(client === undefined ? unconnected : tellShards([client]), settings.turns.trouble()),
    clients: () => (client === undefined ? [] : [client]),
    clientOf: () => client,
    quiet: () => void client?.ws.removeAllListeners(),
    async close() {
      await client?.destroy();
    },
  };
}
