import type { Migration } from '../migration.ts';

/** Who was deleted lately, by a fingerprint, so that their reactions which still stand save nothing again. */
export const forgottenMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('forgotten')
    .addColumn('fingerprint', 'text', (column) => column.primaryKey())
    .addColumn('forgotten_at', 'bigint', (column) => column.notNull())
    .execute();
};
