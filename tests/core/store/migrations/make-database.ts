import { sql } from 'kysely';
import { openDatabase } from '../../../../src/core/store/database/database.ts';
import { chooseEngine, createStore } from '../../../../src/core/store/open-store.ts';
import { keepLog } from '../open.ts';
import { day } from '../things.ts';
import { kept } from './kept.ts';

/** Makes a database of the present version that holds all that is in `kept`; the same each time. */
export async function makeDatabase(url: string): Promise<void> {
  const log = keepLog();
  const engine = chooseEngine(url, '.');
  const database = await openDatabase({ engine, log, now: () => new Date() });
  const store = createStore(database, log);
  for (const { fill } of kept) await fill(store);
  await database.write(async (queries) => {
    await sql`update digests set secret = 'secret ' || id`.execute(queries);
    await sql`update deliveries set key = 'key' || substr(cast(1000000000 + id as text), 2)`.execute(queries);
    // Claims end by the clock of the database.
    await sql`update digests set telling_until = paused_at + 86400000 where teller is not null`.execute(
      queries,
    );
    await sql`update seen_events set seen_at = ${day(7).getTime()}`.execute(queries);
    await sql`update host_turns set held_until = ${day(5).getTime()} where holder is not null`.execute(
      queries,
    );
    await sql`update host_turns set next_at = ${day(5).getTime()}, cooling_until = ${day(30).getTime()}
      where cooling_for is not null`.execute(queries);
    await sql`update quota_uses set counts_until = ${day(7).getTime()}`.execute(queries);
    await sql`update shared_turns set next_at = ${day(7).getTime()}`.execute(queries);
    await sql`update long_texts set shown_at = ${day(7).getTime()}`.execute(queries);
    await sql`update leases set held_until = ${day(7).getTime()}`.execute(queries);
    await sql`update deliveries set held_until = due + 86400000 where attempt > 0`.execute(queries);
  });
  await store.close();
}
