import type { LogEntry } from '../text/log-entry.ts';

/**
 * Where the program says what happened, one line an entry. Secrets are never in it, nor what people type: entries are made so.
 * All lines that name the same failure are found by one number.
 */
export type Log = {
  debug(text: LogEntry): void;
  info(text: LogEntry): void;
  warn(text: LogEntry, failure?: unknown): void;
  error(text: LogEntry, failure?: unknown): void;
  /** The log of one part of the program, such as a platform, where parts are told apart. */
  of?(part: string): Log;
};
