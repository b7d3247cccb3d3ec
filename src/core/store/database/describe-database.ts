import { sql } from 'kysely';
import { readShape } from '../backup/schema-shape.ts';
import { readSnapshot, type Snapshot } from '../backup/snapshot.ts';
import { migrations } from '../migrations/migrate.ts';
import { findClockTrouble } from './clock-trouble.ts';
import type { Engine } from './engine.ts';
import { readSize } from './size.ts';

/** What can be told of a database without changing it. */
export type DatabaseDescription = {
  /** Such as `SQLite 3.53.2`. */
  readonly engineVersion: string;
  /** Of the schema; 0 for an empty database. */
  readonly version: number;
  /** The newest version of the schema that there is. */
  readonly newest: number;
  readonly bytes: number;
  /** Why nothing can be written, and what to do. */
  readonly obstacle?: string;
  /** How far this machine's clock is from its own, where that is far. */
  readonly clockTrouble?: string;
  /** Rows of each table that has any; unknown, and so empty, for a version newer than the newest. */
  readonly rows: ReadonlyMap<string, number>;
};

/** Looks into a database. Rejects with a StoreFailure where it cannot be read. */
export function describeDatabase(engine: Engine): Promise<DatabaseDescription> {
  return readSnapshot(engine, async (snapshot) => {
    const clockTrouble = await findClockTrouble(snapshot.queries, engine.readClock, () => new Date());
    return {
      ...(snapshot.obstacle === undefined ? {} : { obstacle: snapshot.obstacle }),
      ...(clockTrouble === undefined ? {} : { clockTrouble }),
      engineVersion: await readEngineVersion(snapshot),
      version: snapshot.version,
      newest: migrations.length,
      bytes: await readSize(snapshot.queries, snapshot.kind),
      rows: await countRows(snapshot),
    };
  });
}

async function countRows({ queries, version }: Snapshot): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  if (version === 0 || version > migrations.length) return counts;
  for (const { name } of await readShape(version)) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      queries,
    );
    const count = Number(rows[0]?.count ?? 0);
    if (count > 0) counts.set(name, count);
  }
  return counts;
}

async function readEngineVersion({ queries, kind }: Snapshot): Promise<string> {
  if (kind === 'sqlite') {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(queries);
    return `SQLite ${rows[0]?.version}`;
  }
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(queries);
  return `PostgreSQL ${rows[0]?.version}`;
}
