import { sql } from 'kysely';
import type { Engine } from '../database/engine.ts';
import type { Queries } from '../database/schema.ts';

/** The database as it is at one moment, whatever others write meanwhile. */
export type Snapshot = {
  readonly queries: Queries;
  /** Of the schema; 0 for an empty database. */
  readonly version: number;
  readonly kind: Engine['kind'];
  /** Why nothing can be written there, and what to do. */
  readonly obstacle: string | undefined;
};

/** Reads a database as it is at one moment, changing nothing in it. Rejects with a StoreFailure where that cannot be. */
export async function readSnapshot<Result>(
  engine: Engine,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  let open: Queries | undefined;
  try {
    open = await engine.open();
    const obstacle = (await engine.findWritingObstacle(open))?.message;
    return await open.connection().execute(async (queries) => {
      for (const statement of beginReading[engine.kind]) await sql.raw(statement).execute(queries);
      const version = await readVersion(queries);
      const result = await work({ queries, version, kind: engine.kind, obstacle });
      await sql`commit`.execute(queries);
      return result;
    });
  } catch (error) {
    throw engine.explain(error)?.failure ?? error;
  } finally {
    await open?.destroy();
  }
}

const beginReading: Readonly<Record<Engine['kind'], readonly string[]>> = {
  sqlite: ['pragma busy_timeout = 5000', 'begin'],
  postgres: [
    'begin isolation level repeatable read read only',
    'set local statement_timeout = 0',
    'set local idle_in_transaction_session_timeout = 0',
  ],
};

async function readVersion(queries: Queries): Promise<number> {
  const tables = await queries.introspection.getTables();
  if (!tables.some(({ name }) => name === 'schema_version')) return 0;
  const row = await queries.selectFrom('schema_version').select('version').executeTakeFirst();
  return row?.version ?? 0;
}
