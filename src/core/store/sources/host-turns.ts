import type { HostTurn, HostTurns } from '../../sources/rounds/memory.ts';
import type { Database } from '../database/database.ts';

/** A moment further ahead than this was set before the clock was put back; milliseconds. */
const longestTurn = 10 * 60_000;
/** The same of a cool-down, which is a day at most. */
const longestCooling = 25 * 60 * 60_000;

export function createHostTurns({ read, write, readClock }: Database): HostTurns {
  return {
    take: (host, holder, now, until) =>
      write(async (queries): Promise<HostTurn> => {
        const row = await queries
          .selectFrom('host_turns')
          .selectAll()
          .where('host', '=', host)
          .executeTakeFirst();
        const at = await readClock(queries, now.getTime());
        /** By the clock of whoever asks. */
        const tell = (moment: number) => new Date(moment - at + now.getTime());
        if (row !== undefined) {
          if (row.cooling_until > at && row.cooling_until <= at + longestCooling)
            return { state: 'cooling', until: tell(row.cooling_until), reason: row.cooling_for ?? '' };
          const isHeld = row.holder !== null && row.holder !== holder && row.held_until > at;
          const free = Math.max(isHeld ? row.held_until : 0, row.next_at);
          if (free > at && free <= at + longestTurn) {
            // A turn that is held may end any moment.
            return { state: 'busy', until: tell(isHeld ? Math.min(free, at + 500) : free) };
          }
        }
        const turn = { holder, held_until: at + until.getTime() - now.getTime() };
        await queries
          .insertInto('host_turns')
          .values({ host, ...turn, next_at: 0, cooling_until: 0, cooling_for: null, refusals: 0 })
          .onConflict((conflict) => conflict.column('host').doUpdateSet(turn))
          .execute();
        return { state: 'taken' };
      }),

    release: (host, holder, now, next) =>
      write(async (queries) => {
        const at = await readClock(queries, now.getTime());
        await queries
          .updateTable('host_turns')
          .set({ holder: null, held_until: 0, next_at: at + next.getTime() - now.getTime() })
          .where('host', '=', host)
          .where('holder', '=', holder)
          .execute();
      }),

    cool: (host, now, until, reason) =>
      write(async (queries) => {
        const at = await readClock(queries, now.getTime());
        await queries
          .updateTable('host_turns')
          .set(({ eb }) => ({
            cooling_until: at + until.getTime() - now.getTime(),
            cooling_for: reason,
            refusals: eb('refusals', '+', 1),
          }))
          .where('host', '=', host)
          .execute();
      }),

    recover: (host) =>
      write(async (queries) => {
        await queries
          .updateTable('host_turns')
          .set({ cooling_until: 0, cooling_for: null, refusals: 0 })
          .where('host', '=', host)
          .where('refusals', '>', 0)
          .execute();
      }),

    refusals: (host) =>
      read(async (queries) => {
        const row = await queries
          .selectFrom('host_turns')
          .select('refusals')
          .where('host', '=', host)
          .executeTakeFirst();
        return row?.refusals ?? 0;
      }),
  };
}
