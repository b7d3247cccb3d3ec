import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** What a service does wrong for a while. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** Answers 200 and this. */
  | { readonly kind: 'body'; readonly body: string | Buffer; readonly headers?: Record<string, string> }
  | { readonly kind: 'mute' }
  | { readonly kind: 'drip' }
  | { readonly kind: 'bomb'; readonly bytes: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'break' };

export type Faults = {
  /** For requests whose path holds this, so many times. */
  add(path: string, fault: Fault, times?: number): void;
  clear(): void;
  take(path: string): Fault | undefined;
};

export function createFaults(): Faults {
  let pending: { readonly path: string; readonly fault: Fault; left: number }[] = [];
  return {
    add: (path, fault, times = Number.POSITIVE_INFINITY) => void pending.push({ path, fault, left: times }),
    clear: () => {
      pending = [];
    },
    take(path) {
      const found = pending.find((one) => path.includes(one.path) && one.left > 0);
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault;
    },
  };
}

/** Does it. */
export function commit(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, fault.headers).end('no');
      return;
    case 'body':
      response.writeHead(200, fault.headers).end(fault.body);
      return;
    case 'mute':
      return;
    case 'drip': {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
      return;
    }
    case 'bomb':
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(fault.bytes, 32)));
      return;
    case 'endless': {
      const chunk = Buffer.alloc(64 * 1024, 32);
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', write);
      };
      write();
      return;
    }
    case 'break':
      response.socket?.destroy();
      return;
  }
}
