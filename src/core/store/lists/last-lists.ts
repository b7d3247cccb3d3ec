import type { Channel } from '../../chat/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { LastList, LastLists } from '../store.ts';
import { enterMember } from './members.ts';

export function createLastLists({ read, write }: Database): LastLists {
  return {
    remember: (channel, member, list, at) =>
      write(async (queries) => {
        const id = await keepList(queries, channel, await enterMember(queries, member), list.key, at);
        const rows = [...list.papers].map(([number, paper]) => ({ list: id, number, paper }));
        if (rows.length === 0) return;
        await queries
          .insertInto('list_papers')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['list', 'number']).doUpdateSet(({ ref }) => ({ paper: ref('excluded.paper') })),
          )
          .execute();
      }),

    find: (channel, member) =>
      read(async (queries): Promise<LastList | undefined> => {
        const { platform, workspace, id } = channel;
        const rows = await queries
          .selectFrom('lists')
          .innerJoin('members', 'members.id', 'lists.member')
          .innerJoin('list_papers', 'list_papers.list', 'lists.id')
          .select(['lists.key', 'list_papers.number', 'list_papers.paper'])
          .where('members.platform', '=', member.platform)
          .where('members.workspace', '=', member.workspace)
          .where('members.name', '=', member.id)
          .where('lists.platform', '=', platform)
          .where('lists.workspace', '=', workspace)
          .where('lists.channel', '=', id)
          .orderBy('list_papers.number')
          .execute();
        const [first] = rows;
        if (first === undefined) return undefined;
        return { key: first.key, papers: new Map(rows.map(({ number, paper }) => [number, paper])) };
      }),

    prune: (before) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('lists')
          .where('shown_at', '<', before.getTime())
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

/** The list's number; empty where another command made it before. */
async function keepList(
  queries: Queries,
  { platform, workspace, id: channel }: Channel,
  member: number,
  key: string,
  at: Date,
): Promise<number> {
  const shown_at = at.getTime();
  const known = await queries
    .selectFrom('lists')
    .select(['id', 'key'])
    .where('member', '=', member)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .executeTakeFirst();
  if (known === undefined) {
    const { id } = await queries
      .insertInto('lists')
      .values({ platform, workspace, channel, member, key, shown_at })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }
  await queries.updateTable('lists').set({ key, shown_at }).where('id', '=', known.id).execute();
  if (known.key !== key) await queries.deleteFrom('list_papers').where('list', '=', known.id).execute();
  return known.id;
}
