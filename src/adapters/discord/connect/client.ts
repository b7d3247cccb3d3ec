import {
  Client,
  type ClientOptions,
  GatewayIntentBits,
  type IIdentifyThrottler,
  Options,
  type RESTOptions,
} from 'discord.js';
import { pauseOf } from '../failures.ts';
import { ANSWERED_WITHIN, type Gate, WAITED_FOR } from '../send/gate.ts';

/** None of these is privileged: Discord gives them to every bot. */
const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
];

export type ApiSettings = {
  readonly token: string;
  /** Without its version: `https://discord.com/api`. */
  readonly apiUrl?: string;
  readonly gate: Pick<Gate, 'fetch'>;
};

/** The bot's id, which stands before the first dot of its token: the secret comes after it. */
export function readBotId(token: string): string {
  return token.split('.')[0] ?? '';
}

/** One of the connections among which Discord divides servers: `(id >> 22) % count`. */
export type Shard = { readonly id: number; readonly count: number };

export type ClientSettings = ApiSettings & {
  /** As many as Discord recommends unless one is given. */
  readonly shard?: Shard | undefined;
  readonly throttle?: (manager: GatewayInformant) => IIdentifyThrottler;
};

/** What a throttle asks of discord.js. */
export type GatewayInformant = {
  /** Discord's own, or what it said last. */
  fetchGatewayInformation(force?: boolean): Promise<GatewayInformation>;
};

export type GatewayInformation = {
  readonly shards: number;
  readonly session_start_limit: SessionStartLimit;
};

/** https://docs.discord.com/developers/events/gateway#session-start-limit-object */
export type SessionStartLimit = {
  readonly total: number;
  readonly remaining: number;
  readonly reset_after: number;
  readonly max_concurrency: number;
};

/** discord.js asks again at once and only after some errors; `createRequests` does it with pauses. */
export function restOptions({ apiUrl, gate }: Omit<ApiSettings, 'token'>): Partial<RESTOptions> {
  return {
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    retries: 0,
    timeout: ANSWERED_WITHIN,
    // The default sends by whichever version of undici was loaded first, and loses files where that is not its own.
    makeRequest: gate.fetch,
    // What waits here holds up what comes after it; `createPersist` waits by itself.
    rejectOnRateLimit: (limit) => pauseOf(limit) > WAITED_FOR,
  };
}

/** A client that is not connected yet; it can ask by its REST all the same. */
export function createClient(settings: ClientSettings): Client {
  const { token, shard, throttle } = settings;
  const sharding: Pick<ClientOptions, 'shards' | 'shardCount'> =
    shard === undefined ? { shards: 'auto' } : { shards: [shard.id], shardCount: shard.count };
  const client = new Client({
    ...sharding,
    intents: INTENTS,
    ...(throttle === undefined ? {} : { ws: { buildIdentifyThrottler: throttle } }),
    // Nothing is kept of messages and people: what arrives is read once.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user?.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      PresenceManager: 0,
    }),
    waitGuildTimeout: 5_000,
    allowedMentions: { parse: [] },
    rest: restOptions(settings),
  });
  client.rest.setToken(token);
  return client;
}
