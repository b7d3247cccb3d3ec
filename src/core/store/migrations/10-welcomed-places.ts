import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Where the bot has introduced itself; `channel` is '' for a whole workspace. */
export const welcomedPlacesMigration: Migration = async ({ schema }) => {
  await schema
    .createTable('welcomed_places')
    .addColumn('platform', 'text', required)
    .addColumn('workspace', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('welcomed_at', 'bigint', required)
    .addPrimaryKeyConstraint('welcomed_places_key', ['platform', 'workspace', 'channel'])
    .execute();
};
