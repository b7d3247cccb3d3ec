import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocket, WebSocketServer } from 'ws';
import { createGatewayFaults, type GatewayFaults } from './faults.ts';
import { allowedIntents, contentFor, intentFor } from './intents.ts';
import type { State } from './state.ts';
import { guildObject } from './wire.ts';

type Frame = { readonly op: number; readonly d: unknown; readonly s?: number; readonly t?: string };

type Session = {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly dispatched: Frame[];
  socket: WebSocket | undefined;
};

export type Gateway = {
  /** Sends a dispatch to every session whose intents cover it; kept for those that resume later. */
  dispatch(event: string, data: Readonly<Record<string, unknown>>): void;
  readonly faults: GatewayFaults;
  /** What arrived, oldest first, as `IDENTIFY`, `RESUME`, `HEARTBEAT`. */
  readonly received: string[];
  /** How many sockets are open and identified. */
  readonly connected: () => number;
  /** Which shards are open and identified, as `0/2`, in the order of their sessions. */
  readonly shards: () => readonly string[];
  /** Ends the connection of one shard, as `0/2`, with a code. */
  closeShard(name: string, code: number): void;
  /** How many sockets are open and not identified yet. */
  readonly waiting: () => number;
  /** Shards of which two sessions were open at once: both are told what happens. */
  readonly doubled: string[];
  /** IDENTIFYs that came too soon after another of their key. */
  readonly hasty: string[];
  close(): void;
};

