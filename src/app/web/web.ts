import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../config/config.ts';
import {
  openWebServer,
  type WebHandler,
  type WebServer,
  type WebServerOptions,
} from '../../core/async/web-server.ts';
import type { Log } from '../../core/chat/log.ts';
import { entry, LoggableError, traceOf } from '../../core/text/log-entry.ts';

/** The one port on which requests arrive from outside. */
export type Web = {
  /**
   * Asks a handler for its answer from now on, after those before it; yields how to take it off. The port opens with the first.
   * Rejects where it cannot be had, no setting names it, or all of this was closed.
   */
  serve(handler: WebHandler): Promise<() => void>;
  close(): Promise<void>;
};

/** Far more than services and mail programs hold at once, far less than the descriptors that a process has. */
const connections = 256;
/** Slack waits 3 seconds for an answer. */
const silence = 30_000;

/** Seconds after which somebody asks again who came while it starts or stops. */
const again = '5';

export type WebOptions = Pick<Config, 'port' | 'host'> & Pick<WebServerOptions, 'leaving'>;

/** Opens nothing yet. `isWhole`: all are there who answer. What nobody answers before is to be asked again, as Slack does. */
export function createWeb({ port, host, leaving }: WebOptions, log: Log, isWhole = () => true): Web {
  const handlers = new Set<WebHandler>();
  let opening: Promise<WebServer> | undefined;
  let closing: Promise<void> | undefined;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (isHealth(request)) return void response.end('ok\n');
    try {
      if ([...handlers].some((handler) => handler(request, response))) return;
      const headers = { connection: 'close', 'content-type': 'text/plain' };
      if (isWhole()) return void response.writeHead(404, headers).end('There is nothing here.\n');
      response.writeHead(503, { ...headers, 'retry-after': again }).end('Ask again in a moment.\n');
    } catch (error) {
      log.error(entry`A request on port ${port ?? 0} could not be answered: ${traceOf(error)}`, error);
      response.destroy();
    }
  }

  return {
    async serve(handler) {
      if (port === undefined) throw new LoggableError(entry`No request can arrive: PORT is not set.`);
      if (closing !== undefined)
        throw new LoggableError(entry`No request can arrive: the program is stopping.`);
      opening ??= openWebServer(
        {
          ...{ port, connections, silence },
          ...(host === undefined ? {} : { host }),
          ...(leaving === undefined ? {} : { leaving }),
        },
        answer,
      );
      try {
        await opening;
      } catch (error) {
        opening = undefined;
        throw error;
      }
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    close() {
      closing ??= Promise.resolve(opening?.catch(() => undefined)).then((server) => server?.close());
      return closing;
    },
  };
}

/** Whether somebody asks if the program is alive. */
function isHealth({ method, url }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && /^\/healthz?(?:\?|$)/u.test(url ?? '');
}
