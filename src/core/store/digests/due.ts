import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { randomKey, readDeliveries, readDelivery } from './deliveries.ts';
import type { Delivery, Digests, Due, Lease } from './digests.ts';
import { readDigest, selectDigests } from './rows.ts';

type Waiting = {
  readonly digest: number;
  readonly due: number;
  readonly delivery: number | null;
  readonly ended: number;
};

/** What is to be done, and by whom. */
export function createDue({ read, write }: Database): Pick<Digests, 'due' | 'claim' | 'renew' | 'history'> {
  return {
    due: (now, limit, platforms) =>
      read(async (queries) => {
        const waiting = await selectWaiting(queries, now, limit, platforms);
        if (waiting.length === 0) return [];
        const ids = [...new Set(waiting.map(({ digest }) => digest))];
        const rows = await selectDigests(queries).where('digests.id', 'in', ids).execute();
        const digests = new Map(rows.map((row) => [row.id, readDigest(row)]));
        return waiting.flatMap(({ digest: id, due, delivery, ended }): readonly Due[] => {
          const digest = digests.get(id);
          if (digest === undefined) return [];
          const begun = delivery === null ? {} : { delivery };
          return [{ digest, due: new Date(due), ended: ended === 1, ...begun }];
        });
      }),

    claim: (due, lease) =>
      write(async (queries) => {
        const row = await selectDigests(queries).where('digests.id', '=', due.digest.id).executeTakeFirst();
        if (row === undefined) return undefined;
        const isDue = row.paused_at === null && row.next_due === due.due.getTime();
        if (due.delivery === undefined && !isDue) return undefined;
        const delivery = (await takeOver(queries, due, lease)) ?? (await begin(queries, due, lease));
        return delivery === undefined ? undefined : { digest: readDigest(row), delivery };
      }),

    renew: (delivery, { holder, until }) =>
      write(async (queries) => {
        const { numUpdatedRows } = await queries
          .updateTable('deliveries')
          .set({ held_until: until.getTime() })
          .where('id', '=', delivery)
          .where('holder', '=', holder)
          .where('outcome', 'is', null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),

    history: (id, limit) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('deliveries')
          .selectAll()
          .where('digest', '=', id)
          .orderBy('due', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute();
        return readDeliveries(queries, rows);
      }),
  };
}

/** Digests that are due and deliveries that wait, one of each workspace in turn. */
async function selectWaiting(
  queries: Queries,
  now: Date,
  limit: number,
  platforms: readonly string[] | undefined,
): Promise<readonly Waiting[]> {
  const moment = now.getTime();
  const isHere =
    platforms === undefined
      ? sql``
      : sql`and (places.kind = 'mail' or places.platform in (${sql.join([...platforms, ''])}))`;
  const { rows } = await sql<Waiting>`
    select digest, due, delivery, ended from (
      select waiting.*,
        row_number() over (partition by platform, workspace order by due, digest) as turn
      from (
        select digests.id as digest, digests.next_due as due, cast(null as integer) as delivery,
          case when ended.id is null then 0 else 1 end as ended,
          digests.home_platform as platform, digests.home_workspace as workspace
        from digests
        inner join places on places.id = digests.place
        left join deliveries as ended
          on ended.digest = digests.id and ended.due = digests.next_due and ended.on_demand = 0
        where digests.paused_at is null and digests.next_due <= ${moment}
          and (ended.id is null or ended.outcome is not null) ${isHere}
        union all
        select digests.id, deliveries.due, deliveries.id, 0, digests.home_platform, digests.home_workspace
        from deliveries
        inner join digests on digests.id = deliveries.digest
        inner join places on places.id = digests.place
        where deliveries.outcome is null and deliveries.held_until <= ${moment} ${isHere}
      ) as waiting
    ) as queue
    order by turn, due, digest, delivery
    limit ${limit}`.execute(queries);
  return rows;
}

/** Takes up a delivery that was begun or asked for, unless another holds it or it has ended. */
async function takeOver(queries: Queries, due: Due, lease: Lease): Promise<Delivery | undefined> {
  const begun = await selectBegun(queries, due);
  if (begun === undefined || begun.outcome !== null || begun.held_until > lease.now.getTime())
    return undefined;
  await queries
    .updateTable('deliveries')
    .set({
      holder: lease.holder,
      held_until: lease.until.getTime(),
      attempt: begun.attempt + 1,
      doubtful_since: begun.doubtful_since ?? lease.now.getTime(),
    })
    .where('id', '=', begun.id)
    .execute();
  const [delivery] = await readDeliveries(queries, [{ ...begun, attempt: begun.attempt + 1 }]);
  return delivery;
}

function selectBegun(queries: Queries, { digest, due, delivery }: Due) {
  const begun = queries.selectFrom('deliveries').selectAll();
  if (delivery !== undefined) return begun.where('id', '=', delivery).executeTakeFirst();
  return begun
    .where('digest', '=', digest.id)
    .where('due', '=', due.getTime())
    .where('on_demand', '=', 0)
    .executeTakeFirst();
}

/** Begins the delivery of a due time; undefined where there has been one. */
async function begin(queries: Queries, due: Due, lease: Lease): Promise<Delivery | undefined> {
  if (due.delivery !== undefined) return undefined;
  const row = await queries
    .insertInto('deliveries')
    .values({
      digest: due.digest.id,
      due: due.due.getTime(),
      on_demand: 0,
      key: randomKey(),
      started_at: lease.now.getTime(),
      attempt: 1,
      doubtful_since: lease.now.getTime(),
      holder: lease.holder,
      held_until: lease.until.getTime(),
      decided: 0,
    })
    .onConflict((conflict) => conflict.columns(['digest', 'due', 'on_demand']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : readDelivery({ ...row, doubtful_since: null });
}
