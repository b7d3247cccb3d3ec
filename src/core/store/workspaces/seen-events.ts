import type { Database } from '../database/database.ts';
import type { KeptEvents } from './kept-events.ts';

/** By the clock of the database: those of several machines differ. */
export function createSeenEvents({ write, readClock }: Database, now: () => Date): KeptEvents {
  return {
    isNew: (name, milliseconds) =>
      write(async (queries) => {
        const moment = await readClock(queries, now().getTime());
        const { numInsertedOrUpdatedRows } = await queries
          .insertInto('seen_events')
          .values({ name, seen_at: moment })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({ seen_at: moment })
              .where('seen_events.seen_at', '<=', moment - milliseconds),
          )
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),

    prune: (milliseconds) =>
      write(async (queries) => {
        const moment = await readClock(queries, now().getTime());
        const { numDeletedRows } = await queries
          .deleteFrom('seen_events')
          .where('seen_at', '<=', moment - milliseconds)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}
