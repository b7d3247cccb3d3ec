import { sql } from 'kysely';
import { within } from '../../async/within.ts';
import type { Health } from '../../text/health.ts';
import { entry } from '../../text/log-entry.ts';
import { StoreFailure } from '../store.ts';
import { findClockTrouble } from './clock-trouble.ts';
import type { Database } from './database.ts';

/** Milliseconds that a database may take for nothing at all. */
const patience = 2_000;

/**
 * Whether the database answers and can be written just now, asked with a transaction that does nothing, which tries again what
 * could not be written, and whether clocks agree. Never rejects with a StoreFailure.
 */
export async function probe(
  { write, readClock, failure }: Pick<Database, 'write' | 'readClock' | 'failure'>,
  now: () => Date,
): Promise<Health> {
  try {
    const asked = write(async (queries) => {
      await sql`select 1`.execute(queries);
      return { trouble: await findClockTrouble(queries, readClock, now) };
    });
    const answer = await within(patience, asked, undefined);
    if (answer === undefined)
      return { state: 'wrong', words: entry`The database has not answered for ${patience / 1_000} seconds.` };
    const trouble = failure();
    if (trouble !== undefined) throw trouble;
    const words = entry`The database can be read and written.`;
    if (answer.trouble !== undefined) return { state: 'warn', words: entry`${words} ${answer.trouble}` };
    return { state: 'ok', words };
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    // Who only looks at lists and searches is served all the same.
    return { state: error.readOnly ? 'warn' : 'wrong', words: error.message };
  }
}
