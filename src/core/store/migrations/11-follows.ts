import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What people and channels follow, and what they were told of it. */
export const followsMigration: Migration = async ({ schema }, kind) => {
  const key = (column: ColumnDefinitionBuilder) =>
    kind === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity();
  const of = (table: string) => (column: ColumnDefinitionBuilder) =>
    column.notNull().references(`${table}.id`).onDelete('cascade');

  await schema
    .createTable('follows')
    .addColumn('id', 'integer', key)
    .addColumn('digest', 'integer', of('digests'))
    .addColumn('kind', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('orcid', 'text')
    .addColumn('seed', 'text')
    .addColumn('created_at', 'bigint', required)
    .addUniqueConstraint('follows_once', ['digest', 'kind', 'key'])
    .execute();

  await schema
    .createTable('follow_told')
    .addColumn('follow', 'integer', of('follows'))
    .addColumn('paper', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('delivery', 'integer')
    .addColumn('told_at', 'bigint', required)
    .addColumn('evidence', 'text')
    .addColumn('answer', 'text')
    .addColumn('answered_at', 'bigint')
    .addPrimaryKeyConstraint('follow_told_once', ['follow', 'paper', 'kind'])
    .execute();
  await schema.createIndex('follow_told_of_paper').on('follow_told').column('paper').execute();
  await schema.createIndex('follow_told_of_delivery').on('follow_told').column('delivery').execute();
};
