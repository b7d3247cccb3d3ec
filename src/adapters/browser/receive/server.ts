import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { openWebServer, type WebServer } from '../../../core/async/web-server.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, traceOf } from '../../../core/text/log-entry.ts';
import { type Body, PAGE, refuse, respond, respondJson } from '../send/responses.ts';
import { readBody } from './body.ts';
import { findStranger, isToken, TOKEN_HEADER } from './guard.ts';

/** What is served besides the page itself, once the bot is there. */
export type Site = {
  /** Performs an act; undefined for none, or for what is not there. */
  act(name: string, body: unknown): Promise<object | undefined>;
  /** Yields whether the page may follow. */
  follow(response: ServerResponse): Promise<boolean>;
  /** The mail that a message would be. */
  drawMail(message: string, scheme: 'light' | 'dark'): Promise<string | undefined>;
};

export type OpenSite = {
  /** With the token in it. */
  readonly address: string;
  readonly port: number;
  serve(site: Site): void;
  close(): Promise<void>;
};

/** Ports tried after a taken one. */
const TRIED = 20;
const CONNECTIONS = 64;

/** Where the page's script and styles are built to, seen from the sources and from what is built of them. */
const BUILT = new URL('../../../../dist/page/', import.meta.url);

/** Opens a port of this machine alone, the next free one from `first`; rejects where there is none. */
export async function openSite(first: number, log: Pick<Log, 'warn'>): Promise<OpenSite> {
  const token = randomBytes(18).toString('base64url');
  let site: Site | undefined;
  const server = await openFirst(first, (request, response) => {
    answer(request, response).catch((error) => {
      log.warn(entry`The preview page could not answer: ${traceOf(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'That did not work. The log of Paperboy says why.');
    });
  });
  const { port, close } = server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stranger = findStranger(request, port);
    if (stranger !== undefined) return refuse(response, 403, stranger);
    const asked = `http://127.0.0.1${request.url ?? '/'}`;
    if (!URL.canParse(asked)) return refuse(response, 400, 'That is no address of this page.');
    const { pathname, searchParams } = new URL(asked);
    const isGet = request.method === 'GET';
    const file = isGet ? FILES[pathname] : undefined;
    if (file !== undefined) return respond(response, 200, await file());
    if (!isToken(request.headers[TOKEN_HEADER] ?? searchParams.get('token'), token))
      return refuse(response, 403, 'Open the whole address that Paperboy has said, with its token.');
    if (isGet && pathname === '/') return respond(response, 200, { type: 'text/html', content: PAGE });
    if (site === undefined) return refuse(response, 503, 'Paperboy is starting. Try again in a moment.');
    const [, kind, name = ''] = pathname.split('/');
    if (isGet && kind === 'events') {
      if (!(await site.follow(response))) refuse(response, 503, 'Too many pages are open: close one.');
      return;
    }
    if (isGet && kind === 'mail') {
      const content = await site.drawMail(name, searchParams.get('scheme') === 'dark' ? 'dark' : 'light');
      if (content !== undefined) return respond(response, 200, { type: 'text/html', content, isMail: true });
    }
    if (request.method === 'POST' && kind === 'act') {
      if (request.headers['content-type'] !== 'application/json')
        return refuse(response, 415, 'An act is asked for in JSON.');
      const answered = await site.act(name, await readBody(request));
      if (answered !== undefined) return respondJson(response, 200, answered);
      return refuse(response, 400, 'That is not there any more. Load the page again.');
    }
    refuse(response, 404, 'There is nothing here.');
  }

  return {
    address: `http://127.0.0.1:${port}/?token=${token}`,
    port,
    serve(given) {
      site = given;
    },
    close,
  };
}

const FILES: Readonly<Record<string, () => Promise<Body>>> = {
  '/page.js': () => readBuilt('page.js', 'text/javascript'),
  '/page.css': () => readBuilt('page.css', 'text/css'),
};

async function readBuilt(name: string, type: string): Promise<Body> {
  return { type, content: await readFile(fileURLToPath(new URL(name, BUILT))) };
}

async function openFirst(first: number, listener: Parameters<typeof openWebServer>[1]): Promise<WebServer> {
  for (let port = first; ; port += 1) {
    try {
      return await openWebServer({ port, host: '127.0.0.1', connections: CONNECTIONS }, listener);
    } catch (error) {
      if (first === 0 || port >= Math.min(first + TRIED, 65_535)) throw error;
    }
  }
}
