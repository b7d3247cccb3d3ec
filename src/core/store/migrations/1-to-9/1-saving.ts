import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** People's lists, and what the bot has shown. */
export const savingMigration: Migration = async ({ schema }, kind) => {
  const key = (column: ColumnDefinitionBuilder) =>
    kind === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedByDefaultAsIdentity();
  const ofMember = (column: ColumnDefinitionBuilder) =>
    column.notNull().references('members.id').onDelete('cascade');
  const ofPaper = (column: ColumnDefinitionBuilder) => column.notNull().references('papers.id');

  await schema
    .createTable('members')
    .addColumn('id', 'integer', key)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('name', 'text', required)
    .addUniqueConstraint('members_named', ['platform', 'workspace', 'name'])
    .execute();

  await schema
    .createTable('papers')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('record', 'text', required)
    .execute();

  await schema
    .createTable('saves')
    .addColumn('member', 'integer', ofMember)
    .addColumn('paper', 'text', ofPaper)
    .addColumn('saved_at', 'bigint', required)
    .addColumn('on_purpose', 'integer', required)
    .addColumn('removed_at', 'bigint')
    .addColumn('read_at', 'bigint')
    .addColumn('note', 'text', required)
    .addColumn('tags', 'text', required)
    .addPrimaryKeyConstraint('saves_key', ['member', 'paper'])
    .execute();
  await schema.createIndex('saves_of_paper').on('saves').column('paper').execute();
  await schema.createIndex('saves_by_time').on('saves').column('saved_at').execute();

  await schema
    .createTable('marks')
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('member', 'integer', ofMember)
    .addColumn('emoji', 'text', required)
    .addColumn('paper', 'text', ofPaper)
    .addColumn('tag', 'text')
    .addColumn('given_at', 'bigint', required)
    .addPrimaryKeyConstraint('marks_key', ['platform', 'workspace', 'channel', 'message', 'member', 'emoji'])
    .execute();
  await schema.createIndex('marks_of_member').on('marks').columns(['member', 'paper']).execute();
  await schema.createIndex('marks_of_paper').on('marks').column('paper').execute();

  await schema
    .createTable('messages')
    .addColumn('id', 'integer', key)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('home', 'text', required)
    .addColumn('shown_at', 'bigint', required)
    .addUniqueConstraint('messages_named', ['platform', 'workspace', 'channel', 'message'])
    .execute();
  await schema.createIndex('messages_by_time').on('messages').columns(['platform', 'shown_at']).execute();
  await schema
    .createTable('message_papers')
    .addColumn('message', 'integer', (column) =>
      column.notNull().references('messages.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', required)
    .addColumn('paper', 'text', required)
    .addPrimaryKeyConstraint('message_papers_key', ['message', 'position'])
    .execute();
  await schema.createIndex('message_papers_of_paper').on('message_papers').column('paper').execute();

  await schema
    .createTable('lists')
    .addColumn('id', 'integer', key)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('member', 'integer', ofMember)
    .addColumn('key', 'text', required)
    .addColumn('shown_at', 'bigint', required)
    .addUniqueConstraint('lists_named', ['member', 'platform', 'workspace', 'channel'])
    .execute();
  await schema
    .createTable('list_papers')
    .addColumn('list', 'integer', (column) => column.notNull().references('lists.id').onDelete('cascade'))
    .addColumn('number', 'integer', required)
    .addColumn('paper', 'text', required)
    .addPrimaryKeyConstraint('list_papers_key', ['list', 'number'])
    .execute();
};
