import { type Client, Events, RateLimitError } from 'discord.js';
import { growingPause, retry } from '../../../core/async/retry.ts';
import { ConnectionFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import { describe, isOfSessions, pauseOf, readCloseCode, readHopeless } from '../failures.ts';
import { type ApiSettings, createClient, type GatewayInformation, type Shard } from './client.ts';
import type { IdentifyTurns, Waiting } from './identify-turns.ts';

export type ConnectSettings = ApiSettings & {
  readonly shard?: Shard;
  readonly turns: IdentifyTurns;
  readonly askGateway: () => Promise<GatewayInformation>;
  /** Listens to the client before it connects. */
  readonly prepare: (client: Client) => void;
  /** Gives up where somebody no longer wants the connection. */
  readonly signal: AbortSignal;
};

const LONGEST_PAUSE = 5 * 60_000;
const CONNECT_WITHIN = 60_000;

/**
 * Connects, as often as it takes; rejects with a ConnectionFailure where waiting cannot help. `firstPause`: milliseconds before
 * the second attempt; each later pause is twice as long, up to five minutes.
 */
export async function connect(
  settings: ConnectSettings & { readonly firstPause: number },
  log: Log,
): Promise<Client<true>> {
  const { firstPause, signal } = settings;
  return retry(() => connectOnce(settings), {
    signal,
    pauseAfter: (error, tries) =>
      error instanceof ConnectionFailure ? undefined : pauseToConnect(error, tries, firstPause),
    onRetry: (error, pause) => warnOfConnecting(error, pause, log),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}

/** Milliseconds until it is tried again to connect, after so many tries. */
export function pauseToConnect(error: unknown, tries: number, firstPause: number): number {
  const named = error instanceof RateLimitError ? pauseOf(error) : 0;
  return Math.max(named, growingPause(tries, firstPause, 2, LONGEST_PAUSE));
}

export function warnOfConnecting(error: unknown, pause: number, log: Pick<Log, 'warn'>): void {
  const seconds = Math.max(1, Math.round(pause / 1000));
  log.warn(
    entry`Discord cannot be reached (${describe(error)}): check the network and DISCORD_API_URL. The next attempt is in ${seconds} s.`,
  );
}

/**
 * One attempt to connect, once Discord lets as many connections be opened as that takes. Rejects with a ConnectionFailure where
 * another is no use.
 */
export async function connectOnce(settings: ConnectSettings): Promise<Client<true>> {
  const { turns, askGateway, shard, signal } = settings;
  for (;;) {
    try {
      return await logIn(settings);
    } catch (error) {
      if (!isOfSessions(error)) throw error;
      await turns.untilEnough(askGateway, shard === undefined ? undefined : 1, signal);
    }
  }
}

async function logIn(settings: ConnectSettings): Promise<Client<true>> {
  const { signal, turns } = settings;
  const patience = createPatience();
  const client = createClient({ ...settings, throttle: turns.throttle(patience) });
  let stop = () => {};
  try {
    signal.throwIfAborted();
    settings.prepare(client);
    const ready = new Promise<Client<true>>((resolve, reject) => {
      client.once(Events.ClientReady, resolve);
      client.once(Events.ShardDisconnect, ({ code }) => reject(readCloseCode(code)));
      stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      patience.run(() => reject(new LoggableError(entry`no answer for ${CONNECT_WITHIN / 1000} s`)));
    });
    // A refusal may come by either way.
    const [connected] = await Promise.all([ready, client.login(settings.token)]);
    if (connected.application === null)
      throw new ConnectionFailure(entry`Discord does not say which application this bot is.`);
    return connected;
  } catch (error) {
    await client.destroy();
    throw readHopeless(error) ?? error;
  } finally {
    patience.stop();
    signal.removeEventListener('abort', stop);
  }
}

/** The time that connecting may take, without what is waited for before a shard may identify. */
function createPatience(): Waiting & { run(over: () => void): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let over: (() => void) | undefined;
  const start = () => {
    clearTimeout(timer);
    if (over !== undefined) timer = setTimeout(over, CONNECT_WITHIN);
  };
  return {
    run(work) {
      over = work;
      start();
    },
    stop() {
      over = undefined;
      clearTimeout(timer);
    },
    begin: () => clearTimeout(timer),
    end: start,
  };
}
