import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Workspaces that removed the bot, since when. */
export const removedWorkspacesMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('removed_workspaces')
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('removed_at', 'bigint', required)
    .addPrimaryKeyConstraint('removed_workspaces_key', ['platform', 'workspace'])
    .execute();
};
