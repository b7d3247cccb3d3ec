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
  /** When each may begin again: those that may at once are left out. Places are within their workspaces. */
  const freeAt = { overall: 0, workspaces: new Map<string, number>(), places: new Map<string, number>() };
  /** The workspaces and the places that wait, in the order of their turns. */
  const waiting = new Map<string, Map<string, Set<() => void>>>();
  let pruneAbove = 1_000;
  let alarm: { readonly at: number; readonly set: AbortController } | undefined;

  function spend(now: number, { workspace, id }: RatedPlace): void {
    if (rates.overall !== undefined) freeAt.overall = now + 1_000 / rates.overall;
    if (rates.workspace !== undefined) freeAt.workspaces.set(workspace, now + 1_000 / rates.workspace);
    if (rates.place !== undefined) freeAt.places.set(placeKey(workspace, id), now + 1_000 / rates.place);
    const { workspaces, places } = freeAt;
    if (workspaces.size + places.size <= pruneAbove) return;
    for (const moments of [workspaces, places])
      for (const [key, moment] of moments) if (moment <= now) moments.delete(key);
    pruneAbove = Math.max(1_000, 2 * (workspaces.size + places.size));
  }

  const workspaceFreeAt = (workspace: string): number => freeAt.workspaces.get(workspace) ?? 0;
  const placeFreeAt = (workspace: string, id: string): number =>
    freeAt.places.get(placeKey(workspace, id)) ?? 0;

  /** Lets begin what may, and sets the alarm for the next. */
  function serve(): void {
    const now = clock.elapsed();
    let next = Infinity;
    const isFree = (moment: number): boolean => {
      if (moment > now) next = Math.min(next, moment);
      return moment <= now;
    };
    // Whoever had a turn goes to the end of the line, where this loop finds it again.
    for (const [workspace, places] of waiting) {
      if (!isFree(freeAt.overall)) break;
      if (!isFree(workspaceFreeAt(workspace))) continue;
      for (const [id, line] of places) {
        if (!isFree(placeFreeAt(workspace, id))) continue;
        const [begin] = line;
        spend(now, { workspace, id });
        leave(workspace, id, begin, true);
        begin?.();
        break;
      }
    }
    setAlarm(next, now);
  }

  function setAlarm(at: number, now: number): void {
    alarm?.set.abort();
    alarm = undefined;
    if (at === Infinity) return;
    const set = new AbortController();
    alarm = { at, set };
    void clock.wait(at - now, set.signal).then(() => {
      if (!set.signal.aborted) serve();
    });
  }

  /** For after one more began to wait: looks at all only where something may begin, for very many may wait. */
  function hurry({ workspace, id }: RatedPlace): void {
    const now = clock.elapsed();
    const free = Math.max(freeAt.overall, workspaceFreeAt(workspace), placeFreeAt(workspace, id));
    if (free <= now) serve();
    else if (alarm === undefined || free < alarm.at) setAlarm(free, now);
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
          if (waiting.size === 0) setAlarm(Infinity, 0);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        const places = waiting.get(workspace) ?? new Map<string, Set<() => void>>();
        const line = places.get(id) ?? new Set();
        waiting.set(workspace, places.set(id, line.add(begin)));
        hurry({ workspace, id });
      }),

    pause(scope, { workspace, id }, milliseconds) {
      const until = clock.elapsed() + Math.min(milliseconds, longestPause);
      const put = (moments: Map<string, number>, key: string): number => {
        const before = moments.get(key) ?? 0;
        moments.set(key, Math.max(before, until));
        return before;
      };
      let before = freeAt.overall;
      if (scope === 'overall') freeAt.overall = Math.max(before, until);
      else if (scope === 'workspace') before = put(freeAt.workspaces, workspace);
      else before = put(freeAt.places, placeKey(workspace, id));
      if (waiting.size > 0) serve();
      return until - before >= same;
    },
  };
}

function placeKey(workspace: string, id: string): string {
  return JSON.stringify([workspace, id]);
}
