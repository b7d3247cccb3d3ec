import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { recordTold } from '../follows/follow-rows.ts';
import { keepPaper } from '../lists/known-papers.ts';
import { keepNumbered } from '../lists/numbered-lists.ts';
import { rememberPosted } from '../lists/shown.ts';
import type { Deliveries, Ending, Failure } from './delivery.ts';
import { endOf, type Lease } from './lease.ts';
import { keepNames } from './shown-names.ts';

export function createDeliveries({ write, readClock }: Database): Deliveries {
  return {
    renew: (delivery, lease) =>
      write(async (queries) => {
        const { numUpdatedRows } = await queries
          .updateTable('deliveries')
          .set({ held_until: await readEnd(queries, lease) })
          .where('id', '=', delivery)
          .where('holder', '=', lease.holder)
          .where('outcome', 'is', null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),

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
          await keepNames(
            queries,
            papers.map(({ paper }) => paper),
          );
          await recordTold(queries, delivery, papers, lease.now);
        }
        await queries
          .updateTable('places')
          .set({ version: version + 1 })
          .where('id', '=', held.place)
          .execute();
        await keepHeld(queries, delivery, lease, { decided: 1 });
        return 'decided';
      }),

    recordPost: (delivery, lease, part, posted, list) =>
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
        if (list !== undefined) await keepNumbered(queries, list, lease.now);
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
          ...(moves ? { next_due: ending.nextDue.getTime(), moved_at: null, moved_for: null } : {}),
          ...(ending.outcome === 'sent' ? { last_sent: at, refusals: 0 } : {}),
          // That a place refuses is not over before something is posted there.
          ...(ending.outcome === 'sent' || (ending.outcome === 'empty' && held.refusals === 0)
            ? { last_failure: null }
            : {}),
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
  };

  async function keepHeld(
    queries: Queries,
    delivery: number,
    lease: Lease,
    values: { readonly decided?: number },
  ): Promise<void> {
    await queries
      .updateTable('deliveries')
      .set({ ...values, held_until: await readEnd(queries, lease) })
      .where('id', '=', delivery)
      .execute();
  }

  async function readEnd(queries: Queries, lease: Lease): Promise<number> {
    return endOf(lease, await readClock(queries, lease.now.getTime()));
  }
}

/** Papers on parts that cannot have been posted have not been shown. */
async function releaseUnposted(queries: Queries, delivery: number, { inDoubt }: Ending): Promise<void> {
  const { last } = await queries
    .selectFrom('delivery_posts')
    .select(({ fn }) => fn.max<number | null>('part').as('last'))
    .where('delivery', '=', delivery)
    .executeTakeFirstOrThrow();
  const certain = (last ?? -1) + (inDoubt ? 1 : 0);
  for (const table of ['place_papers', 'follow_told'] as const)
    await queries
      .deleteFrom(table)
      .where('delivery', '=', delivery)
      .where('paper', 'in', ({ selectFrom }) =>
        selectFrom('delivery_papers')
          .select('paper')
          .where('delivery', '=', delivery)
          .where('part', '>', certain),
      )
      .execute();
}

/** The delivery with its digest and place, while the holder has it and it has not ended. */
function findLeased(queries: Queries, delivery: number, { holder }: Lease) {
  return queries
    .selectFrom('deliveries')
    .innerJoin('digests', 'digests.id', 'deliveries.digest')
    .innerJoin('places', 'places.id', 'digests.place')
    .select(['deliveries.digest', 'deliveries.due', 'deliveries.on_demand'])
    .select(['digests.place', 'digests.next_due', 'digests.home_platform', 'digests.home_workspace'])
    .select(['digests.refusals', 'places.version'])
    .where('deliveries.id', '=', delivery)
    .where('deliveries.holder', '=', holder)
    .where('deliveries.outcome', 'is', null)
    .executeTakeFirst();
}

/** Keeps why the last try failed with the digest. */
async function noteFailure(queries: Queries, digest: number, { reason, refused }: Failure): Promise<void> {
  await queries
    .updateTable('digests')
    .set(({ eb }) => ({ last_failure: reason, refusals: eb('refusals', '+', refused ? 1 : 0) }))
    .where('id', '=', digest)
    .execute();
}
