import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What processes share out among themselves; `held_until` is by the clock of the database. */
export const leasesMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', required)
    .addColumn('held_until', 'bigint', required)
    .execute();
};
