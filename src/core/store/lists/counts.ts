import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Saves } from '../store.ts';
import { dropUnusedPapers } from './known-papers.ts';
import { findMember } from './members.ts';
import { parseTags } from './save-row.ts';

/** Ids in one query, well below what either engine takes. */
const portion = 1_000;

// SQLite takes cross joins in the order they are written (https://sqlite.org/lang_select.html): a few saves and their
// members, rather than all members and their saves. To PostgreSQL they are joins like any other.

/** What is told about lists in numbers, and what is too old to keep. */
export function createCounts({
  read,
  write,
}: Database): Pick<Saves, 'count' | 'since' | 'holdings' | 'prune'> {
  return {
    count: (place, papers) =>
      read(async (queries) => {
        const counts = new Map<PaperId, number>();
        for (let start = 0; start < papers.length; start += portion) {
          const rows = await queries
            .selectFrom('saves')
            .crossJoin('members')
            .whereRef('members.id', '=', 'saves.member')
            .select(({ fn }) => ['saves.paper', fn.countAll<number>().as('people')])
            .where('saves.paper', 'in', papers.slice(start, start + portion))
            .where('saves.removed_at', 'is', null)
            .where('members.platform', '=', place.platform)
            .where('members.workspace', '=', place.workspace)
            .groupBy('saves.paper')
            .execute();
          for (const { paper, people } of rows) counts.set(paper, people);
        }
        return counts;
      }),

    since: (place, since) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('saves')
          .crossJoin('members')
          .whereRef('members.id', '=', 'saves.member')
          .select(['saves.paper', 'saves.saved_at'])
          .where('saves.saved_at', '>=', since.getTime())
          .where('saves.removed_at', 'is', null)
          .where('members.platform', '=', place.platform)
          .where('members.workspace', '=', place.workspace)
          .orderBy('saves.saved_at')
          .orderBy('saves.paper')
          .execute();
        return rows.map(({ paper, saved_at }) => ({ paper, at: new Date(saved_at) }));
      }),

    holdings: (member) =>
      read(async (queries) => {
        const owner = (await findMember(queries, member)) ?? -1;
        const saves = await queries
          .selectFrom('saves')
          .select(['removed_at', 'note', 'tags'])
          .where('member', '=', owner)
          .execute();
        const { reactions } = await queries
          .selectFrom('marks')
          .select(({ fn }) => fn.countAll<number>().as('reactions'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const { subscriptions } = await queries
          .selectFrom('digests')
          .innerJoin('places', 'places.id', 'digests.place')
          .select(({ fn }) => fn.countAll<number>().as('subscriptions'))
          .where('places.member', '=', owner)
          .executeTakeFirstOrThrow();
        const { addresses } = await queries
          .selectFrom('addresses')
          .select(({ fn }) => fn.countAll<number>().as('addresses'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const saved = saves.filter(({ removed_at }) => removed_at === null).length;
        return {
          saved,
          notes: saves.filter(({ note }) => note !== '').length,
          tags: new Set(saves.flatMap(({ tags }) => parseTags(tags))).size,
          reactions,
          removed: saves.length - saved,
          subscriptions,
          addresses,
        };
      }),

    prune: (before, reactionsBefore = before) =>
      write(async (queries) => {
        const limit = before.getTime();
        await queries
          .deleteFrom('marks')
          .where('given_at', '<', reactionsBefore.getTime())
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('saves')
                  .select('saves.paper')
                  .whereRef('saves.member', '=', 'marks.member')
                  .whereRef('saves.paper', '=', 'marks.paper')
                  .where(({ or, eb }) =>
                    or([eb('saves.removed_at', 'is', null), eb('saves.removed_at', '>=', limit)]),
                  ),
              ),
            ),
          )
          .execute();
        const { numDeletedRows } = await queries
          .deleteFrom('saves')
          .where('removed_at', '<', limit)
          .executeTakeFirstOrThrow();
        await dropUnusedPapers(queries);
        return Number(numDeletedRows);
      }),
  };
}
