import type { Database } from '../database/database.ts';
import { dropUnusedPapers } from '../lists/known-papers.ts';
import type { DeliveryHistory } from './delivery.ts';
import { readDeliveries } from './delivery-rows.ts';

/** Deliveries deleted at a time, lest others wait long. */
const portion = 500;

export function createDeliveryHistory({ read, write }: Database): DeliveryHistory {
  return {
    list: (digest, limit) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('deliveries')
          .selectAll()
          .where('digest', '=', digest)
          .orderBy('due', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute();
        return readDeliveries(queries, rows);
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
          return Number(numDeletedRows);
        });
        pruned += count;
        if (count < portion) break;
      }
      if (pruned > 0) await write(dropUnusedPapers);
      return pruned;
    },
  };
}
