import { sql } from 'kysely';
import type { Leases } from '../../async/leases.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';

/** Leases in the database, by its clock where it has one: those of several machines differ. */
export function createLeases({ read, write, readClock }: Database, now: () => Date): Leases {
  const readMoment = (queries: Queries) => readClock(queries, now().getTime());
  return {
    take: (name, holder, milliseconds) =>
      write(async (queries) => {
        const moment = await readMoment(queries);
        const end = moment + milliseconds;
        await queries.deleteFrom('leases').where('held_until', '<=', moment).execute();
        // One that ends later was taken by a clock that was put back since.
        await queries
          .updateTable('leases')
          .set({ held_until: end })
          .where('name', '=', name)
          .where('held_until', '>', end)
          .execute();
        const { numInsertedOrUpdatedRows } = await queries
          .insertInto('leases')
          .values({ name, holder, held_until: end })
          .onConflict((conflict) =>
            conflict.column('name').doUpdateSet({ held_until: end }).where('leases.holder', '=', holder),
          )
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),

    async renew(names, holder, milliseconds) {
      if (names.length === 0) return [];
      return write(async (queries) => {
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
      write(async (queries) => {
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
