import type { Database } from '../database/database.ts';
import type { DueTimes } from './delivery.ts';
import { readDigest, selectDigests } from './digest-rows.ts';

/** What may have been posted by a wrong clock is looked for since so long before (ms). */
const longBefore = 24 * 60 * 60_000;
/** No lease lasts as long (ms): one that does was taken by a clock that was put back since. */
const tooLong = 10 * 60_000;

export function createDueTimes({ read, write, readClock }: Database): DueTimes {
  return {
    later: (now, last, limit) =>
      read(async (queries) => {
        const rows = await selectDigests(queries)
          .where('digests.paused_at', 'is', null)
          .where('digests.next_due', '>', now.getTime())
          .where('digests.id', '>', last)
          .limit(limit)
          .execute();
        return rows.map(readDigest);
      }),

    delivered: (digest, after) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('deliveries')
          .select('due')
          .where('digest', '=', digest)
          .where('on_demand', '=', 0)
          .where('due', '>', after.getTime())
          .where(({ or, eb }) =>
            or([eb('outcome', 'is', null), eb('outcome', '<>', 'missed'), eb('attempt', '>', 0)]),
          )
          .execute();
        return rows.map(({ due }) => new Date(due));
      }),

    move: (digest, from, to, { at, since, why }) =>
      write(async (queries) => {
        const { numUpdatedRows } = await queries
          .updateTable('digests')
          .set({ next_due: to.getTime(), moved_at: at.getTime(), moved_for: why })
          .where('id', '=', digest)
          .where('next_due', '=', from.getTime())
          .where('paused_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        await queries
          .deleteFrom('deliveries')
          .where('digest', '=', digest)
          .where('due', '>', since.getTime())
          .where('outcome', '=', 'missed')
          .where('attempt', '=', 0)
          .execute();
        return true;
      }),

    oldest: (now, except) =>
      read(async (queries) => {
        const all = queries.selectFrom('digests');
        const some = except.length === 0 ? all : all.where('home_platform', 'not in', except);
        const row = await some
          .select('next_due')
          .where('next_due', '<', now.getTime())
          .where('paused_at', 'is', null)
          .orderBy('next_due')
          .limit(1)
          .executeTakeFirst();
        return row && new Date(row.next_due);
      }),

    release: (now, until) =>
      write(async (queries) => {
        const moment = now.getTime();
        const shared = await readClock(queries, moment);
        await queries
          .updateTable('deliveries')
          .set({ held_until: moment })
          .where('outcome', 'is', null)
          .where('holder', 'is', null)
          .where('held_until', '>', until.getTime())
          .execute();
        await queries
          .updateTable('deliveries')
          .set({ held_until: shared })
          .where('outcome', 'is', null)
          .where('holder', 'is not', null)
          .where('held_until', '>', shared + tooLong)
          .execute();
        await queries
          .updateTable('deliveries')
          .set({ doubtful_since: moment - longBefore })
          .where('outcome', 'is', null)
          .where('doubtful_since', '>', Math.max(moment, shared))
          .execute();
      }),
  };
}
