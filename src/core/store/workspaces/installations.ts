import type { Workspace } from '../../chat/channel.ts';
import type { Installation, Installations } from '../../chat/workspaces/installation.ts';
import type { Database } from '../database/database.ts';
import { findRemoval, noteRemoval } from './removed-workspaces.ts';

export function createInstallations({ read, write }: Database, now: () => Date): Installations {
  return {
    keep: ({ platform, workspace, organisation, sealed, at }) =>
      write(async (queries) => {
        const kept = { organisation, sealed, installed_at: at.getTime() };
        await queries
          .insertInto('installations')
          .values({ platform, workspace, ...kept })
          .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet(kept))
          .execute();
        return (await findRemoval(queries, { platform, workspace })) !== undefined;
      }),

    join: ({ platform, workspace, organisation, at }) =>
      write(async (queries) => {
        await queries
          .insertInto('installations')
          .values({ platform, workspace, organisation, sealed: '', installed_at: at.getTime() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),

    find: ({ platform, workspace }) =>
      read(async (queries) => {
        const row = await queries
          .selectFrom('installations')
          .selectAll()
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .executeTakeFirst();
        return row && readInstallation(row);
      }),

    list: (platform) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('installations')
          .selectAll()
          .where('platform', '=', platform)
          .orderBy('workspace')
          .execute();
        return rows.map(readInstallation);
      }),

    end: ({ platform, workspace, sealed, at }) =>
      write(async (queries): Promise<readonly Workspace[]> => {
        const [ended] = await queries
          .deleteFrom('installations')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('sealed', '=', sealed)
          .where('installed_at', '=', at.getTime())
          .returning(['platform', 'workspace'])
          .execute();
        if (ended === undefined) return [];
        const parts = await queries
          .deleteFrom('installations')
          .where('platform', '=', platform)
          .where('organisation', '=', workspace)
          .returning(['platform', 'workspace'])
          .execute();
        const all = [ended, ...parts];
        for (const one of all) await noteRemoval(queries, one, now());
        return all;
      }),

    reseal: ({ platform, workspace, sealed: before }, sealed) =>
      write(async (queries) => {
        await queries
          .updateTable('installations')
          .set({ sealed })
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('sealed', '=', before)
          .execute();
      }),
  };
}

function readInstallation(row: {
  readonly platform: string;
  readonly workspace: string;
  readonly organisation: string;
  readonly sealed: string;
  readonly installed_at: number;
}): Installation {
  const { platform, workspace, organisation, sealed, installed_at } = row;
  return { platform, workspace, organisation, sealed, at: new Date(installed_at) };
}
