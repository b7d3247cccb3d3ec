import type { WebSocket } from 'ws';

/** What goes wrong with a request. */
export type Fault =
  /** Answered with this status before anything is done. */
  | { readonly status: number; readonly body?: unknown }
  /** The connection is closed: before anything is done, or after it was done but before the answer. */
  | { readonly closes: 'before' | 'after' }
  /** Done and answered late. */
  | { readonly delay: number }
  /** Done and never answered. */
  | { readonly isSilent: true }
  | { readonly retryAfter: number; readonly global?: boolean }
  /** The network before Discord answers with a page, before anything is done; it may name a pause in seconds, or none. */
  | { readonly page: number; readonly pause?: number };

export type RequestFaults = {
  /** The next `times` requests whose `METHOD path` matches meet the fault. */
  add(pattern: RegExp, fault: Fault, times?: number): void;
  take(request: string): Fault | undefined;
  clear(): void;
};

export function createRequestFaults(): RequestFaults {
  let waiting: { readonly pattern: RegExp; readonly fault: Fault; left: number }[] = [];
  return {
    add(pattern, fault, times = 1) {
      waiting.push({ pattern, fault, left: times });
    },
    take(request) {
      const found = waiting.find(({ pattern, left }) => left > 0 && pattern.test(request));
      if (found) found.left -= 1;
      return found?.fault;
    },
    clear() {
      waiting = [];
    },
  };
}

export type GatewayFaults = {
  /** The connections break without a word. */
  dropSockets(): void;
  closeSockets(code: number, reason?: string): void;
  /** Opcode 7. */
  askToReconnect(): void;
  /** Opcode 1, which is answered at once: after all that was sent before. */
  askForHeartbeats(): void;
  /** Opcode 9; unless resumable, what was dispatched is forgotten. */
  invalidateSessions(resumable: boolean): void;
  ignoreHeartbeats(ignore: boolean): void;
  ignoresHeartbeats(): boolean;
  /** Sends the last dispatch of that name once more. */
  repeatLast(event: string): void;
};

export function createGatewayFaults(gateway: {
  readonly live: () => readonly WebSocket[];
  readonly repeatLast: (event: string) => void;
  readonly forgetSessions: () => void;
}): GatewayFaults {
  let ignoring = false;
  const sendAll = (op: number, d: unknown) => {
    for (const socket of gateway.live()) socket.send(JSON.stringify({ op, d, s: null, t: null }));
  };
  return {
    dropSockets() {
      for (const socket of gateway.live()) socket.terminate();
    },
    closeSockets(code, reason) {
      for (const socket of gateway.live()) socket.close(code, reason);
    },
    askToReconnect: () => sendAll(7, null),
    askForHeartbeats: () => sendAll(1, null),
    invalidateSessions(resumable) {
      if (!resumable) gateway.forgetSessions();
      sendAll(9, resumable);
    },
    ignoreHeartbeats(ignore) {
      ignoring = ignore;
    },
    ignoresHeartbeats: () => ignoring,
    repeatLast: gateway.repeatLast,
  };
}
