import { setTimeout as wait } from 'node:timers/promises';
import { App, HTTPReceiver, type Logger, SocketModeReceiver, type webApi } from '@slack/bolt';
import { BODY_LIMIT, guardRequests } from './guard-requests.ts';
import type { Identity } from './identity.ts';
import { REQUEST_TIMEOUT } from './response-url.ts';
import type { SlackSettings } from './settings.ts';

/** A way by which commands arrive. */
export type Connection = {
  /** Resolves once it is gone, for whatever reason; never in HTTP mode. */
  readonly lost: Promise<unknown>;
  close(): Promise<void>;
};

/** From connecting to Slack's hello. The SDK alone would wait for ever. */
const HELLO_WITHIN = 15_000;
const CLOSE_WITHIN = 1_000;

/** How the SDK's clients behave: one try, ten seconds; what is tried again is decided in one place. */
export function clientOptionsOf({ apiUrl }: SlackSettings, logger: Logger): webApi.WebClientOptions {
  return {
    logger,
    timeout: REQUEST_TIMEOUT,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

/** Opens the connection that the settings ask for, with the listeners of `prepare` on it. */
export async function connect(
  settings: SlackSettings,
  identity: Identity,
  logger: Logger,
  prepare: (app: App) => void,
  helloWithin = HELLO_WITHIN,
): Promise<Connection> {
  const clientOptions = clientOptionsOf(settings, logger);
  const { botToken: token } = settings;
  const { botId, botUserId } = identity;
  const common = { token, botId, botUserId, logger, clientOptions, convoStore: false } as const;
  if ('appToken' in settings) {
    const receiver = new SocketModeReceiver({
      appToken: settings.appToken,
      // Its own reconnecting ends in a rejection that nobody handles once Slack cannot be reached.
      autoReconnectEnabled: false,
      logger,
      installerOptions: { clientOptions },
    });
    prepare(new App({ ...common, receiver }));
    return openSocket(receiver, helloWithin);
  }
  const receiver = new HTTPReceiver({
    signingSecret: settings.signingSecret,
    bodyLimit: BODY_LIMIT,
    logger,
    customRoutes: [{ path: '/health', method: 'GET', handler: (_, response) => response.end('ok\n') }],
  });
  guardRequests(receiver, settings.answerOthers);
  prepare(new App({ ...common, receiver }));
  const server = await receiver.start(settings.port, { requestTimeout: REQUEST_TIMEOUT });
  return {
    lost: new Promise(() => {}),
    async close() {
      const stopped = receiver.stop();
      server.closeIdleConnections();
      await Promise.race([stopped, wait(CLOSE_WITHIN)]);
      server.closeAllConnections();
    },
  };
}

async function openSocket({ client }: SocketModeReceiver, helloWithin: number): Promise<Connection> {
  const lost = new Promise<unknown>((resolve) => {
    client.once('disconnected', resolve);
  });
  const close = async () => {
    const closed = client.disconnect();
    await Promise.race([closed, wait(CLOSE_WITHIN)]);
  };
  const late = new AbortController();
  const timeout = wait(helloWithin, undefined, { signal: late.signal }).then(() => {
    throw new Error(`Slack did not say hello within ${helloWithin / 1000} s`);
  });
  const started = client.start();
  started.catch(() => {});
  timeout.catch(() => {});
  try {
    await Promise.race([started, timeout]);
  } catch (error) {
    void close();
    throw error ?? new Error('Slack closed the connection');
  } finally {
    late.abort();
  }
  return { lost, close };
}
