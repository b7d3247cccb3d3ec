import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { dropUnusedPapers } from '../lists/known-papers.ts';
import { randomKey } from './deliveries.ts';
import type { Digests, Ending } from './digests.ts';
import { findLeased, noteFailure } from './leases.ts';
import { readDigest, selectDigests } from './rows.ts';

type Outcomes = Pick<Digests, 'end' | 'skip' | 'untold' | 'recordTold' | 'prune'>;

/** Deliveries deleted at a time, lest others wait long. */
const portion = 500;

/** How deliveries end, and what follows. */
export function createOutcomes({ read, write }: Database): Outcomes {
  return {
    end: (delivery, lease, ending) =>
      write(async (queries) => {
        const held = await findLeased(queries, delivery, lease);
        if (held === undefined) return false;
        if (ending.outcome !== 'sent') await releaseUnposted(queries, delivery, ending);
        await queries
          .updateTable('deliveries')
          .set({
            outcome: ending.outcome,
            ended_at: ending.at.getTime(),
            remark: ending.remark ?? null,
            holder: null,
          })
          .where('id', '=', delivery)
          .execute();
        const moves = held.on_demand === 0 && held.next_due === held.due;
        const at = ending.at.getTime();
        const changes = {
          ...(moves ? { next_due: ending.nextDue.getTime() } : {}),
          ...(ending.outcome === 'sent' ? { last_sent: at, refusals: 0, last_failure: null } : {}),
        };
        if (Object.keys(changes).length > 0)
          await queries.updateTable('digests').set(changes).where('id', '=', held.digest).execute();
        if (ending.failure !== undefined) await noteFailure(queries, held.digest, ending.failure);
        if (ending.pause !== undefined)
          await queries
            .updateTable('digests')
            .set({ paused_at: at, paused_for: ending.pause, untold: 1 })
            .where('id', '=', held.digest)
            .where('paused_at', 'is', null)
            .execute();
        return true;
      }),

    skip: (digest, dues, at, remark, nextDue) =>
      write(async (queries) => {
        const { numUpdatedRows } = await queries
          .updateTable('digests')
          .set({ next_due: nextDue.getTime() })
          .where('id', '=', digest)
          .where('next_due', '=', dues[0]?.getTime() ?? -1)
          .where('paused_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        for (const due of dues)
          await queries
            .insertInto('deliveries')
            .values({
              digest,
              due: due.getTime(),
              on_demand: 0,
              key: randomKey(),
              started_at: at.getTime(),
              attempt: 0,
              held_until: at.getTime(),
              decided: 0,
              outcome: 'missed',
              ended_at: at.getTime(),
              remark,
            })
            .onConflict((conflict) => conflict.columns(['digest', 'due', 'on_demand']).doNothing())
            .execute();
        return true;
      }),

    untold: (limit) =>
      read(async (queries) => {
        const rows = await selectDigests(queries).where('digests.untold', '=', 1).limit(limit).execute();
        return rows.map(readDigest);
      }),

    recordTold: (id) =>
      write(async (queries) => {
        await queries.updateTable('digests').set({ untold: 0 }).where('id', '=', id).execute();
      }),

    async prune(before) {
      let pruned = 0;
      for (;;) {
        const count = await write(async (queries) => {
          const old = queries
            .selectFrom('deliveries')
            .select('id')
            .where('ended_at', '<', before.getTime())
            .limit(portion);
          const { numDeletedRows } = await queries
            .deleteFrom('deliveries')
            .where('id', 'in', old)
            .executeTakeFirstOrThrow();
          if (numDeletedRows > 0n) await dropUnusedPapers(queries);
          return Number(numDeletedRows);
        });
        pruned += count;
        if (count < portion) return pruned;
      }
    },
  };
}

/** Papers on parts that cannot have been posted have not been shown. */
async function releaseUnposted(queries: Queries, delivery: number, { inDoubt }: Ending): Promise<void> {
  const { last } = await queries
    .selectFrom('delivery_posts')
    .select(({ fn }) => fn.max<number | null>('part').as('last'))
    .where('delivery', '=', delivery)
    .executeTakeFirstOrThrow();
  const certain = (last ?? -1) + (inDoubt ? 1 : 0);
  await queries
    .deleteFrom('place_papers')
    .where('delivery', '=', delivery)
    .where('paper', 'in', ({ selectFrom }) =>
      selectFrom('delivery_papers')
        .select('paper')
        .where('delivery', '=', delivery)
        .where('part', '>', certain),
    )
    .execute();
}
