import { sql } from 'kysely';
import { entry, type LogEntry } from '../../text/log-entry.ts';
import type { Engine } from '../database/engine.ts';
import type { Queries } from '../database/schema.ts';
import { StoreFailure } from '../store.ts';
import { savingMigration } from './1-to-9/1-saving.ts';
import { digestsMigration } from './1-to-9/2-digests.ts';
import { forgottenMigration } from './1-to-9/3-forgotten.ts';
import { sourcesMigration } from './1-to-9/4-sources.ts';
import { namesMigration } from './1-to-9/5-names.ts';
import { movedDigestsMigration } from './1-to-9/6-moved-digests.ts';
import { numberedListsMigration } from './1-to-9/7-numbered-lists.ts';
import { removedWorkspacesMigration } from './1-to-9/8-removed-workspaces.ts';
import { toldCreatorsMigration } from './1-to-9/9-told-creators.ts';
import { welcomedPlacesMigration } from './10-welcomed-places.ts';
import { followsMigration } from './11-follows.ts';
import { tasteMigration } from './12-taste.ts';
import { paperNewsMigration } from './13-paper-news.ts';
import { leasesMigration } from './14-leases.ts';
import { installationsMigration } from './15-installations.ts';
import { processesMigration } from './16-processes.ts';
import { longTextsMigration } from './17-long-texts.ts';
import { sourceNamesMigration } from './18-source-names.ts';
import type { Migration } from './migration.ts';

/** In their order, forever: the version of a database is how many of them it has been through. */
export const migrations: readonly Migration[] = [
  savingMigration,
  digestsMigration,
  forgottenMigration,
  sourcesMigration,
  namesMigration,
  movedDigestsMigration,
  numberedListsMigration,
  removedWorkspacesMigration,
  toldCreatorsMigration,
  welcomedPlacesMigration,
  followsMigration,
  tasteMigration,
  paperNewsMigration,
  leasesMigration,
  installationsMigration,
  processesMigration,
  longTextsMigration,
  sourceNamesMigration,
];

/** Brings the database to the newest version, within the caller's transaction. Refuses one from a newer Paperboy. */
export async function migrate(
  queries: Queries,
  { kind, place }: Pick<Engine, 'kind' | 'place'>,
  steps: readonly Migration[],
): Promise<void> {
  const version = await readVersion(queries);
  if (version > steps.length) throw explainNewer(place, version, steps.length);
  if (version === steps.length) return;
  if (kind === 'postgres') await sql`set local statement_timeout = 0`.execute(queries);
  for (const step of steps.slice(version)) await step(queries, kind);
  await queries.updateTable('schema_version').set({ version: steps.length }).execute();
}

/** Rejects with a StoreFailure where a database that can only be read is not of the newest version. */
export async function assertNewest(
  queries: Queries,
  { place }: Pick<Engine, 'place'>,
  steps: readonly Migration[],
): Promise<void> {
  const tables = await queries.introspection.getTables();
  const isEmpty = !tables.some(({ name }) => name === 'schema_version');
  const row = isEmpty
    ? undefined
    : await queries.selectFrom('schema_version').select('version').executeTakeFirst();
  const version = row?.version ?? 0;
  if (version > steps.length) throw explainNewer(place, version, steps.length);
  if (version < steps.length)
    throw new StoreFailure(
      entry`${place} can only be read, and has version ${version}, which this Paperboy must upgrade to version ${steps.length}. Allow writing once.`,
      { readOnly: true },
    );
}

function explainNewer(place: LogEntry, version: number, newest: number): StoreFailure {
  const message = entry`This Paperboy knows databases up to version ${newest}, and ${place} is of version ${version}. Start the newer Paperboy again, or restore a backup made before the update.`;
  return new StoreFailure(message, { lasting: true });
}

/** 0 for an empty database, which has a version from then on. */
async function readVersion(queries: Queries): Promise<number> {
  await queries.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const row = await queries.selectFrom('schema_version').select('version').executeTakeFirst();
  if (row !== undefined) return row.version;
  await queries.insertInto('schema_version').values({ version: 0 }).execute();
  return 0;
}
