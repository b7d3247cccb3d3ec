import type { Quotas } from '../../async/sharing/quotas.ts';
import type { Database } from '../database/database.ts';
import { fingerprint } from './fingerprint.ts';

export function createQuotas({ write, readClock }: Database): Quotas {
  return {
    use: (quotas, now) =>
      write(async (queries) => {
        const shared = await readClock(queries, now.getTime());
        const counted = quotas.map(({ of, ...quota }) => ({ ...quota, quota: fingerprint(of) }));
        await queries.deleteFrom('quota_uses').where('counts_until', '<=', shared).execute();
        let free = shared;
        for (const { quota, most, within } of counted) {
          const uses = await queries
            .selectFrom('quota_uses')
            .select('counts_until')
            .where('quota', '=', quota)
            // What counts longer was counted before the clock was put back.
            .where('counts_until', '<=', shared + within)
            .orderBy('counts_until', 'desc')
            .limit(most)
            .execute();
          // As many as are allowed count: the first of them to end makes room.
          if (uses.length >= most) free = Math.max(free, uses.at(-1)?.counts_until ?? 0);
        }
        if (free > shared) return new Date(now.getTime() + free - shared);
        const rows = counted.map(({ quota, within }) => ({ quota, counts_until: shared + within }));
        await queries.insertInto('quota_uses').values(rows).execute();
        return undefined;
      }),
  };
}
