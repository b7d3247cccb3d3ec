import type { Migration } from '../migration.ts';

/** Which process tells the creator of a digest that it is paused, and until when nobody else does. */
export const toldCreatorsMigration: Migration = async ({ schema }) => {
  await schema.alterTable('digests').addColumn('teller', 'text').execute();
  await schema
    .alterTable('digests')
    .addColumn('telling_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
};
