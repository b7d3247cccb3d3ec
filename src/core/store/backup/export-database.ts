import { type RawBuilder, sql } from 'kysely';
import { readShape, type TableShape } from './schema-shape.ts';
import type { Snapshot } from './snapshot.ts';
import { beginSum, type Row, writeBody, writeEnd, writeHeader } from './transfer-lines.ts';

/** Rows of each table that has any. */
export type Contents = ReadonlyMap<string, number>;

/** Rows that are fetched and written at a time: more would hold up whoever is answered meanwhile. */
const batch = 200;

/**
 * Writes all that the database holds as JSON lines, the same for the same content on either engine but for the first
 * line. Yields what it has written.
 */
export async function exportDatabase(
  snapshot: Snapshot,
  made: Date,
  write: (lines: string) => Promise<void>,
): Promise<Contents> {
  const sum = beginSum();
  const contents = new Map<string, number>();
  await write(writeHeader(snapshot.version, snapshot.kind, made));
  for (const table of await readShape(snapshot.version)) {
    const before = sum.rows;
    for await (const rows of readRows(snapshot, table))
      await write(rows.map((row) => writeBody({ table: table.name, row }, sum)).join(''));
    if (table.counter !== undefined) {
      const last = await readCounter(snapshot, table.name, table.counter);
      if (last > 0) await write(writeBody({ table: table.name, last }, sum));
    }
    if (sum.rows > before) contents.set(table.name, sum.rows - before);
  }
  await write(writeEnd(sum));
  return contents;
}

/** The rows in the order of their key, columns in the order of the schema. */
async function* readRows({ queries, kind }: Snapshot, table: TableShape): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  const query = sql<Row>`select ${columns} from ${sql.table(table.name)} order by ${writeOrder(table, kind)}`;
  if (kind === 'postgres') {
    await sql`declare exported no scroll cursor for ${query}`.execute(queries);
    for (;;) {
      const { rows } = await sql<Row>`fetch forward ${sql.lit(batch)} from exported`.execute(queries);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close exported`.execute(queries);
    return;
  }
  let rows: Row[] = [];
  for await (const row of queries.selectFrom(sql<Row>`(${query})`.as('exported')).selectAll().stream()) {
    rows.push(row);
    if (rows.length === batch) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

/** By the key, text by its bytes, as SQLite does. */
function writeOrder({ key, textColumns }: TableShape, kind: Snapshot['kind']): RawBuilder<unknown> {
  return sql.join(
    key.map((column) =>
      kind === 'postgres' && textColumns.has(column) ? sql`${sql.ref(column)} collate "C"` : sql.ref(column),
    ),
  );
}

/** The last number that the database gave, so that none is given twice; 0 for none. */
async function readCounter({ queries, kind }: Snapshot, table: string, column: string): Promise<number> {
  if (kind === 'sqlite') {
    const found = await sql<{
      last: number;
    }>`select seq as last from sqlite_sequence where name = ${table}`.execute(queries);
    return found.rows[0]?.last ?? 0;
  }
  const sequence = await findSequence(queries, table, column);
  const found = await sql<{ last: number }>`
    select case when is_called then last_value else 0 end as last from ${sql.raw(sequence)}`.execute(queries);
  return Number(found.rows[0]?.last ?? 0);
}

/** The name of the sequence in PostgreSQL, quoted where it must be. */
export async function findSequence(
  queries: Snapshot['queries'],
  table: string,
  column: string,
): Promise<string> {
  const { rows } = await sql<{
    name: string;
  }>`select pg_get_serial_sequence(${table}, ${column}) as name`.execute(queries);
  const [found] = rows;
  if (found === undefined) throw new Error(`${table}.${column} has no sequence.`);
  return found.name;
}
