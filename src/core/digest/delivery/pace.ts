import type { Clock } from '../schedule/clock.ts';

/** How fast posts may begin, in posts a second. */
export type Rates = {
  readonly overall: number;
  /** Within one workspace: Slack allows an app "several hundred" messages a minute there. */
  readonly workspace: number;
};

/** https://docs.slack.dev/apis/web-api/rate-limits and, for Discord's 50 a second, https://discord.com/developers/docs/topics/rate-limits */
export const steadyRates: Rates = { overall: 20, workspace: 4 };

/** Spaces out posts, so that many digests of one moment leave room for answers. */
export type Pace = {
  /** Resolves when the next post in this workspace may begin. */
  take(workspace: string, signal: AbortSignal): Promise<void>;
};

/** Longer than any line there is: a moment later than that was set before the clock was put back. */
const horizon = 60_000;

export function createPace(clock: Clock, rates: Rates): Pace {
  let free = 0;
  const freeIn = new Map<string, number>();
  return {
    async take(workspace, signal) {
      const now = clock.now().getTime();
      for (const [name, until] of freeIn) if (until <= now || until > now + horizon) freeIn.delete(name);
      const mine = free > now && free <= now + horizon ? free : now;
      const moment = Math.max(mine, freeIn.get(workspace) ?? 0);
      free = mine + 1000 / rates.overall;
      freeIn.set(workspace, moment + 1000 / rates.workspace);
      if (moment > now) await clock.wait(moment - now, signal);
    },
  };
}
