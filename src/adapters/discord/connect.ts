import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { ConnectionFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import { describe, readCloseCode, readHopeless } from './failures.ts';

/** None of these is privileged: Discord gives them to every bot. */
const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
];

export type Connection = { readonly client: Client<true>; readonly application: string };

export type ConnectSettings = {
  readonly token: string;
  /** Without its version: `https://discord.com/api`. */
  readonly apiUrl?: string;
  /** Milliseconds before the second attempt to connect; each later pause is twice as long, up to five minutes. */
  readonly firstPause: number;
  /** Gives up where somebody no longer wants the connection. */
  readonly signal: AbortSignal;
};

const LONGEST_PAUSE = 5 * 60_000;
const CONNECT_WITHIN = 60_000;

/** Connects, as often as it takes; rejects with a ConnectionFailure where waiting cannot help. */
export async function connect(
  settings: ConnectSettings,
  prepare: (client: Client) => void,
  log: Log,
): Promise<Connection> {
  for (let pause = settings.firstPause; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const client = createClient(settings.apiUrl);
    try {
      prepare(client);
      return await connectOnce(client, settings);
    } catch (error) {
      await client.destroy();
      settings.signal.throwIfAborted();
      const failure = readHopeless(error);
      if (failure) throw failure;
      const seconds = Math.max(1, Math.round(pause / 1000));
      log.warn(
        `Discord cannot be reached (${describe(error)}): check the network and DISCORD_API_URL. The next attempt is in ${seconds} s.`,
      );
      await rest(pause, settings.signal);
    }
  }
}

function createClient(api: string | undefined): Client {
  return new Client({
    intents: INTENTS,
    // Nothing is kept of messages and people: what arrives is read once.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
      PresenceManager: 0,
    }),
    waitGuildTimeout: 5_000,
    allowedMentions: { parse: [] },
    // discord.js asks again at once and only after some errors; `createRequests` does it with pauses.
    rest: { ...(api === undefined ? {} : { api }), retries: 0, timeout: 10_000 },
  });
}

async function connectOnce(client: Client, { token, signal }: ConnectSettings): Promise<Connection> {
  signal.throwIfAborted();
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => reject(readCloseCode(code)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const late = () => reject(new Error(`no answer for ${CONNECT_WITHIN / 1000} s`));
    setTimeout(late, CONNECT_WITHIN).unref();
  });
  // A refusal may come by either way, and only one of them is waited for.
  ready.catch(() => undefined);
  const connected = await Promise.race([client.login(token).then(() => ready), ready]);
  const { application } = connected;
  if (application === null)
    throw new ConnectionFailure('Discord does not say which application this bot is.');
  return { client: connected, application: application.id };
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
