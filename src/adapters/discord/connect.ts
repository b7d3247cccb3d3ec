import { Client, Events, GatewayIntentBits, Options, RateLimitError } from 'discord.js';
import { growingPause, retry } from '../../core/async/retry.ts';
import { within } from '../../core/async/within.ts';
import { ConnectionFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import { entry, LoggableError } from '../../core/text/log-entry.ts';
import { describe, pauseOf, readCloseCode, readHopeless } from './failures.ts';
import { ANSWERED_WITHIN, type Gate, WAITED_FOR } from './send/gate.ts';

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
  readonly gate: Pick<Gate, 'fetch'>;
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
  const { firstPause, signal } = settings;
  return retry(tryOnce, {
    signal,
    pauseAfter(error, tries) {
      if (error instanceof ConnectionFailure) return undefined;
      const named = error instanceof RateLimitError ? pauseOf(error) : 0;
      return Math.max(named, growingPause(tries, firstPause, 2, LONGEST_PAUSE));
    },
    onRetry: (error, pause) =>
      log.warn(
        entry`Discord cannot be reached (${describe(error)}): check the network and DISCORD_API_URL. The next attempt is in ${Math.max(1, Math.round(pause / 1000))} s.`,
      ),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });

  async function tryOnce(): Promise<Connection> {
    const client = createClient(settings);
    try {
      prepare(client);
      return await connectOnce(client, settings);
    } catch (error) {
      await client.destroy();
      throw readHopeless(error) ?? error;
    }
  }
}

function createClient({ apiUrl, gate }: Pick<ConnectSettings, 'apiUrl' | 'gate'>): Client {
  return new Client({
    intents: INTENTS,
    // As many connections as Discord recommends: one holds at most 2,500 servers.
    shards: 'auto',
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
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      retries: 0,
      timeout: ANSWERED_WITHIN,
      // The default sends by whichever version of undici was loaded first, and loses files where that is not its own.
      makeRequest: gate.fetch,
      // What waits here holds up what comes after it; `createPersist` waits by itself.
      rejectOnRateLimit: (limit) => pauseOf(limit) > WAITED_FOR,
    },
  });
}

async function connectOnce(client: Client, { token, signal }: ConnectSettings): Promise<Connection> {
  signal.throwIfAborted();
  let stop = () => {};
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => reject(readCloseCode(code)));
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  // A refusal may come by either way.
  const connecting = Promise.all([ready, client.login(token)]).finally(() =>
    signal.removeEventListener('abort', stop),
  );
  const [connected] = await within(CONNECT_WITHIN, connecting, []);
  if (connected === undefined) throw new LoggableError(entry`no answer for ${CONNECT_WITHIN / 1000} s`);
  const { application } = connected;
  if (application === null)
    throw new ConnectionFailure(entry`Discord does not say which application this bot is.`);
  return { client: connected, application: application.id };
}
