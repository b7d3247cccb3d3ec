import type { Queries } from '../database/schema.ts';
import type { Failure, Lease } from './digests.ts';

/** The delivery with its digest and place, while the holder has it and it has not ended. */
export function findLeased(queries: Queries, delivery: number, { holder }: Lease) {
  return queries
    .selectFrom('deliveries')
    .innerJoin('digests', 'digests.id', 'deliveries.digest')
    .innerJoin('places', 'places.id', 'digests.place')
    .select(['deliveries.digest', 'deliveries.due', 'deliveries.on_demand'])
    .select(['digests.place', 'digests.next_due', 'digests.home_platform', 'digests.home_workspace'])
    .select('places.version')
    .where('deliveries.id', '=', delivery)
    .where('deliveries.holder', '=', holder)
    .where('deliveries.outcome', 'is', null)
    .executeTakeFirst();
}

/** Keeps why the last try failed with the digest. */
export async function noteFailure(
  queries: Queries,
  digest: number,
  { reason, refused }: Failure,
): Promise<void> {
  await queries
    .updateTable('digests')
    .set(({ eb }) => ({ last_failure: reason, refusals: eb('refusals', '+', refused ? 1 : 0) }))
    .where('id', '=', digest)
    .execute();
}

/** Lets go what processes hold that are no more, as where the bot was killed: nobody else is there. */
export async function freeLeases(queries: Queries): Promise<void> {
  await queries
    .updateTable('deliveries')
    .set({ holder: null, held_until: 0 })
    .where('holder', 'is not', null)
    .where('outcome', 'is', null)
    .execute();
}
