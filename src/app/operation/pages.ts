import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../core/chat/log.ts';
import { entry, traceOf } from '../../core/text/log-entry.ts';
import { type Checks, isReady } from './checks.ts';

/** A page's text and its type; rejects where it cannot be made. */
export type Page = () => Promise<{
  readonly status: number;
  readonly type: string;
  readonly text: string;
}>;

/** Pages by their paths. */
export type Pages = Readonly<Record<string, Page>>;

/** `/healthz` answers while the event loop turns; `/readyz` with 503 and the reasons where a part does not do what it is for. */
export function probePages(checks: Pick<Checks, 'read'>): Pages {
  return {
    '/healthz': async () => ({ status: 200, type: 'text/plain; charset=utf-8', text: 'ok\n' }),
    '/readyz': async () => {
      const found = await checks.read();
      const ready = isReady(found);
      return json(ready ? 200 : 503, { ready, checks: found });
    },
  };
}

export function json(status: number, value: object): Awaited<ReturnType<Page>> {
  return { status, type: 'application/json', text: `${JSON.stringify(value)}\n` };
}

/** Answers requests with these pages, and whatever else is asked for with 404. */
export function servePages(
  pages: Pages,
  log: Log,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const { method, url = '' } = request;
    const [path = ''] = url.split('?');
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const refuse = (status: number, words: string) =>
      void response
        .writeHead(status, { 'content-type': 'text/plain', connection: 'close' })
        .end(`${words}\n`);
    if (page === undefined)
      return refuse(404, `There is nothing here. Ask for ${Object.keys(pages).join(', ')}.`);
    if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Nothing can be changed here.');
    page().then(
      ({ status, type, text }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
      (error: unknown) => {
        log.error(entry`A page for the operator could not be made: ${traceOf(error)}`, error);
        refuse(500, 'That did not work. The log of Paperboy says why.');
      },
    );
  };
}
