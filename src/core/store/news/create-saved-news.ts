import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { enterMember, findMember } from '../lists/members.ts';
import type { PaperReader } from '../lists/paper-record.ts';
import { fromSaved, noteNews } from './note-news.ts';
import type { SavedNews } from './saved-news.ts';

/** Papers taken in one transaction. */
const portion = 50;

export function createSavedNews({ read, write }: Database, readPaper: PaperReader): SavedNews {
  return {
    of: (member) =>
      read(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return [];
        const rows = await selectNews(queries)
          .select(['paper_news.paper', 'kind', 'detail', 'words', 'at'])
          .where('saves.member', '=', owner)
          .orderBy('at')
          .orderBy('paper_news.paper')
          .execute();
        return rows.map(({ at, ...news }) => ({ ...news, at: new Date(at) }));
      }),

    waiting: () =>
      read(async (queries) => {
        const rows = await selectNews(queries)
          .innerJoin('members', 'members.id', 'saves.member')
          .select(({ fn }) => [
            'members.platform',
            'members.workspace',
            'members.name',
            fn.min('paper_news.at').as('since'),
          ])
          .where('members.news_off', '=', 0)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('follows')
                  .innerJoin('digests', 'digests.id', 'follows.digest')
                  .innerJoin('places', 'places.id', 'digests.place')
                  .select('follows.id')
                  .where('follows.kind', '=', 'saved')
                  .whereRef('places.member', '=', 'members.id'),
              ),
            ),
          )
          .groupBy(['members.platform', 'members.workspace', 'members.name'])
          .orderBy('since')
          .execute();
        return rows.map(({ platform, workspace, name, since }) => {
          return { member: { platform, workspace, id: name }, since: new Date(Number(since)) };
        });
      }),

    isOff: (member) =>
      read(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return false;
        const row = await queries
          .selectFrom('members')
          .select('news_off')
          .where('id', '=', owner)
          .executeTakeFirst();
        return row?.news_off === 1;
      }),

    switchOff: (member, isOff) =>
      write(async (queries) => {
        const owner = await enterMember(queries, member);
        await queries
          .updateTable('members')
          .set({ news_off: isOff ? 1 : 0 })
          .where('id', '=', owner)
          .execute();
      }),

    unchecked: (before, limit) =>
      read(async (queries) => {
        const rows = await fromSaved(queries)
          .select(['papers.id', 'checked_at'])
          .where(({ or, eb }) => or([eb('checked_at', 'is', null), eb('checked_at', '<', before.getTime())]))
          .orderBy('checked_at', (order) => order.asc().nullsFirst())
          .orderBy('papers.id')
          .limit(limit)
          .execute();
        return rows.map(({ id }) => id);
      }),

    async take(tellings, at) {
      for (let start = 0; start < tellings.length; start += portion)
        await write((queries) => noteNews(queries, tellings.slice(start, start + portion), at, readPaper));
    },

    checked: (papers, at) =>
      write(async (queries) => {
        const checked_at = at.getTime();
        if (papers.length > 0)
          await queries.updateTable('paper_state').set({ checked_at }).where('paper', 'in', papers).execute();
      }),
  };
}

/** News of papers since they were put into lists where they still are. */
function selectNews(queries: Queries) {
  return queries
    .selectFrom('saves')
    .innerJoin('paper_news', 'paper_news.paper', 'saves.paper')
    .where('saves.removed_at', 'is', null)
    .whereRef('paper_news.at', '>=', 'saves.saved_at');
}
