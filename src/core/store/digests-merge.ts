import type { PaperId } from '../papers/paper.ts';
import type { Queries } from './schema.ts';

/** Makes what places have seen of one paper seen of the other; digests being picked there are picked anew. */
export async function mergeShownPapers(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .updateTable('places')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('place_papers').select('place').where('paper', '=', from),
    )
    .execute();
  await queries
    .insertInto('place_papers')
    .columns(['place', 'paper', 'delivery', 'shown_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('place_papers')
        .select(['place', val(to).as('paper'), 'delivery', 'shown_at'])
        .where('paper', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queries.deleteFrom('place_papers').where('paper', '=', from).execute();
}
