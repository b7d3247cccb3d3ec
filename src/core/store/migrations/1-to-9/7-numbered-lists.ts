import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from '../migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** The numbered lists people see, those for everybody in a channel too; lists of one person alone move there. */
export const numberedListsMigration: Migration = async (queries, kind) => {
  const { schema } = queries;
  const key = (column: ColumnDefinitionBuilder) =>
    kind === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedByDefaultAsIdentity();

  await schema
    .createTable('numbered_lists')
    .addColumn('id', 'integer', key)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('thread', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('member', 'integer', (column) => column.references('members.id').onDelete('cascade'))
    .addColumn('key', 'text', required)
    .addColumn('shown_at', 'bigint', required)
    .execute();
  await schema
    .createIndex('numbered_lists_in_channel')
    .on('numbered_lists')
    .columns(['platform', 'workspace', 'channel', 'shown_at'])
    .execute();
  await schema
    .createIndex('numbered_lists_of_message')
    .on('numbered_lists')
    .columns(['platform', 'workspace', 'message'])
    .execute();
  await schema.createIndex('numbered_lists_of_member').on('numbered_lists').column('member').execute();
  await schema.createIndex('numbered_lists_by_time').on('numbered_lists').column('shown_at').execute();

  await schema
    .createTable('numbered_papers')
    .addColumn('list', 'integer', (column) =>
      column.notNull().references('numbered_lists.id').onDelete('cascade'),
    )
    .addColumn('number', 'integer', required)
    .addColumn('paper', 'text', required)
    .addColumn('message', 'text', required)
    .addPrimaryKeyConstraint('numbered_papers_key', ['list', 'number'])
    .execute();
  await schema.createIndex('numbered_papers_of_paper').on('numbered_papers').column('paper').execute();
  await schema.createIndex('numbered_papers_of_message').on('numbered_papers').column('message').execute();

  await sql`
    insert into numbered_lists (platform, workspace, channel, thread, message, member, key, shown_at)
    select platform, workspace, channel, '', '', member, key, shown_at from lists`.execute(queries);
  await sql`
    insert into numbered_papers (list, number, paper, message)
    select numbered_lists.id, list_papers.number, list_papers.paper, ''
    from list_papers
    inner join lists on lists.id = list_papers.list
    inner join numbered_lists on numbered_lists.member = lists.member
      and numbered_lists.platform = lists.platform and numbered_lists.workspace = lists.workspace
      and numbered_lists.channel = lists.channel`.execute(queries);
  await schema.dropTable('list_papers').execute();
  await schema.dropTable('lists').execute();
};
