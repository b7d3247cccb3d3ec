import { within } from '../../core/async/within.ts';
import type { Health } from '../../core/text/health.ts';
import { entry, kindOf } from '../../core/text/log-entry.ts';

/** What a part tells of itself. */
export type Check = { readonly name: string; readonly state: Health['state']; readonly says: string };

/** The health of all parts together. */
export type Checks = {
  /** Asks a part for its health from now on, in place of what was asked under that name before. */
  watch(name: string, health: () => Health | Promise<Health>): void;
  /** Every part's, in the order in which they came, after some seconds at the most. Never rejects. */
  read(): Promise<readonly Check[]>;
};

/** The name of the check of the program itself: whether it starts or stops. */
export const ofProgram = 'program';

/** Milliseconds that a part may take to say how it is: less than Prometheus waits for all of them. */
const patience = 5_000;

export function createChecks(longest = patience): Checks {
  const watched = new Map<string, () => Health | Promise<Health>>();
  return {
    watch: (name, health) => void watched.set(name, health),
    read: () =>
      Promise.all(
        [...watched].map(async ([name, health]) => {
          const { state, words } = await ask(health, longest);
          return { name, state, says: words };
        }),
      ),
  };
}

async function ask(health: () => Health | Promise<Health>, longest: number): Promise<Health> {
  const late: Health = {
    state: 'wrong',
    words: entry`It has not said how it is within ${longest / 1_000} seconds.`,
  };
  try {
    return await within(longest, Promise.resolve(health()), late);
  } catch (error) {
    return { state: 'wrong', words: entry`That could not be found out: ${kindOf(error)}.` };
  }
}

/** Whether requests should be sent to this process. */
export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'wrong');
}
