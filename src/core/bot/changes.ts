import { z } from 'zod';
import type { Bot } from '../chat/bot.ts';
import type { Log } from '../chat/log.ts';
import type { ViewChange } from '../chat/view.ts';
import type { Signals } from '../store/processes/signal.ts';
import { entry, traceOf } from '../text/log-entry.ts';

/** What views show differently from now on, for whoever shows them, in all processes. */
export type Changes = {
  /** Never throws, whatever the listeners do. */
  tell(change: ViewChange): void;
  readonly follow: Bot['onChange'];
};

const changeSchema = z.object({
  of: z.enum(['saved', 'subscriptions', 'forgotten']),
  member: z.object({ platform: z.string(), workspace: z.string(), id: z.string() }),
});

/** Without signals of this process alone. The papers are every process's own to follow. */
export function createChanges(log: Log, signals?: Signals): Changes {
  const listeners = new Set<(change: ViewChange) => void>();

  function tellHere(change: ViewChange): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error(entry`Updating what a change affects failed: ${traceOf(error)}`, error);
      }
    }
  }

  signals?.follow(
    (signal) => {
      const read = changeSchema.safeParse(parse(signal));
      if (read.success) tellHere(read.data);
    },
    () => tellHere({ of: 'anything' }),
  );
  return {
    tell(change) {
      tellHere(change);
      if (change.member !== undefined) void signals?.send(JSON.stringify(change));
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
