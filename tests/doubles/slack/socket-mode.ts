import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from './json.ts';
import {
  ACKNOWLEDGE_WITHIN,
  type Acknowledgement,
  type Envelope,
  type Transport,
  UNACKNOWLEDGED,
} from './transport.ts';
import type { Shared } from './world.ts';

export type SocketMode = Transport & {
  /** Open connections. */
  readonly connections: number;
  /** How many connections said hello so far. */
  readonly greeted: number;
  url(): string;
  /** Asks the app to connect anew, as Slack does when it recycles a server. */
  sendDisconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Cuts every connection without a goodbye. */
  dropConnections(): void;
  /** Lets connections open but never says hello, or refuses to upgrade. */
  behave(how: 'well' | 'silent' | 'refusing'): void;
  close(): void;
};

type Pending = {
  readonly envelope: Envelope;
  readonly socket: WebSocket;
  readonly settle: (acknowledgement: Acknowledgement) => void;
  readonly callOff: () => void;
};

/** An app may have so many connections: docs.slack.dev/apis/events-api/using-socket-mode */
const MOST = 10;

/**
 * Slack's side of Socket Mode: hello, envelopes, acknowledgements. Of several connections any may be sent an envelope: here
 * each in its turn. Events nobody could take wait for the next connection.
 */
export function createSocketMode(world: Shared, server: Server, origin: () => string): SocketMode {
  const hub = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const pending = new Map<string, Pending>();
  const settled = new Set<string>();
  let waiting: {
    readonly envelope: Envelope;
    readonly settle: (acknowledgement: Acknowledgement) => void;
  }[] = [];
  let manner: 'well' | 'silent' | 'refusing' = 'well';
  let greeted = 0;
  let turn = 0;
  const listening = () => [...sockets].filter(({ readyState, OPEN }) => readyState === OPEN);

  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (manner === 'refusing' || !tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    hub.handleUpgrade(request, socket, head, (connection) => welcome(connection));
  });

  function welcome(socket: WebSocket): void {
    sockets.add(socket);
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => takeAcknowledgement(String(data)));
    socket.on('close', () => {
      sockets.delete(socket);
      for (const [id, entry] of pending) if (entry.socket === socket) lose(id, entry);
      world.changed();
    });
    if (manner === 'silent') return;
    if (sockets.size > MOST) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: world.appId },
      }),
    );
    greeted += 1;
    world.changed();
    const left = waiting;
    waiting = [];
    for (const { envelope, settle } of left) send(socket, again(envelope, 'timeout'), settle);
  }

  function again(envelope: Envelope, reason: string): Envelope {
    return { ...envelope, retry: { number: (envelope.retry?.number ?? 0) + 1, reason } };
  }

  /** The connection went before the acknowledgement came: an event is sent again, anything else is lost. */
  function lose(id: string, { envelope, settle, callOff }: Pending): void {
    pending.delete(id);
    callOff();
    if (envelope.type === 'events_api') waiting.push({ envelope, settle });
    else settle(UNACKNOWLEDGED);
  }

  function send(
    socket: WebSocket,
    envelope: Envelope,
    settle: (acknowledgement: Acknowledgement) => void,
  ): void {
    const id = randomUUID();
    const callOff = world.clock.after(ACKNOWLEDGE_WITHIN, () => {
      pending.delete(id);
      settled.add(id);
      world.violate('socket', `${envelope.type} not acknowledged within ${ACKNOWLEDGE_WITHIN} ms`);
      settle(UNACKNOWLEDGED);
    });
    pending.set(id, { envelope, settle, callOff, socket });
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type: envelope.type,
        accepts_response_payload: envelope.type !== 'events_api',
        payload: envelope.payload,
        ...(envelope.type === 'events_api' && {
          retry_attempt: envelope.retry?.number ?? 0,
          retry_reason: envelope.retry?.reason ?? '',
        }),
      }),
    );
  }

  function takeAcknowledgement(data: string): void {
    const message: unknown = JSON.parse(data);
    const id = isRecord(message) && typeof message.envelope_id === 'string' ? message.envelope_id : '';
    const entry = pending.get(id);
    if (entry === undefined) {
      world.violate(
        'socket',
        settled.has(id) ? 'acknowledged twice or too late' : 'acknowledged an unknown envelope',
      );
      return;
    }
    pending.delete(id);
    settled.add(id);
    entry.callOff();
    const body = isRecord(message) && isRecord(message.payload) ? message.payload : {};
    if (entry.envelope.type === 'events_api' && Object.keys(body).length > 0)
      world.violate('socket', 'an event was acknowledged with a payload');
    entry.settle({ acknowledged: true, body });
    world.changed();
  }

  return {
    get connections() {
      return sockets.size;
    },
    get greeted() {
      return greeted;
    },
    url() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${origin().replace('http:', 'ws:')}/link?ticket=${ticket}&app_id=${world.appId}`;
    },
    deliver: (envelope) =>
      new Promise((settle) => {
        const open = listening();
        const socket = open[turn % Math.max(open.length, 1)];
        turn += 1;
        if (socket !== undefined) send(socket, envelope, settle);
        else if (envelope.type === 'events_api') waiting.push({ envelope, settle });
        else settle(UNACKNOWLEDGED);
      }),
    deliverToAll: (envelope) =>
      Promise.all(
        listening().map((socket) => new Promise<Acknowledgement>((settle) => send(socket, envelope, settle))),
      ),
    sendDisconnect(reason) {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
    },
    dropConnections() {
      for (const socket of sockets) socket.terminate();
    },
    behave(how) {
      manner = how;
    },
    close() {
      for (const socket of sockets) socket.close(1001);
      hub.close();
    },
  };
}
