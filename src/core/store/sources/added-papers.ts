import type { Workspace } from '../../chat/channel.ts';
import { addedByHand } from '../../sources/added-by-hand.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { enterMember } from '../lists/members.ts';
import type { AddedPapers } from './added-paper.ts';
import { dropKeptPapers } from './take-papers.ts';

export function createAddedPapers({ read, write }: Database): AddedPapers {
  return {
    record: (key, paper, by, at) =>
      write(async (queries) => {
        const { platform, workspace } = by;
        const member = await enterMember(queries, by);
        const known = await queries
          .selectFrom('added_papers')
          .select('key')
          .where('paper', '=', paper)
          .orderBy('added_at')
          .executeTakeFirst();
        const row = { key: known?.key ?? key, platform, workspace, paper, member, added_at: at.getTime() };
        await queries
          .insertInto('added_papers')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),

    find: (workspace, paper) =>
      read(async (queries) => {
        const row = await selectAdded(queries, workspace)
          .innerJoin('source_papers', (join) =>
            join
              .onRef('source_papers.key', '=', 'added_papers.key')
              .on('source_papers.source', '=', addedByHand)
              .on('source_papers.gone', '=', 0),
          )
          .leftJoin('members', 'members.id', 'added_papers.member')
          .select(['added_papers.key', 'added_at', 'members.name'])
          .where('added_papers.paper', '=', paper)
          .orderBy('added_at')
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const { platform, workspace: home } = workspace;
        const by = row.name === null ? {} : { by: { platform, workspace: home, id: row.name } };
        return { key: row.key, at: new Date(row.added_at), ...by };
      }),

    among: (workspace, papers) =>
      read(async (queries) => {
        if (workspace.workspace === '' || papers.length === 0) return new Set();
        const rows = await selectAdded(queries, workspace)
          .select('added_papers.paper')
          .where('added_papers.paper', 'in', papers)
          .execute();
        return new Set(rows.map(({ paper }) => paper));
      }),

    takeDown: ({ platform, workspace }, paper) =>
      write(async (queries) => {
        const taken = await queries
          .deleteFrom('added_papers')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('paper', '=', paper)
          .returning('key')
          .execute();
        if (taken.length === 0) return false;
        const keys = taken.map(({ key }) => key);
        const others = await queries
          .selectFrom('added_papers')
          .select('key')
          .where('key', 'in', keys)
          .execute();
        const free = keys.filter((key) => !others.some((other) => other.key === key));
        if (free.length > 0) await dropKeptPapers(queries, addedByHand, free);
        return true;
      }),
  };
}

function selectAdded(queries: Queries, { platform, workspace }: Workspace) {
  return queries
    .selectFrom('added_papers')
    .where('added_papers.platform', '=', platform)
    .where('added_papers.workspace', '=', workspace);
}
