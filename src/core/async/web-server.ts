import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { within } from './within.ts';

/** Answers a request, now or later; yields whether it does. */
export type WebHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type WebServer = {
  readonly port: number;
  /** Takes no more connections, and lets what is being answered end within three seconds. */
  close(): Promise<void>;
};

export type WebServerOptions = {
  /** 0 for any that is free. */
  readonly port: number;
  /** A socket of the system in place of a port: a file that is made for it, and removed when it is closed. */
  readonly path?: string;
  /** All addresses of the machine unless told. */
  readonly host?: string;
  /** Connections at most. One more takes the place of the one that has not sent a whole request for longest; else it is closed itself. */
  readonly connections: number;
  /** Milliseconds without a byte in either direction after which a connection is closed; none unless told. */
  readonly silence?: number;
  /** From its abort on, each answer is the last of its connection: whoever asks is to connect to others. */
  readonly leaving?: AbortSignal;
};

/** Bytes of a request's body at most: Slack's largest are some 100 kB. */
const largestBody = 1_000_000;
const closeWithin = 3_000;
/** Milliseconds for the head of a request and for all of it, for which an idle connection is kept, and how often that is looked at. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/**
 * Serves HTTP within bounds of connections, time and size, whoever connects: half-open connections take no descriptor for long,
 * nor anybody else's turn. Rejects where the port cannot be had.
 */
export async function openWebServer(
  { port, path, host, connections, silence = 0, leaving }: WebServerOptions,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<WebServer> {
  /** By how long nothing was asked there, each with the request that is being answered, or still read. */
  const open = new Map<Socket, IncomingMessage | undefined>();
  let isClosing = false;
  const server = createServer(patience, (request, response) => {
    const { socket } = request;
    note(socket, request);
    response.once('close', () => {
      if (open.get(socket) === request) note(socket, undefined);
      if (isClosing) socket.end();
    });
    if (leaving?.aborted === true) response.setHeader('connection', 'close');
    if (request.headers['transfer-encoding'] !== undefined) limitChunks(request);
    // What is left of a large body is not read, and the next request on that connection would be lost in it.
    if (Number(request.headers['content-length']) > largestBody)
      response.writeHead(413, { connection: 'close' }).end();
    else listener(request, response);
  });
  function note(socket: Socket, request: IncomingMessage | undefined): void {
    if (open.delete(socket)) open.set(socket, request);
  }

  server.timeout = silence;
  server.on('connection', (socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
    if (open.size <= connections) return;
    const [spare = socket] = [...open].find(([, request]) => request?.complete !== true) ?? [];
    open.delete(spare);
    spare.destroy();
  });
  server.listen(path === undefined ? { port, ...(host === undefined ? {} : { host }) } : { path });
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = once(server, 'close');
      isClosing = true;
      server.close();
      for (const [socket, request] of open) if (request?.complete !== true) socket.destroy();
      await within(closeWithin, closed, undefined);
      server.closeAllConnections();
    },
  };
}

/** Ends the connection of a body in chunks, which does not say how large it is, once it is too large. */
function limitChunks(request: IncomingMessage): void {
  const { socket } = request;
  const begun = socket.bytesRead;
  const count = () => {
    if (socket.bytesRead - begun > largestBody) socket.destroy();
  };
  socket.on('data', count);
  request.once('close', () => socket.off('data', count));
}
