import type { Database } from '../database/database.ts';
import type { Store } from '../store.ts';
import { fingerprint } from './fingerprint.ts';

/** Nobody reserves further ahead than this, in milliseconds: such a moment was set before the clock was put back. */
const furthest = 60 * 60_000;

/** Turns in the database, by its clock where it has one. */
export function createSharedTurns({ writeOne, readClock }: Database, now: () => Date): Store['sharedTurns'] {
  return {
    reserve: (key, interval, turns) =>
      writeOne(async (queries) => {
        const shared = await readClock(queries, now().getTime());
        const span = Math.ceil(interval * turns);
        const row = { key: fingerprint(key), next_at: shared + span };
        const { next_at: end } = await queries
          .insertInto('shared_turns')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet(({ eb, ref }) => ({
              next_at: eb
                .case()
                .when(eb.between('shared_turns.next_at', shared, shared + furthest))
                .then(eb(ref('shared_turns.next_at'), '+', span))
                .else(shared + span)
                .end(),
            })),
          )
          .returning('next_at')
          .executeTakeFirstOrThrow();
        return end - span - shared;
      }),

    prune: () =>
      writeOne(async (queries) => {
        const shared = await readClock(queries, now().getTime());
        await queries.deleteFrom('shared_turns').where('next_at', '<', shared).execute();
      }),
  };
}
