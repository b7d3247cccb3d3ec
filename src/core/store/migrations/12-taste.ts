import type { Migration } from './migration.ts';

/** What is learned from whose saves: where a save was pressed for all to see, what is not wanted, and who does not want any of it. */
export const tasteMigration: Migration = async ({ schema }) => {
  await schema.alterTable('members').addColumn('taste_since', 'bigint').execute();
  await schema
    .alterTable('members')
    .addColumn('taste_off', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('digests').addColumn('taste', 'integer').execute();
  await schema.alterTable('saves').addColumn('pressed_in', 'text').execute();
  await schema.createIndex('saves_by_place').on('saves').column('pressed_in').execute();
  await schema
    .createTable('not_wanted')
    .addColumn('member', 'integer', (column) => column.notNull().references('members.id').onDelete('cascade'))
    .addColumn('paper', 'text', (column) => column.notNull().references('papers.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('not_wanted_key', ['member', 'paper'])
    .execute();
  await schema.createIndex('not_wanted_paper').on('not_wanted').column('paper').execute();
};
