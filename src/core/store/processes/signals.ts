import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Signals } from './signal.ts';

/** A process hears itself too: what it sent begins with its own name. */
export function createSignals({ notify, follow }: Pick<Database, 'notify' | 'follow'>): Signals {
  const own = randomUUID();
  return {
    // Whoever cannot be told asks again by itself in time.
    send: (signal) => notify(`${own} ${signal}`).catch(() => {}),
    follow: (heard, missed) =>
      follow((text) => {
        if (!text.startsWith(own)) heard(text.slice(own.length + 1));
      }, missed),
  };
}