/** The gateway socket. https://docs.discord.com/developers/events/gateway */
export function createGateway(
  server: Server,
  state: State,
  options: {
    readonly heartbeatInterval: number;
    readonly address: () => string;
    readonly changed: () => void;
  },
): Gateway {
  const sockets = new WebSocketServer({ server, path: '/' });
  const sessions = new Map<string, Session>();
  const received: string[] = [];
  const doubled: string[] = [];
  const hasty: string[] = [];
  const identified = new Map<number, number>();
  const live = () => [...sessions.values()].filter((session) => session.socket !== undefined);
  const nameOf = ({ shard }: Session) => shard.join('/');
  const isOpen = ({ socket }: Session) => socket?.readyState === WebSocket.OPEN;
  const faults: GatewayFaults = createGatewayFaults({
    live: () => [...sockets.clients],
    repeatLast: (event) => {
      for (const { socket, dispatched } of sessions.values()) {
        const last = dispatched.findLast((frame) => frame.t === event);
        if (last && socket) send(socket, last);
      }
    },
    forgetSessions: () => sessions.clear(),
  });

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    const begin = (next: Session) => {
      session = next;
      next.socket = socket;
      const name = nameOf(next);
      if (live().filter((one) => nameOf(one) === name).length > 1) doubled.push(name);
      options.changed();
    };
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: options.heartbeatInterval } });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
      options.changed();
    });
    socket.on('message', (raw) => {
      const frame = readFrame(String(raw));
      received.push(frame ? (GatewayOpcodes[frame.op]?.toUpperCase() ?? String(frame.op)) : 'UNREADABLE');
      const problem = frame ? answer(frame, session, socket, begin) : 4002;
      if (problem !== undefined) socket.close(problem, GatewayCloseCodes[problem]);
      options.changed();
    });
  });

  /** Does what a frame asks; yields the code to close with where that is forbidden. */
  function answer(
    frame: Frame,
    session: Session | undefined,
    socket: WebSocket,
    begin: (session: Session) => void,
  ): GatewayCloseCodes | undefined {
    switch (frame.op) {
      case GatewayOpcodes.Heartbeat:
        if (!faults.ignoresHeartbeats()) send(socket, { op: GatewayOpcodes.HeartbeatAck, d: null });
        return undefined;
      case GatewayOpcodes.Identify:
        return session ? GatewayCloseCodes.AlreadyAuthenticated : identify(socket, frame, begin);
      case GatewayOpcodes.Resume:
        return session ? GatewayCloseCodes.AlreadyAuthenticated : resume(socket, frame, begin);
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.RequestGuildMembers:
        return session ? undefined : GatewayCloseCodes.NotAuthenticated;
      default:
        return GatewayCloseCodes.UnknownOpcode;
    }
  }

  function identify(
    socket: WebSocket,
    frame: Frame,
    begin: (session: Session) => void,
  ): GatewayCloseCodes | undefined {
    const {
      token,
      intents,
      shard = [0, 1],
    } = frame.d as {
      token?: unknown;
      intents?: unknown;
      shard?: [number, number];
    };
    if (token !== state.token) return GatewayCloseCodes.AuthenticationFailed;
    if (typeof intents !== 'number' || intents >= 1 << 26) return GatewayCloseCodes.InvalidIntents;
    if (!allowedIntents(state, intents)) return GatewayCloseCodes.DisallowedIntents;
    if (shard[0] >= shard[1]) return GatewayCloseCodes.InvalidShard;
    if (shard[1] < Math.max(state.shards, state.fewestShards)) return GatewayCloseCodes.ShardingRequired;
    // Whoever goes on is at last without a token.
    if (state.sessions.remaining <= 0) return GatewayCloseCodes.AuthenticationFailed;
    state.sessions.remaining -= 1;
    const key = shard[0] % state.maxConcurrency;
    const now = state.clock.now();
    if (now - (identified.get(key) ?? Number.NEGATIVE_INFINITY) < state.identifiesApart) {
      hasty.push(shard.join('/'));
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
      return undefined;
    }
    identified.set(key, now);
    const session: Session = { id: state.nextId(), intents, shard, dispatched: [], socket };
    sessions.set(session.id, session);
    begin(session);
    const guilds = [...state.guilds.values()].filter(
      ({ id, members }) => isOnShard(id, shard) && members.has(state.bot.id),
    );
    deliver(session, 'READY', {
      v: 10,
      user: { ...state.bot, email: null, mfa_enabled: true, verified: true },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: options.address(),
      shard,
      application: { id: state.application.id, flags: 0 },
    });
    if (intents & GatewayIntentBits.Guilds) {
      for (const guild of guilds) deliver(session, 'GUILD_CREATE', guildObject(state, guild));
    }
    return undefined;
  }

  function resume(
    socket: WebSocket,
    frame: Frame,
    begin: (session: Session) => void,
  ): GatewayCloseCodes | undefined {
    const { token, session_id, seq } = frame.d as { token?: unknown; session_id?: string; seq?: number };
    if (token !== state.token) return GatewayCloseCodes.AuthenticationFailed;
    const session = sessions.get(session_id ?? '');
    if (session) {
      begin(session);
      for (const missed of session.dispatched.filter((one) => (one.s ?? 0) > (seq ?? 0)))
        send(socket, missed);
      deliver(session, 'RESUMED', {});
    } else {
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    }
    return undefined;
  }

  function deliver(session: Session, event: string, data: unknown): void {
    const frame: Frame = { op: GatewayOpcodes.Dispatch, t: event, s: session.dispatched.length + 1, d: data };
    session.dispatched.push(frame);
    if (session.socket) send(session.socket, frame);
  }

  return {
    received,
    faults,
    connected: () => live().length,
    shards: () => live().filter(isOpen).map(nameOf),
    closeShard(name, code) {
      for (const session of live()) if (nameOf(session) === name) session.socket?.close(code);
    },
    waiting: () => {
      const known = new Set(live().map(({ socket }) => socket));
      return [...sockets.clients].filter(
        (socket) => socket.readyState === WebSocket.OPEN && !known.has(socket),
      ).length;
    },
    doubled,
    hasty,
    dispatch(event, data) {
      for (const session of sessions.values()) {
        const intent = intentFor(event, data);
        if (intent !== undefined && !(session.intents & intent)) continue;
        if (!isOnShard(guildOf(event, data), session.shard)) continue;
        deliver(session, event, contentFor(state, event, data, session.intents));
      }
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** What is of no guild comes on the first. https://docs.discord.com/developers/events/gateway#sharding */
function isOnShard(guild: string | undefined, [shard, count]: readonly [number, number]): boolean {
  return (guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(count))) === shard;
}

function guildOf(event: string, data: Readonly<Record<string, unknown>>): string | undefined {
  const id = /^GUILD_(CREATE|UPDATE|DELETE)$/.test(event) ? data.id : data.guild_id;
  return typeof id === 'string' ? id : undefined;
}

function send(socket: WebSocket, frame: Frame): void {
  socket.send(JSON.stringify({ s: null, t: null, ...frame }));
}

function readFrame(raw: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(raw);
    if (typeof frame !== 'object' || frame === null || !('op' in frame)) return undefined;
    return typeof frame.op === 'number' ? { op: frame.op, d: 'd' in frame ? frame.d : null } : undefined;
  } catch {
    return undefined;
  }
}
