import {
  App,
  type Authorize,
  ErrorCode,
  HTTPReceiver,
  type Logger,
  LogLevel,
  SocketModeReceiver,
  type webApi,
} from '@slack/bolt';
import type { WebHandler } from '../../core/async/web-server.ts';
import { within } from '../../core/async/within.ts';
import type { Log } from '../../core/chat/log.ts';
import { beginningOf, entry, joinEntries, kindOf, LoggableError } from '../../core/text/log-entry.ts';
import { REQUEST_TIMEOUT } from './send/response-url.ts';
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
export function clientOptionsOf(
  { apiUrl }: Pick<SlackSettings, 'apiUrl'>,
  logger: Logger,
): webApi.WebClientOptions {
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
  logger: Logger,
  authorize: Authorize<boolean>,
  prepare: (app: App) => void,
  helloWithin = HELLO_WITHIN,
): Promise<Connection> {
  const clientOptions = clientOptionsOf(settings, logger);
  const common = { authorize, logger, clientOptions, convoStore: false } as const;
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
  });
  prepare(new App({ ...common, receiver }));
  const takeOff = await settings.serve(answerSlack(receiver));
  return { lost: new Promise(() => {}), close: async () => takeOff() };
}

async function openSocket({ client }: SocketModeReceiver, helloWithin: number): Promise<Connection> {
  const lost = new Promise<unknown>((resolve) => {
    client.once('disconnected', resolve);
  });
  const close = async () => {
    await within(CLOSE_WITHIN, client.disconnect(), undefined);
  };
  try {
    const answer = await within(helloWithin, client.start(), 'late');
    if (answer === 'late')
      throw new LoggableError(entry`Slack did not say hello within ${helloWithin / 1000} s`);
  } catch (error) {
    void close();
    throw error ?? new LoggableError(entry`Slack closed the connection`);
  }
  return { lost, close };
}

/** As far as a request's time may lie ahead of ours, in seconds: as far as Slack lets it lie behind. */
const AHEAD = 5 * 60;
/** Slack's largest payloads are some 100 kB. */
const BODY_LIMIT = 1_000_000;

/**
 * Refuses what Bolt takes: a request signed for a time to come could be caught and sent again until then
 * (docs.slack.dev/authentication/verifying-requests-from-slack). What Bolt has no route for is none of Slack's.
 */
function answerSlack({ requestListener }: HTTPReceiver): WebHandler {
  return (request, response) => {
    const isAddress = URL.canParse(request.url ?? '', 'http://localhost');
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    if (!isAddress) return false;
    if (timestamp > Date.now() / 1000 + AHEAD) {
      response.writeHead(401).end();
      return true;
    }
    try {
      requestListener(request, response);
      return true;
    } catch (error) {
      if (isUnknownRoute(error)) return false;
      throw error;
    }
  };
}

function isUnknownRoute(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === ErrorCode.HTTPReceiverDeferredRequestError
  );
}

/**
 * What the SDK says goes into the debug log: this adapter says in one line what matters, and how to mend it. Its own
 * debug lines hold messages whole and are left out.
 */
export function createSdkLog(log: Log): Logger {
  const note = (...parts: readonly unknown[]) => {
    const words = parts.map((part) => (typeof part === 'string' ? beginningOf(part) : kindOf(part)));
    log.debug(entry`Slack SDK: ${joinEntries(words, entry` `)}`);
  };
  const ignore = () => {};
  return {
    error: note,
    warn: note,
    info: ignore,
    debug: ignore,
    getLevel: () => LogLevel.WARN,
    setLevel: ignore,
    setName: ignore,
  };
}
