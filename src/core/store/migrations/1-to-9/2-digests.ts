import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from '../migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Digests, what became of them, and mailboxes. */
export const digestsMigration: Migration = async ({ schema }, kind) => {
  const key = (column: ColumnDefinitionBuilder) =>
    kind === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity();
  const of = (table: string) => (column: ColumnDefinitionBuilder) =>
    column.notNull().references(`${table}.id`).onDelete('cascade');

  await schema
    .createTable('places')
    .addColumn('id', 'integer', key)
    .addColumn('kind', 'text', required)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('member', 'integer', (column) => column.references('members.id').onDelete('cascade'))
    .addColumn('version', 'integer', required)
    .addUniqueConstraint('places_named', ['kind', 'platform', 'workspace', 'name'])
    .execute();
  await schema.createIndex('places_of_member').on('places').column('member').execute();

  await schema
    .createTable('place_papers')
    .addColumn('place', 'integer', of('places'))
    .addColumn('paper', 'text', required)
    .addColumn('delivery', 'integer', required)
    .addColumn('shown_at', 'bigint', required)
    .addPrimaryKeyConstraint('place_papers_key', ['place', 'paper', 'delivery'])
    .execute();
  await schema.createIndex('place_papers_of_paper').on('place_papers').column('paper').execute();
  await schema.createIndex('place_papers_of_delivery').on('place_papers').column('delivery').execute();

  await schema
    .createTable('digests')
    .addColumn('id', 'integer', key)
    .addColumn('place', 'integer', of('places'))
    .addColumn('home_platform', 'text', required)
    .addColumn('home_workspace', 'text', required)
    .addColumn('channel_name', 'text')
    .addColumn('address', 'text')
    .addColumn('schedule', 'text', required)
    .addColumn('zone', 'text', required)
    .addColumn('topic', 'text', required)
    .addColumn('count', 'integer', required)
    .addColumn('layout', 'text', required)
    .addColumn('thread', 'integer', required)
    .addColumn('pings', 'text')
    .addColumn('maker', 'integer', (column) => column.references('members.id').onDelete('set null'))
    .addColumn('created_at', 'bigint', required)
    .addColumn('declared_as', 'text')
    .addColumn('paused_at', 'bigint')
    .addColumn('paused_for', 'text')
    .addColumn('untold', 'integer', required)
    .addColumn('next_due', 'bigint', required)
    .addColumn('last_sent', 'bigint')
    .addColumn('refusals', 'integer', required)
    .addColumn('last_failure', 'text')
    .addColumn('secret', 'text', required)
    .addUniqueConstraint('digests_secret', ['secret'])
    .execute();
  await schema.createIndex('digests_by_due').on('digests').column('next_due').execute();
  await schema.createIndex('digests_of_place').on('digests').column('place').execute();
  await schema.createIndex('digests_of_maker').on('digests').column('maker').execute();
  await schema
    .createIndex('digests_of_home')
    .on('digests')
    .columns(['home_platform', 'home_workspace'])
    .execute();

  await schema
    .createTable('deliveries')
    .addColumn('id', 'integer', key)
    .addColumn('digest', 'integer', of('digests'))
    .addColumn('due', 'bigint', required)
    .addColumn('on_demand', 'integer', required)
    .addColumn('key', 'text', required)
    .addColumn('started_at', 'bigint', required)
    .addColumn('attempt', 'integer', required)
    .addColumn('doubtful_since', 'bigint')
    .addColumn('holder', 'text')
    .addColumn('held_until', 'bigint', required)
    .addColumn('decided', 'integer', required)
    .addColumn('outcome', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('remark', 'text')
    .addUniqueConstraint('deliveries_once', ['digest', 'due', 'on_demand'])
    .execute();
  await schema
    .createIndex('deliveries_begun')
    .on('deliveries')
    .column('held_until')
    .where(sql.ref('outcome'), 'is', null)
    .execute();
  await schema.createIndex('deliveries_by_end').on('deliveries').column('ended_at').execute();

  await schema
    .createTable('delivery_papers')
    .addColumn('delivery', 'integer', of('deliveries'))
    .addColumn('position', 'integer', required)
    .addColumn('paper', 'text', required)
    .addColumn('why', 'text', required)
    .addColumn('part', 'integer', required)
    .addPrimaryKeyConstraint('delivery_papers_key', ['delivery', 'position'])
    .execute();
  await schema.createIndex('delivery_papers_of_paper').on('delivery_papers').column('paper').execute();

  await schema
    .createTable('delivery_posts')
    .addColumn('delivery', 'integer', of('deliveries'))
    .addColumn('part', 'integer', required)
    .addColumn('position', 'integer', required)
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('message', 'text')
    .addPrimaryKeyConstraint('delivery_posts_key', ['delivery', 'part', 'position'])
    .execute();

  await schema
    .createTable('addresses')
    .addColumn('member', 'integer', (column) =>
      column.notNull().primaryKey().references('members.id').onDelete('cascade'),
    )
    .addColumn('address', 'text')
    .addColumn('confirmed_at', 'bigint')
    .addColumn('proposed', 'text')
    .addColumn('code_hash', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('tries', 'integer', required)
    .execute();
};
