/** How many may begin a second, at even distances; as many as come where nothing is said. */
export type Rates = {
  readonly place?: number;
  readonly workspace?: number;
  readonly overall?: number;
};

/** What has to wait: one place, all places of a workspace, or everything. */
export type Scope = keyof Rates;

/** Where something is to begin. */
export type RatedPlace = { readonly workspace: string; readonly id: string };

/**
 * Says when something may begin: workspaces by turns, the places in each by turns, and in one place what asked first. A place
 * that has to wait holds up no other.
 */
export type RateLimiter = {
  /** Resolves when the next may begin there, or at once when the signal is aborted. */
  take(place: RatedPlace, signal?: AbortSignal): Promise<void>;
  /**
   * Lets nothing begin there for so many milliseconds, an hour at most. Yields whether that is news: a pause as long may have
   * been asked for already.
   */
  pause(scope: Scope, place: RatedPlace, milliseconds: number): boolean;
};

export type RateLimiterClock = {
  /** Milliseconds that go on evenly, whatever is done to the clock on the wall. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** A service that asks for a longer pause (ms) is asked again after this. */
const longestPause = 60 * 60_000;
/** Less than this (ms) is no longer a pause than one that was asked for a moment before. */
const same = 1_000;

export function createRateLimiter(rates: Rates, clock: RateLimiterClock): RateLimiter {
  /** When each may begin again: those that may at once are left out. */
  const freeAt = new Map<string, number>();
  /** The workspaces and the places that wait, in the order of their turns. */
  const waiting = new Map<string, Map<string, Set<() => void>>>();
  let pruneAbove = 1_000;
  let alarm: AbortController | undefined;

  function spend(now: number, { workspace, id }: RatedPlace): void {
    const keys = { place: keyOf('place', workspace, id), workspace: keyOf('workspace', workspace), overall };
    for (const [scope, key] of Object.entries(keys) as [Scope, string][]) {
      const rate = rates[scope];
      if (rate !== undefined) freeAt.set(key, now + 1_000 / rate);
    }
    if (freeAt.size <= pruneAbove) return;
    for (const [key, moment] of freeAt) if (moment <= now) freeAt.delete(key);
    pruneAbove = Math.max(1_000, 2 * freeAt.size);
  }

  /** Lets begin what may, and sets the alarm for the next. */
  function serve(): void {
    const now = clock.elapsed();
    let next = Infinity;
    const isFree = (key: string): boolean => {
      const moment = freeAt.get(key) ?? 0;
      if (moment > now) next = Math.min(next, moment);
      return moment <= now;
    };
    // Whoever had a turn goes to the end of the line, where this loop finds it again.
    for (const [workspace, places] of waiting) {
      if (!isFree(overall)) break;
      if (!isFree(keyOf('workspace', workspace))) continue;
      for (const [id, line] of places) {
        if (!isFree(keyOf('place', workspace, id))) continue;
        const [begin] = line;
        spend(now, { workspace, id });
        leave(workspace, id, begin, true);
        begin?.();
        break;
      }
    }
    alarm?.abort();
    if (next === Infinity) return;
    const set = new AbortController();
    alarm = set;
    void clock.wait(next - now, set.signal).then(() => {
      if (!set.signal.aborted) serve();
    });
  }

  /** Takes one out of its line. With a turn taken, workspace and place go to the end of theirs. */
  function leave(workspace: string, id: string, begin: (() => void) | undefined, hadTurn: boolean): void {
    const places = waiting.get(workspace);
    const line = places?.get(id);
    if (places === undefined || line === undefined || begin === undefined) return;
    line.delete(begin);
    if (line.size === 0 || hadTurn) places.delete(id);
    if (line.size > 0) places.set(id, line);
    if (places.size === 0 || hadTurn) waiting.delete(workspace);
    if (places.size > 0) waiting.set(workspace, places);
  }

  return {
    take: ({ workspace, id }, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const begin = () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = () => {
          leave(workspace, id, begin, false);
          begin();
          if (waiting.size === 0) alarm?.abort();
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        const places = waiting.get(workspace) ?? new Map<string, Set<() => void>>();
        const line = places.get(id) ?? new Set();
        waiting.set(workspace, places.set(id, line.add(begin)));
        serve();
      }),

    pause(scope, { workspace, id }, milliseconds) {
      const key = scope === 'overall' ? overall : keyOf(scope, workspace, scope === 'place' ? id : '');
      const until = clock.elapsed() + Math.min(milliseconds, longestPause);
      const before = freeAt.get(key) ?? 0;
      freeAt.set(key, Math.max(before, until));
      if (waiting.size > 0) serve();
      return until - before >= same;
    },
  };
}

const overall = 'overall';

function keyOf(scope: Scope, workspace: string, id = ''): string {
  return JSON.stringify([scope, workspace, id]);
}
