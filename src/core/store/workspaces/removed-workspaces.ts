import { type ExpressionBuilder, sql } from 'kysely';
import type { Workspace } from '../../chat/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queries, Tables } from '../database/schema.ts';
import { dropUnusedPapers } from '../lists/known-papers.ts';
import type { RemovedWorkspaces } from './removed-workspace.ts';

export function createRemovedWorkspaces({ read, write, purge }: Database): RemovedWorkspaces {
  return {
    add: (workspace, at) => write((queries) => noteRemoval(queries, workspace, at)),

    remove: (workspace) =>
      write(async (queries) => {
        const since = await findRemoval(queries, workspace);
        if (since === undefined) return;
        await resumeRefused(queries, workspace, since);
        await forgetRemoval(queries, workspace);
      }),

    holdings: (workspace) =>
      read(async (queries) => {
        const counts = { people: 0, digests: 0, messages: 0, installations: 0 };
        for (const one of await findParts(queries, workspace)) {
          counts.people += await count(queries, 'members', ['platform', 'workspace'], one);
          counts.digests += await count(queries, 'digests', ['home_platform', 'home_workspace'], one);
          counts.messages += await countMessages(queries, one);
          counts.installations += await count(queries, 'installations', ['platform', 'workspace'], one);
        }
        return counts;
      }),

    async forget(workspace) {
      await write(async (queries) => {
        for (const one of await findParts(queries, workspace)) {
          await deleteAllOf(queries, one);
          await forgetRemoval(queries, one);
          await queries
            .deleteFrom('installations')
            .where('platform', '=', one.platform)
            .where('workspace', '=', one.workspace)
            .execute();
        }
        await dropUnusedPapers(queries);
      });
      await purge();
    },

    async prune(before) {
      const pruned = await write(async (queries) => {
        const gone = await queries
          .selectFrom('removed_workspaces')
          .select(['platform', 'workspace'])
          .where('removed_at', '<', before.getTime())
          .execute();
        let deleted = 0;
        for (const workspace of gone) {
          // The app may have been added again at the moment at which its removal was noted.
          if ((await count(queries, 'installations', ['platform', 'workspace'], workspace)) === 0) {
            await deleteAllOf(queries, workspace);
            deleted += 1;
          }
          await forgetRemoval(queries, workspace);
        }
        if (deleted > 0) await dropUnusedPapers(queries);
        return deleted;
      });
      if (pruned > 0) await purge();
      return pruned;
    },
  };
}

/** The first moment counts; yields whether this is news. */
export async function noteRemoval(
  queries: Queries,
  { platform, workspace }: Workspace,
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('removed_workspaces')
    .values({ platform, workspace, removed_at: at.getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The workspace, and those that take part in its installation where it is an organisation. */
async function findParts(
  queries: Queries,
  { platform, workspace }: Workspace,
): Promise<readonly Workspace[]> {
  const parts = await queries
    .selectFrom('installations')
    .select(['platform', 'workspace'])
    .where('platform', '=', platform)
    .where('organisation', '=', workspace)
    .execute();
  return [{ platform, workspace }, ...parts];
}

async function count(
  queries: Queries,
  table: 'members' | 'digests' | 'installations',
  [platform, workspace]: readonly [string, string],
  of: Workspace,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from ${sql.table(table)}
    where ${sql.ref(platform)} = ${of.platform} and ${sql.ref(workspace)} = ${of.workspace}`.execute(queries);
  return Number(rows[0]?.count ?? 0);
}

async function countMessages(queries: Queries, of: Workspace): Promise<number> {
  const row = await queries
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(isOf(of))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Whether a message was posted there, or for somebody there. */
function isOf({ platform, workspace }: Workspace) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, 'messages'>) =>
    and([eb('platform', '=', platform), or([eb('workspace', '=', workspace), eb('home', '=', workspace)])]);
}

/** When the removal was noted (ms); undefined where none is. */
export async function findRemoval(
  queries: Queries,
  { platform, workspace }: Workspace,
): Promise<number | undefined> {
  const row = await queries
    .selectFrom('removed_workspaces')
    .select('removed_at')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row?.removed_at;
}

/** What somebody paused stays paused, and mail that its server refused. When it comes next the delivery finds out, as after any absence. */
async function resumeRefused(
  queries: Queries,
  { platform, workspace }: Workspace,
  since: number,
): Promise<void> {
  await queries
    .updateTable('digests')
    .set({ paused_at: null, paused_for: null, untold: 0, refusals: 0, last_failure: null })
    .where('home_platform', '=', platform)
    .where('home_workspace', '=', workspace)
    .where('paused_at', '>=', since)
    .where('refusals', '>', 0)
    .where('place', 'not in', queries.selectFrom('places').select('id').where('kind', '=', 'mail'))
    .execute();
}

async function forgetRemoval(queries: Queries, { platform, workspace }: Workspace): Promise<void> {
  await queries
    .deleteFrom('removed_workspaces')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}

/** What hangs on people and places goes with them: lists, notes, reactions, digests, deliveries and addresses. */
async function deleteAllOf(queries: Queries, { platform, workspace }: Workspace): Promise<void> {
  await queries
    .deleteFrom('digests')
    .where('home_platform', '=', platform)
    .where('home_workspace', '=', workspace)
    .execute();
  await queries.deleteFrom('messages').where(isOf({ platform, workspace })).execute();
  const tables = ['places', 'members', 'marks', 'numbered_lists', 'added_papers', 'welcomed_places'] as const;
  for (const table of tables)
    await queries
      .deleteFrom(table)
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .execute();
}
