import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import type { Queries } from './schema.ts';

/** Runs the work between begin and commit on one connection; rolls back where it rejects. */
export function inTransaction<Result>(
  engine: Pick<Engine, 'beginWriting'>,
  queries: Queries,
  work: (transaction: Queries) => Promise<Result>,
): Promise<Result> {
  return queries.connection().execute(async (connection) => {
    try {
      await sql.raw(engine.beginWriting).execute(connection);
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {});
      throw error;
    }
  });
}

/** Whether more can be written than a page holds that has room, even compressed. Never rejects, and leaves nothing behind. */
export function canGrow(engine: Pick<Engine, 'beginWriting'>, queries: Queries): Promise<boolean> {
  const row = { sign: 'whether there is room', text: randomBytes(12_288).toString('base64'), shown_at: 0 };
  const written = inTransaction(engine, queries, async (transaction) => {
    await transaction.insertInto('long_texts').values(row).execute();
    await transaction.deleteFrom('long_texts').where('sign', '=', row.sign).execute();
  });
  return written.then(
    () => true,
    () => false,
  );
}
