import type { Migration } from '../migration.ts';

/** When the next time of a digest was put right, and why. */
export const movedDigestsMigration: Migration = async ({ schema }) => {
  await schema.alterTable('digests').addColumn('moved_at', 'bigint').execute();
  await schema.alterTable('digests').addColumn('moved_for', 'text').execute();
};
