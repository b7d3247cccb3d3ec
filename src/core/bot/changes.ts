import type { Bot } from '../chat/bot.ts';
import type { Log } from '../chat/log.ts';
import type { ViewChange } from '../chat/view.ts';
import { entry, traceOf } from '../text/log-entry.ts';

/** What views show differently from now on, for whoever shows them. */
export type Changes = {
  /** Never throws, whatever the listeners do. */
  tell(change: ViewChange): void;
  readonly follow: Bot['onChange'];
};

export function createChanges(log: Log): Changes {
  const listeners = new Set<(change: ViewChange) => void>();
  return {
    tell(change) {
      for (const listener of listeners) {
        try {
          listener(change);
        } catch (error) {
          log.error(entry`Updating what a change affects failed: ${traceOf(error)}`, error);
        }
      }
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
