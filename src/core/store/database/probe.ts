import { sql } from 'kysely';
import { within } from '../../async/within.ts';
import type { Health } from '../../text/health.ts';
import { entry } from '../../text/log-entry.ts';
import { StoreFailure } from '../store.ts';
import type { Database } from './database.ts';

/** Milliseconds that a database may take for nothing at all. */
const patience = 2_000;

/** Whether the database answers and can be written just now: asked with a transaction that does nothing. Never rejects with a StoreFailure. */
export async function probe(database: Pick<Database, 'write'>): Promise<Health> {
  try {
    const asked = database.write(async (queries) => {
      await sql`select 1`.execute(queries);
      return true;
    });
    if (await within(patience, asked, false))
      return { state: 'ok', words: entry`The database can be read and written.` };
    return { state: 'wrong', words: entry`The database has not answered for ${patience / 1_000} seconds.` };
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    // Who only looks at lists and searches is served all the same.
    return { state: error.readOnly ? 'warn' : 'wrong', words: error.message };
  }
}
