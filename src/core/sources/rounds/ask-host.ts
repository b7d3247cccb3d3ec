import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpClient } from '../http/http-client.ts';
import { RequestFailure } from '../http/request-failure.ts';
import type { HostTurns } from './memory.ts';

/** Time as rounds see it. */
export type RoundClock = {
  now(): Date;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** Whose turns a request takes. Hosts of one operator, such as arXiv's three, share a name. */
export type Host = {
  readonly name: string;
  /** Milliseconds between the end of one request and the beginning of the next, over all processes. */
  readonly gap: number;
  /** Somebody waits for the answer: others of this process let it go first. */
  readonly goesFirst?: true;
};

/** The host asked to pause; nobody asks it before `until`. */
export class CoolingDown extends Error {
  readonly until: Date;
  constructor(until: Date, message: string) {
    super(message);
    this.name = 'CoolingDown';
    this.until = until;
  }
}

/**
 * Asks a host in its turn: one request at a time, so far apart as the host wants them. Rejects with CoolingDown where it refused
 * a while ago or refuses now, with a RequestFailure where no answer comes. Never asks twice.
 */
export type Ask = (
  address: string,
  host: Host,
  headers?: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<HttpAnswer>;

/** A turn left by a dead process is free after this, in milliseconds; longer than any request takes. */
const longestTurn = 120_000;
const minute = 60_000;
const day = 24 * 60 * minute;

export type AskOptions = {
  readonly http: HttpClient;
  readonly turns: HostTurns;
  readonly clock: RoundClock;
  /**
   * Milliseconds that requests to a host may wait in vain, one after the other, before whoever waits for its turn gives up; 70 s
   * unless told.
   */
  readonly patience?: number;
};

export function createAsk({ http, turns, clock, patience = 70_000 }: AskOptions): Ask {
  const holder = randomUUID();
  /** By host, the milliseconds for which requests have waited in vain so far. */
  const losses = new Map<string, number>();
  /** By host, how many wait for a turn that go first. */
  const firsts = new Map<string, number>();

  /** One request, its time bounded by what others have lost before it. */
  async function get(
    address: string,
    host: Host,
    headers: Readonly<Record<string, string>>,
    { signal, left }: { readonly signal: AbortSignal; readonly left: number | undefined },
  ): Promise<HttpAnswer> {
    const began = performance.now();
    const end = left === undefined ? undefined : AbortSignal.timeout(left);
    try {
      const stop = end === undefined ? signal : AbortSignal.any([signal, end]);
      return await http.get(address, headers, stop, () => clock.wait(host.gap, stop));
    } catch (error) {
      const isLate = end?.aborted === true || (error instanceof RequestFailure && error.isLate);
      if (isLate) losses.set(host.name, (losses.get(host.name) ?? 0) + performance.now() - began);
      throw end?.aborted === true && !signal.aborted ? inVain(error) : error;
    }
  }

  /** Waits for the turn of `mine`; rejects with CoolingDown where the host is not to be asked, or where waiting is over. */
  async function takeTurn(host: Host, mine: string, lost: () => number, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (lost() >= patience) throw inVain();
      const now = clock.now();
      const isBehind = host.goesFirst !== true && (firsts.get(host.name) ?? 0) > 0;
      const turn = isBehind
        ? { state: 'behind' as const, until: new Date(now.getTime() + 100) }
        : await turns.take(host.name, mine, now, new Date(now.getTime() + longestTurn));
      if (turn.state === 'cooling') throw new CoolingDown(turn.until, turn.reason);
      if (turn.state === 'taken') return;
      await clock.wait(Math.max(10, turn.until.getTime() - now.getTime()), signal);
      if (signal.aborted) throw new RequestFailure('it was stopped');
    }
  }

  return async (address, host, headers = {}, signal = new AbortController().signal) => {
    // Within one process, too, requests to a host have turns of their own.
    const mine = `${holder} ${randomUUID()}`;
    const lostBefore = losses.get(host.name) ?? 0;
    const lost = () => (losses.get(host.name) ?? 0) - lostBefore;
    const count = (more: 1 | -1) => {
      if (host.goesFirst === true) firsts.set(host.name, (firsts.get(host.name) ?? 0) + more);
    };
    count(1);
    await takeTurn(host, mine, lost, signal).finally(() => count(-1));
    try {
      const left = lost() === 0 ? undefined : Math.max(1, Math.ceil(patience - lost()));
      const answer = await get(address, host, headers, { signal, left });
      const refusal = readRefusal(answer);
      if (refusal === undefined) {
        await turns.recover(host.name);
        return answer;
      }
      const now = clock.now();
      const until = pauseUntil(answer, await turns.refusals(host.name), now);
      const reason = `${new URL(address).host} refused (${refusal})`;
      await turns.cool(host.name, now, until, reason);
      throw new CoolingDown(until, reason);
    } finally {
      const end = clock.now();
      await turns.release(host.name, mine, end, new Date(end.getTime() + host.gap));
    }
  };
}

function inVain(cause?: unknown): RequestFailure {
  return new RequestFailure('the host did not become free in time', { cause });
}

/** How a service says that it is asked too much; undefined for every other answer. */
function readRefusal({ status, body }: HttpAnswer): string | undefined {
  if ([403, 406, 429, 503].includes(status)) return `HTTP ${status}`;
  const beginning = Buffer.from(body.subarray(0, 100)).toString('latin1');
  return /^\s*rate exceeded/iu.test(beginning) ? 'Rate exceeded' : undefined;
}

/** What `Retry-After` names, a minute at least; without it a minute, doubled for each refusal before. A day at most. */
function pauseUntil(answer: HttpAnswer, refusals: number, now: Date): Date {
  const named = readRetryAfter(answer.header('retry-after'), now);
  const pause = named === undefined ? minute * 2 ** Math.min(refusals, 11) : Math.max(named, minute);
  return new Date(now.getTime() + Math.min(pause, day));
}

/** Milliseconds; a number of seconds or a date (RFC 9110, 10.2.3). */
function readRetryAfter(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d+\s*$/u.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - now.getTime();
}
