import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../core/chat/log.ts';
import { entry, traceOf } from '../../core/text/log-entry.ts';
import { type Check, type Checks, isReady, ofProgram } from './checks.ts';

/** What is asked of a page: the path below its own, and the query. */
export type Asked = { readonly below: string; readonly query: URLSearchParams };

/** A page's text and its type; rejects where it cannot be made. */
export type Page = (asked: Asked) => Promise<{
  readonly status: number;
  readonly type: string;
  readonly text: string;
}>;

/** Pages by their paths; one that ends with a slash has all below it. */
export type Pages = Readonly<Record<string, Page>>;

/**
 * `/healthz` answers while the event loop turns; `/readyz` with 503 and the reasons where a part does not do what it is for, but
 * for parts left out by `?exclude=`. `/readyz/PART` asks for one alone, and whether the program starts or stops.
 */
export function probePages(checks: Pick<Checks, 'read'>): Pages {
  return {
    '/healthz': async () => ({ status: 200, type: 'text/plain; charset=utf-8', text: 'ok\n' }),
    '/readyz': async ({ query }) => {
      const excluded = query.getAll('exclude').flatMap((names) => names.split(','));
      return tell((await checks.read()).filter(({ name }) => !excluded.includes(name)));
    },
    '/readyz/': async ({ below }) => {
      const found = await checks.read();
      if (found.some(({ name }) => name === below))
        return tell(found.filter(({ name }) => name === below || name === ofProgram));
      return json(404, { parts: found.map(({ name }) => name) });
    },
  };
}

function tell(checks: readonly Check[]): Awaited<ReturnType<Page>> {
  const ready = isReady(checks);
  return json(ready ? 200 : 503, { ready, checks });
}

/** The paths of pages that people may be told. */
export function listPaths(pages: Pages): string {
  return Object.keys(pages)
    .filter((path) => !path.endsWith('/'))
    .join(', ');
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
    const [path = '', query = ''] = url.split('?', 2);
    const own = Object.keys(pages).find((one) => path === one || (one.endsWith('/') && path.startsWith(one)));
    const page = own === undefined ? undefined : pages[own];
    const refuse = (status: number, words: string) =>
      void response
        .writeHead(status, { 'content-type': 'text/plain', connection: 'close' })
        .end(`${words}\n`);
    if (own === undefined || page === undefined)
      return refuse(404, `There is nothing here. Ask for ${listPaths(pages)}.`);
    if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Nothing can be changed here.');
    page({ below: path.slice(own.length), query: new URLSearchParams(query) }).then(
      ({ status, type, text }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
      (error: unknown) => {
        log.error(entry`A page for the operator could not be made: ${traceOf(error)}`, error);
        refuse(500, 'That did not work. The log of Paperboy says why.');
      },
    );
  };
}
