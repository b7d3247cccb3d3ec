import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import type { Queries } from './schema.ts';

/** Bytes that the database takes; what is still in a write-ahead log alone is not among them. */
export async function readSize(queries: Queries, kind: Engine['kind']): Promise<number> {
  const query =
    kind === 'sqlite'
      ? sql<{
          bytes: number;
        }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
  const { rows } = await query.execute(queries);
  return Number(rows[0]?.bytes ?? 0);
}
