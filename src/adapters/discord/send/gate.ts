import { RateLimitError, type RESTOptions } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { fences } from './fence.ts';

/** A rate limit that lasts longer than this (ms) is told in the log, and no post waits for it. */
export const WAITED_FOR = 5_000;

/** Milliseconds for which nothing is sent where a 429 names no pause, and the most that one is believed. */
const UNNAMED = 60_000;
const LONGEST = 60 * 60_000;

/** A request has been answered, or has failed, after this (ms). */
export const ANSWERED_WITHIN = 10_000;

/**
 * What all requests to Discord pass, so that a 429 never becomes a loop: neither Discord's own, which names a pause for a
 * route or for all, nor a page of the network before it, which may name none.
 * https://docs.discord.com/developers/topics/rate-limits
 */
export type Gate = {
  /** As `fetch`; rejects with a RateLimitError in place of a 429, and where the route's pause is not over. */
  readonly fetch: RESTOptions['makeRequest'];
  /**
   * Throws a RateLimitError while nothing is taken. After a pause one request is let through, the others wait for how it fares.
   * Answers to interactions are bound by no limit over all of Discord's own.
   */
  pass(isAnswer?: boolean): void;
};

export type GateOptions = {
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Told when Discord takes nothing for long, and when it takes something again. */
  readonly onChange?: (isShut: boolean) => void;
  /** Milliseconds. */
  readonly now?: () => number;
};

export function createGate({ log, onChange = () => {}, now = Date.now }: GateOptions): Gate {
  const routes = new LRUCache<string, number>({ max: 1_000 });
  /** Nothing is taken until then. A shut gate of the network's opens for all with the first request that gets through. */
  let until = 0;
  /** After that, until then one request alone is under way. */
  let triedUntil = 0;
  let shut: { readonly since: number; readonly byNetwork: boolean } | undefined;

  function close(pause: number, byNetwork: boolean): void {
    const start = now();
    until = Math.max(until, start + pause);
    if (shut !== undefined) shut = { ...shut, byNetwork: shut.byNetwork || byNetwork };
    if (shut !== undefined || (pause <= WAITED_FOR && !byNetwork)) return;
    shut = { since: start, byNetwork };
    const who = byNetwork ? entry`The network before Discord` : entry`Discord`;
    log.warn(
      entry`${who} refuses requests (429): posts wait ${seconds(pause)} s at a time, commands are still tried. If this continues, check whether another program uses this token or IP address.`,
    );
    onChange(true);
  }

  function open(): void {
    if (shut === undefined || (!shut.byNetwork && now() < until)) return;
    log.info(entry`Discord accepts requests again, after ${seconds(now() - shut.since)} s.`);
    until = 0;
    triedUntil = 0;
    shut = undefined;
    onChange(false);
  }

  return {
    async fetch(url, init) {
      const { method = 'GET', headers, body, signal } = init;
      const route = `${method} ${routeOf(url)}`;
      const paused = (routes.get(route) ?? 0) - now();
      if (paused > 0) throw refusal(paused, false, { method, url, route });
      await fences.getStore()?.();
      const response = await fetch(url, { method, headers, body, signal } as RequestInit);
      if (response.status !== 429) {
        if (response.status < 500) open();
        return response;
      }
      const isPage = !/json/iu.test(response.headers.get('content-type') ?? '');
      const named = readPause(response.headers, isPage ? {} : await response.json().catch(() => ({})));
      if (isPage) await response.body?.cancel();
      const pause = Math.min(named ?? UNNAMED, LONGEST);
      const isGlobal = isPage || named === undefined || response.headers.has('x-ratelimit-global');
      if (isGlobal) close(pause, isPage || named === undefined);
      else routes.set(route, now() + pause);
      throw refusal(pause, isGlobal, { method, url, route });
    },

    pass(isAnswer = false) {
      if (isAnswer && shut?.byNetwork !== true) return;
      const pause = Math.max(until, triedUntil) - now();
      if (pause > 0) throw refusal(pause, true, { method: '', url: '', route: 'all' });
      if (shut !== undefined) triedUntil = now() + ANSWERED_WITHIN;
    },
  };
}

/** The pause in milliseconds that a 429 names, undefined for none. */
function readPause(headers: { get(name: string): string | null }, body: unknown): number | undefined {
  const inBody = typeof body === 'object' && body !== null && 'retry_after' in body ? body.retry_after : NaN;
  const named = Number(headers.get('retry-after') ?? inBody);
  return Number.isFinite(named) && named >= 0 ? named * 1_000 : undefined;
}

/** A request's path as Discord counts it: by channel, server or webhook, whatever is named after that. */
function routeOf(url: string): string {
  const path = new URL(url).pathname.replace(/^.*?\/v\d+(?=\/)/u, '');
  return path.replace(/(?<=^\/\w+\/\d+\/.*)\d{17,20}/gu, ':id').replace(/\/reactions\/.*/u, '/reactions');
}

function refusal(
  pause: number,
  global: boolean,
  about: { readonly method: string; readonly url: string; readonly route: string },
): RateLimitError {
  const unknown = { hash: '', limit: 0, majorParameter: '', sublimitTimeout: 0 };
  const scope = global ? 'global' : 'user';
  return new RateLimitError({ ...unknown, ...about, global, scope, retryAfter: pause, timeToReset: pause });
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}
