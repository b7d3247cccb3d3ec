import type { IncomingMessage } from 'node:http';

/** A request as a service saw it. */
export type Seen = { readonly host: string; readonly path: string; readonly at: number };

/** What a service holds against whoever asks it. */
export type Guard = {
  /** The refusal, or nothing; then `end` is called once it is answered. */
  enter(
    request: IncomingMessage,
    host: string,
  ): { readonly status: number; readonly why: string } | undefined;
  end(host: string): void;
  readonly seen: readonly Seen[];
  /** What no polite program does. */
  readonly violations: string[];
};

/** Milliseconds between the beginnings of two requests, by host; `arxiv` is all of arXiv's three. */
const gaps: Readonly<Record<string, number>> = { arxiv: 3_000 };

/** As strict as the services: who asks is named with an address, and arXiv is asked once in three seconds, one at a time. */
export function createGuard(now: () => Date): Guard {
  const seen: Seen[] = [];
  const violations: string[] = [];
  const busy = new Map<string, number>();
  const last = new Map<string, number>();
  return {
    seen,
    violations,
    enter(request, host) {
      const at = now().getTime();
      const path = request.url ?? '';
      const gap = gaps[host];
      const under = busy.get(host) ?? 0;
      const before = last.get(host);
      seen.push({ host, path, at });
      busy.set(host, under + 1);
      last.set(host, at);
      const complain = (status: number, why: string) => {
        violations.push(`${path}: ${why}`);
        return { status, why };
      };
      if (!/^Paperboy\/\d\S* \(\+\S+\)$/u.test(request.headers['user-agent'] ?? ''))
        return complain(403, `who is ${request.headers['user-agent']}?`);
      if (gap === undefined) return undefined;
      if (under > 0) return complain(429, 'two requests at once');
      if (before !== undefined && at - before < gap) return complain(429, `${at - before} ms after another`);
      return undefined;
    },
    end(host) {
      busy.set(host, (busy.get(host) ?? 1) - 1);
    },
  };
}
