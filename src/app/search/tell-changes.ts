import type { Log } from '../../core/chat/log.ts';
import { type PaperChange, SearchFailure } from '../../core/search/engine.ts';
import { entry, nobodyTyped, traceOf } from '../../core/text/log-entry.ts';

/** Notes that a change can be found. */
export function tellTaken(log: Log, { put, removed }: PaperChange, size: number): void {
  const counts = `${put.length} added or changed, ${removed.length} removed; ${size} now`;
  log.info(entry`The papers changed: ${nobodyTyped(counts)}.`);
}

/** Notes that a change cannot be found yet. */
export function tellRefused(log: Log, error: unknown): void {
  const refused = entry`A change to the papers could not be added to the search, and is tried again: ${traceOf(error)}`;
  if (error instanceof SearchFailure) log.warn(refused);
  else log.error(refused, error);
}
