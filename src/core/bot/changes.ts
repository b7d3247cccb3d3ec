import type { Bot } from '../chat/bot.ts';
import type { Member } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import { describeError } from './failures.ts';

/** Whose lists or subscriptions have changed, for whoever shows them. */
export type Changes = {
  /** Never throws, whatever the listeners do. */
  tell(member: Member): void;
  readonly follow: Bot['onChange'];
};

export function createChanges(log: Log): Changes {
  const listeners = new Set<(member: Member) => void>();
  return {
    tell(member) {
      for (const listener of listeners) {
        try {
          listener(member);
        } catch (error) {
          log.error(`What follows a change failed: ${describeError(error)}`);
        }
      }
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
