import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, invalidBody, type Problem } from './api-error.ts';
import type { Fault, RequestFaults } from './faults.ts';
import { editsComponentMessage } from './message-flags.ts';
import { TOO_MANY_BYTES } from './message-rules.ts';
import type { RateLimits } from './rate-limits.ts';
import { type Received, readRequestBody } from './request-body.ts';
import { requestProblems } from './request-rules.ts';
import { findRoute, type Route } from './schema.ts';
import type { State } from './state.ts';
import type { ApiRequest, Reply, Routes } from './world.ts';

/** A request as it came, and how it was answered. */
export type Exchange = {
  readonly request: string;
  readonly route: Route | undefined;
  readonly body: unknown;
  readonly status: number;
  readonly reply: unknown;
};

/** A request that the official description or Discord's own rules forbid: a mistake in the bot. */
export type Violation = {
  readonly request: string;
  readonly problems: readonly Problem[];
  readonly body: unknown;
};

type Far = {
  readonly state: State;
  readonly routes: Routes;
  readonly faults: RequestFaults;
  readonly limits: RateLimits;
  readonly exchanges: Exchange[];
  readonly violations: Violation[];
  readonly changed: () => void;
};

const PREFIX = '/api/v10';

const PAGE = '<!doctype html><title>Access denied</title><h1>Error 1015</h1><p>You are being rate limited';

/** The REST interface: finds the operation, checks token, limits and body, acts, answers. */
export function createRestServer(far: Far): Server {
  return createServer((incoming, outgoing) => {
    answer(far, incoming, outgoing).catch((error: unknown) => {
      far.violations.push({
        request: `${incoming.method} ${incoming.url}`,
        problems: [],
        body: String(error),
      });
      outgoing.writeHead(500).end();
      far.changed();
    });
  });
}

async function answer(far: Far, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const raw = await readAll(incoming);
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  const request = `${incoming.method} ${path.replace(PREFIX, '')}`;
  const fault = far.faults.take(request);
  if (fault && 'closes' in fault && fault.closes === 'before') return void incoming.socket.destroy();
  if (fault && 'delay' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delay));
  if (fault && 'page' in fault) {
    far.exchanges.push({ request, route: undefined, body: undefined, status: fault.page, reply: PAGE });
    far.changed();
    const pause = fault.pause === undefined ? {} : { 'retry-after': String(fault.pause) };
    outgoing.writeHead(fault.page, { ...pause, 'content-type': 'text/html; charset=UTF-8' });
    return void outgoing.end(PAGE);
  }
  const route = path.startsWith(PREFIX)
    ? findRoute(incoming.method ?? '', path.slice(PREFIX.length))
    : undefined;
  const received = await readRequestBody(raw, incoming.headers['content-type']);
  const { body } = received;
  const headers: Record<string, string> = {};
  const reply = replyOf(far, { incoming, url, request, route, received, fault, headers });
  far.exchanges.push({ request, route, body, status: reply.status, reply: reply.body });
  far.changed();
  if (fault && 'closes' in fault) return void incoming.socket.destroy();
  if (fault && 'isSilent' in fault) return;
  if (reply.body === undefined) return void outgoing.writeHead(reply.status, headers).end();
  outgoing.writeHead(reply.status, { ...headers, 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(reply.body));
}

type Incoming = {
  readonly incoming: IncomingMessage;
  readonly url: URL;
  readonly request: string;
  readonly route: Route | undefined;
  readonly received: Received;
  readonly fault: Fault | undefined;
  readonly headers: Record<string, string>;
};

function replyOf(far: Far, { incoming, url, request, route, received, fault, headers }: Incoming): Reply {
  const { body, files } = received;
  try {
    if (fault && 'status' in fault) {
      return { status: fault.status, body: fault.body ?? { message: 'Upstream failed', code: 0 } };
    }
    if (route?.needsToken && incoming.headers.authorization !== `Bot ${far.state.token}`) {
      throw new ApiError(401, 0, '401: Unauthorized');
    }
    const limited = far.limits.take(route, fault, headers);
    if (limited) return limited;
    const handle = route && far.routes[`${route.method} ${route.template}`];
    if (!route || !handle) throw unknownRoute(far, request, body);
    checkBody(far, { request, route, url, body, type: incoming.headers['content-type'] });
    const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
    const asked: ApiRequest = { route, query: url.searchParams, body, fields: { ...fields }, files };
    return handle(asked);
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
}

function unknownRoute(far: Far, request: string, body: unknown): ApiError {
  const message = 'The double knows no such operation.';
  far.violations.push({ request, body, problems: [{ path: [], code: 'UNKNOWN_ROUTE', message }] });
  return new ApiError(404, 0, '404: Not Found');
}

type Sent = {
  readonly request: string;
  readonly route: Route;
  readonly url: URL;
  readonly body: unknown;
  readonly type: string | undefined;
};

function checkBody(far: Far, { request, route, url, body, type }: Sent): void {
  const strangers = [...url.searchParams.keys()].filter((name) => !route.queryNames.includes(name));
  const problems: Problem[] = strangers.map((name) => ({
    path: [name],
    code: 'UNKNOWN_PARAMETER',
    message: 'Discord knows no such query parameter.',
  }));
  const isInParts = route.takesFiles && type?.startsWith('multipart/form-data');
  if (route.takesBody && !isInParts && !type?.startsWith('application/json')) {
    problems.push({ path: [], code: 'CONTENT_TYPE', message: `Expected JSON, got ${type}` });
  }
  if (route.takesBody)
    problems.push(...requestProblems(route, body, editsComponentMessage(far.state, route)));
  if (problems.length === 0) return;
  far.violations.push({ request, problems, body });
  if (problems.some(({ code }) => code === TOO_MANY_BYTES))
    throw new ApiError(500, 0, '500: Internal Server Error');
  throw invalidBody(problems);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
