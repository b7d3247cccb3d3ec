import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Texts of commands that are too long for their buttons. */
export const longTextsMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('long_texts')
    .addColumn('sign', 'text', (column) => column.primaryKey())
    .addColumn('text', 'text', required)
    .addColumn('shown_at', 'bigint', required)
    .execute();
};
