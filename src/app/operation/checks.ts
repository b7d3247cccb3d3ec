import type { Health } from '../../core/text/health.ts';
import { entry, kindOf } from '../../core/text/log-entry.ts';

/** What a part tells of itself. */
export type Check = { readonly name: string; readonly state: Health['state']; readonly says: string };

/** The health of all parts together. */
export type Checks = {
  /** Asks a part for its health from now on, in place of what was asked under that name before. */
  watch(name: string, health: () => Health | Promise<Health>): void;
  /** Every part's, in the order in which they came. Never rejects. */
  read(): Promise<readonly Check[]>;
};

export function createChecks(): Checks {
  const watched = new Map<string, () => Health | Promise<Health>>();
  return {
    watch: (name, health) => void watched.set(name, health),
    read: () =>
      Promise.all(
        [...watched].map(async ([name, health]) => {
          const { state, words } = await ask(health);
          return { name, state, says: words };
        }),
      ),
  };
}

async function ask(health: () => Health | Promise<Health>): Promise<Health> {
  try {
    return await health();
  } catch (error) {
    return { state: 'wrong', words: entry`That could not be found out: ${kindOf(error)}.` };
  }
}

/** Whether requests should be sent to this process. */
export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'wrong');
}
