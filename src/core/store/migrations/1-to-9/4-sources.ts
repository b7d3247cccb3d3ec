import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** The papers that services told or people added, how each source is, and whose turn it is to ask a host. */
export const sourcesMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('source_papers')
    .addColumn('source', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('day', 'text', required)
    .addColumn('line', 'integer', required)
    .addColumn('mark', 'bigint', required)
    .addColumn('came_at', 'bigint', required)
    .addColumn('paper', 'text', required)
    .addColumn('record', 'text', required)
    .addColumn('gone', 'integer', required)
    .addPrimaryKeyConstraint('source_papers_key', ['source', 'key'])
    .execute();
  await schema.createIndex('source_papers_by_mark').on('source_papers').columns(['source', 'mark']).execute();
  await schema
    .createIndex('source_papers_by_day')
    .on('source_papers')
    .columns(['source', 'day', 'line'])
    .execute();
  await schema.createIndex('source_papers_by_time').on('source_papers').column('came_at').execute();

  await schema
    .createTable('source_statuses')
    .addColumn('source', 'text', (column) => column.primaryKey())
    .addColumn('status', 'text', required)
    .execute();

  await schema
    .createTable('host_turns')
    .addColumn('host', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text')
    .addColumn('held_until', 'bigint', required)
    .addColumn('next_at', 'bigint', required)
    .addColumn('cooling_until', 'bigint', required)
    .addColumn('cooling_for', 'text')
    .addColumn('refusals', 'integer', required)
    .execute();

  await schema
    .createTable('added_papers')
    .addColumn('key', 'text', required)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('paper', 'text', required)
    .addColumn('member', 'integer', (column) => column.references('members.id').onDelete('set null'))
    .addColumn('added_at', 'bigint', required)
    .addPrimaryKeyConstraint('added_papers_key', ['key', 'platform', 'workspace'])
    .execute();
  await schema.createIndex('added_papers_of_paper').on('added_papers').column('paper').execute();
  await schema.createIndex('added_papers_of_member').on('added_papers').column('member').execute();
};
