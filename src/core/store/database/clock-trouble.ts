import { entry, type LogEntry } from '../../text/log-entry.ts';
import type { Engine } from './engine.ts';
import type { Queries } from './schema.ts';

/** Milliseconds by which a machine's clock may differ from the database's. */
const tolerated = 5_000;

/** How far this machine's clock is from the database's, where that is far. A file has no clock of its own. */
export async function findClockTrouble(
  queries: Queries,
  readClock: Engine['readClock'],
  now: () => Date,
): Promise<LogEntry | undefined> {
  const before = now().getTime();
  const there = await readClock(queries, before);
  const after = now().getTime();
  // Anywhere in between is as good as the same.
  const ahead = there < before ? before - there : Math.min(0, after - there);
  if (Math.abs(ahead) <= tolerated) return undefined;
  const side = ahead > 0 ? entry`ahead of` : entry`behind`;
  return entry`This machine's clock is ${Math.round(Math.abs(ahead) / 1_000)} s ${side} the database's: have both set by NTP. Digests begin by this machine's.`;
}
