import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What has become of papers that people saved, and who does not want to hear of it. */
export const paperNewsMigration: Migration = async ({ schema }) => {
  await schema
    .alterTable('members')
    .addColumn('news_off', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('paper_state')
    .addColumn('paper', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer')
    .addColumn('doi', 'text')
    .addColumn('code', 'text')
    .addColumn('withdrawn', 'text')
    .addColumn('retracted', 'text')
    .addColumn('version_at', 'bigint')
    .addColumn('text_at', 'bigint')
    .addColumn('checked_at', 'bigint')
    .execute();
  await schema
    .createTable('paper_news')
    .addColumn('paper', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('detail', 'text', required)
    .addColumn('words', 'text', required)
    .addColumn('at', 'bigint', required)
    .addPrimaryKeyConstraint('paper_news_once', ['paper', 'kind', 'detail'])
    .execute();
};
