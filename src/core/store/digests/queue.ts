import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { Delivery, DeliveryQueue, Due, Waiting } from './delivery.ts';
import { randomKey, readDeliveries, readDelivery } from './delivery-rows.ts';
import type { Digest } from './digest.ts';
import { readDigest, selectDigests, selectOwnDigest } from './digest-rows.ts';
import { endOf, type Lease } from './lease.ts';

type Row = {
  readonly digest: number;
  readonly due: number;
  readonly delivery: number | null;
  readonly ended: number;
  readonly turn: number;
};

/** Digests read in one go: no statement takes as many numbers as there may be digests due. */
const readAtOnce = 500;

export function createDeliveryQueue({ read, write, readClock }: Database): DeliveryQueue {
  return {
    due: (now, limit, platforms) =>
      read(async (queries) =>
        openAll(queries, await selectWaiting(queries, now, readClock, { limit, platforms })),
      ),

    waiting: (now, ofEach, platforms) =>
      read((queries) => selectWaiting(queries, now, readClock, { ofEach, platforms })),

    open: (waiting) => read((queries) => openAll(queries, waiting)),

    claim: (due, lease) =>
      write(async (queries) => {
        const row = await selectDigests(queries).where('digests.id', '=', due.digest.id).executeTakeFirst();
        if (row === undefined) return undefined;
        const isDue = row.paused_at === null && row.next_due === due.due.getTime();
        if (due.delivery === undefined && !isDue) return undefined;
        const taken: Taken = { ...lease, shared: await readClock(queries, lease.now.getTime()) };
        const delivery = (await takeOver(queries, due, taken)) ?? (await begin(queries, due, taken));
        return delivery === undefined ? undefined : { digest: readDigest(row), delivery };
      }),

    request: (home, id, at) =>
      write(async (queries) => {
        if ((await selectOwnDigest(queries, home, id).executeTakeFirst()) === undefined) return false;
        await queries
          .insertInto('deliveries')
          .values({
            digest: id,
            due: at.getTime(),
            on_demand: 1,
            key: randomKey(),
            started_at: at.getTime(),
            attempt: 0,
            held_until: at.getTime(),
            decided: 0,
          })
          .onConflict((conflict) => conflict.columns(['digest', 'due', 'on_demand']).doNothing())
          .execute();
        return true;
      }),

    skip: (digest, due, nextDue, missed) =>
      write(async (queries) => {
        const { numUpdatedRows } = await queries
          .updateTable('digests')
          .set({ next_due: nextDue.getTime(), moved_at: null, moved_for: null })
          .where('id', '=', digest)
          .where('next_due', '=', due.getTime())
          .where('paused_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        if (missed === undefined) return true;
        const at = missed.at.getTime();
        await queries
          .insertInto('deliveries')
          .values({
            digest,
            due: missed.due.getTime(),
            on_demand: 0,
            key: randomKey(),
            started_at: at,
            attempt: 0,
            held_until: at,
            decided: 0,
            outcome: 'missed',
            ended_at: at,
            remark: missed.remark,
          })
          .onConflict((conflict) => conflict.columns(['digest', 'due', 'on_demand']).doNothing())
          .execute();
        return true;
      }),
  };
}

/** A lease, and the moment (ms) at which it is taken by the clock that all processes share. */
type Taken = Lease & { readonly shared: number };

/** Which are wanted: of all, or of each workspace, so many at most. */
type Wanted = {
  readonly limit?: number;
  readonly ofEach?: number;
  readonly platforms?: readonly string[] | undefined;
};

/** Digests that are due and deliveries that wait, one of each workspace in turn. */
async function selectWaiting(
  queries: Queries,
  now: Date,
  readClock: Database['readClock'],
  { limit, ofEach, platforms }: Wanted,
): Promise<readonly Waiting[]> {
  const moment = now.getTime();
  const shared = await readClock(queries, moment);
  const isHere =
    platforms === undefined
      ? sql``
      : sql`and (places.kind = 'mail' or places.platform in (${sql.join([...platforms, ''])}))`;
  const { rows } = await sql<Row>`
    select digest, due, delivery, ended, turn from (
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
        where deliveries.outcome is null
          and deliveries.held_until <= case when deliveries.holder is null
            then cast(${moment} as bigint) else cast(${shared} as bigint) end ${isHere}
      ) as waiting
    ) as queue
    ${ofEach === undefined ? sql`` : sql`where turn <= ${ofEach}`}
    order by turn, due, digest, delivery
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(queries);
  return rows.map(({ digest, due, delivery, ended, turn }) => ({
    digest,
    due: new Date(due),
    ended: ended === 1,
    turn: Number(turn),
    ...(delivery === null ? {} : { delivery }),
  }));
}

/** What waits with its digest, in the same order. */
async function openAll(queries: Queries, waiting: readonly Waiting[]): Promise<readonly Due[]> {
  const ids = [...new Set(waiting.map(({ digest }) => digest))];
  const digests = new Map<number, Digest>();
  for (let start = 0; start < ids.length; start += readAtOnce) {
    const some = ids.slice(start, start + readAtOnce);
    for (const row of await selectDigests(queries).where('digests.id', 'in', some).execute())
      digests.set(row.id, readDigest(row));
  }
  return waiting.flatMap(({ digest: id, turn: _, ...rest }): readonly Due[] => {
    const digest = digests.get(id);
    return digest === undefined ? [] : [{ ...rest, digest }];
  });
}

/** Takes up a delivery that was begun or asked for, unless another holds it or it has ended. */
async function takeOver(queries: Queries, due: Due, lease: Taken): Promise<Delivery | undefined> {
  const begun = await selectBegun(queries, due);
  if (begun === undefined || begun.outcome !== null) return undefined;
  if (begun.held_until > (begun.holder === null ? lease.now.getTime() : lease.shared)) return undefined;
  await queries
    .updateTable('deliveries')
    .set({
      holder: lease.holder,
      held_until: endOf(lease, lease.shared),
      attempt: begun.attempt + 1,
      doubtful_since: begun.doubtful_since ?? beginningOf(lease),
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
async function begin(queries: Queries, due: Due, lease: Taken): Promise<Delivery | undefined> {
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
      doubtful_since: beginningOf(lease),
      holder: lease.holder,
      held_until: endOf(lease, lease.shared),
      decided: 0,
    })
    .onConflict((conflict) => conflict.columns(['digest', 'due', 'on_demand']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : readDelivery({ ...row, doubtful_since: null });
}

/** What may be posted from now on is looked for since then: the earlier moment, where the clocks differ. */
function beginningOf({ now, shared }: Taken): number {
  return Math.min(now.getTime(), shared);
}

/** Lets go what processes hold that are no more, as where the bot was killed: nobody else is there. */
export async function freeLeases(queries: Queries): Promise<void> {
  await queries
    .updateTable('deliveries')
    .set({ holder: null, held_until: 0 })
    .where('holder', 'is not', null)
    .where('outcome', 'is', null)
    .execute();
  await queries.deleteFrom('leases').execute();
  await queries.updateTable('digests').set({ telling_until: 0 }).where('untold', '=', 1).execute();
}
