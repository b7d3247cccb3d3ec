import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Where apps are installed that many workspaces take; what services told, so that it acts once. */
export const installationsMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('installations')
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('organisation', 'text', required)
    .addColumn('sealed', 'text', required)
    .addColumn('installed_at', 'bigint', required)
    .addPrimaryKeyConstraint('installations_key', ['platform', 'workspace'])
    .execute();
  await schema
    .createTable('seen_events')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('seen_at', 'bigint', required)
    .execute();
};
