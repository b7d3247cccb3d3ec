import { sql } from 'kysely';
import type { Leases } from '../../async/leases.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';

/** Leases in the database, by its clock where it has one: those of several machines differ. */
export function createLeases({ read, writeOne, readClock }: Database, now: () => Date): Leases {
  const readMoment = (queries: Queries) => readClock(queries, now().getTime());
  // Nothing here waits for another writer: a name that is renewed too late is lost.
  return {
    take: (name, holder, milliseconds) =>
      writeOne(async (queries) => {
        const moment = await readMoment(queries);
        const end = moment + milliseconds;
        await queries.deleteFrom('leases').where('held_until', '<=', moment).execute();
        const row = await queries
          .insertInto('leases')
          .values({ name, holder, held_until: end })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({ held_until: end })
              // One that ends later was taken by a clock that was put back since.
              .where((eb) => eb.or([eb('leases.holder', '=', holder), eb('leases.held_until', '>', end)])),
          )
          .returning('holder')
          .executeTakeFirst();
        return row?.holder === holder;
      }),

    async renew(names, holder, milliseconds) {
      if (names.length === 0) return [];
      return writeOne(async (queries) => {
        const moment = await readMoment(queries);
        const rows = await queries
          .updateTable('leases')
          .set({ held_until: moment + milliseconds })
          .where('name', 'in', names)
          .where('holder', '=', holder)
          .where('held_until', '>', moment)
          .returning('name')
          .execute();
        return rows.map(({ name }) => name);
      });
    },

    release: (name, holder) =>
      writeOne(async (queries) => {
        await queries.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
      }),

    list: (prefix) =>
      read(async (queries) =>
        queries
          .selectFrom('leases')
          .select(['name', 'holder'])
          .where(sql<string>`substr(name, 1, length(${prefix}))`, '=', prefix)
          .where('held_until', '>', await readMoment(queries))
          .orderBy('name')
          .execute(),
      ),
  };
}
