import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { keepPaper } from '../lists/known-papers.ts';
import { rememberPosted } from '../lists/shown.ts';
import type { Digests, Lease } from './digests.ts';
import { findLeased, noteFailure } from './leases.ts';

type Progress = Pick<Digests, 'decide' | 'recordPost' | 'postpone'>;

/** What has become of deliveries under way. */
export function createProgress({ write }: Database): Progress {
  return {
    decide: (delivery, lease, papers, version) =>
      write(async (queries) => {
        const held = await findLeased(queries, delivery, lease);
        if (held === undefined) return 'lost';
        if (held.version !== version) return 'again';
        const shown_at = lease.now.getTime();
        for (const { paper } of papers) await keepPaper(queries, paper);
        if (papers.length > 0) {
          const picks = papers.map(({ paper, why, part }, position) => {
            return { delivery, position, paper: paper.id, why, part };
          });
          const shown = papers.map(({ paper: { id: paper } }) => {
            return { place: held.place, paper, delivery, shown_at };
          });
          await queries.insertInto('delivery_papers').values(picks).execute();
          await queries
            .insertInto('place_papers')
            .values(shown)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await queries
          .updateTable('places')
          .set({ version: version + 1 })
          .where('id', '=', held.place)
          .execute();
        await keepHeld(queries, delivery, lease, { decided: 1 });
        return 'decided';
      }),

    recordPost: (delivery, lease, part, posted) =>
      write(async (queries) => {
        const held = await findLeased(queries, delivery, lease);
        if (held === undefined) return false;
        const none = {
          platform: held.home_platform,
          workspace: held.home_workspace,
          channel: '',
          message: null,
        };
        const rows = posted.map(({ message: { channel, id } }) => ({
          platform: channel.platform,
          workspace: channel.workspace,
          channel: channel.id,
          message: id,
        }));
        await queries
          .insertInto('delivery_posts')
          .values(
            (rows.length === 0 ? [none] : rows).map((row, position) => ({
              delivery,
              part,
              position,
              ...row,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await rememberPosted(queries, posted, lease.now, held.home_workspace);
        await keepHeld(queries, delivery, lease, {});
        return true;
      }),

    postpone: (delivery, lease, { until, failure, inDoubt }) =>
      write(async (queries) => {
        const held = await findLeased(queries, delivery, lease);
        if (held === undefined) return false;
        await queries
          .updateTable('deliveries')
          .set({
            holder: null,
            held_until: until.getTime(),
            ...(inDoubt ? {} : { doubtful_since: null }),
          })
          .where('id', '=', delivery)
          .execute();
        if (failure !== undefined) await noteFailure(queries, held.digest, failure);
        return true;
      }),
  };
}

async function keepHeld(
  queries: Queries,
  delivery: number,
  { until }: Lease,
  values: { readonly decided?: number },
): Promise<void> {
  await queries
    .updateTable('deliveries')
    .set({ ...values, held_until: until.getTime() })
    .where('id', '=', delivery)
    .execute();
}
