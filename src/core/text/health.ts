import type { LogEntry } from './log-entry.ts';

/**
 * How a part of the program is at present, in a sentence without anything that people typed. `warn`: it works, and somebody should
 * look; `wrong`: it does not do what it is for.
 */
export type Health = { readonly state: 'ok' | 'warn' | 'wrong'; readonly words: LogEntry };
