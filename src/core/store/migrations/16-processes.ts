import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What several processes count together. */
export const processesMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('quota_uses')
    .addColumn('quota', 'text', required)
    .addColumn('counts_until', 'bigint', required)
    .execute();
  await schema.createIndex('quota_uses_of').on('quota_uses').columns(['quota', 'counts_until']).execute();
  await schema.createIndex('quota_uses_end').on('quota_uses').column('counts_until').execute();
  await schema
    .createTable('shared_turns')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('next_at', 'bigint', required)
    .execute();
};
