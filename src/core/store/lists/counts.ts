import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { SaveCounts } from './saved-paper.ts';

/** Ids in one query, well below what either engine takes. */
const portion = 1_000;

// SQLite takes cross joins in the order they are written (https://sqlite.org/lang_select.html): a few saves and their
// members, rather than all members and their saves. To PostgreSQL they are joins like any other.

export function createSaveCounts({ read }: Database): SaveCounts {
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
  };
}
