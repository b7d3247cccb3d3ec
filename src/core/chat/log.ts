import type { LogEntry } from '../text/log-entry.ts';

/** Where the program says what happened, one line an entry. Secrets are never in it, nor what people type: entries are made so. */
export type Log = {
  debug(text: LogEntry): void;
  info(text: LogEntry): void;
  warn(text: LogEntry): void;
  error(text: LogEntry): void;
};
