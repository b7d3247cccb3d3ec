import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Engine } from '../database/engine.ts';
import type { Queries } from '../database/schema.ts';
import { migrate, migrations } from '../migrations/migrate.ts';
import { type Contents, findSequence } from './export-database.ts';
import { atLine, type NumberedLine, readBackup } from './read-backup.ts';
import { readShape, type TableShape } from './schema-shape.ts';
import { type BodyLine, type Row, TransferFailure } from './transfer-lines.ts';

export type ImportOptions = {
  /** Begins to read the file, from its first line each time. */
  readonly open: () => AsyncIterable<string>;
  /** Deletes what the database holds; without it, only an empty one is filled. */
  readonly replace: boolean;
};

const damaged = 'The file is damaged: use another backup.';
/** Rows that one statement inserts. */
const batch = 200;

/**
 * Fills the database with what `exportDatabase` wrote, of this or an earlier version of the schema: all of it or, where
 * anything is wrong, nothing. Yields what it has taken in; rejects with a TransferFailure or a StoreFailure.
 */
export function importDatabase(
  database: Database,
  engine: Engine,
  { open, replace }: ImportOptions,
): Promise<Contents> {
  return database.write(async (queries) => {
    const { header, lines } = await readBackup(open(), migrations.length);
    const { schema } = header;
    const present = await readShape(migrations.length);
    if (!replace) await assertEmpty(queries, present, engine.place);
    for (const { name } of present.toReversed()) await queries.schema.dropTable(name).execute();
    await queries.schema.dropTable('schema_version').execute();
    await migrate(queries, engine, migrations.slice(0, schema));
    const contents = await insertLines(queries, engine, await readShape(schema), lines);
    await migrate(queries, engine, migrations);
    return contents;
  });
}

async function assertEmpty(queries: Queries, tables: readonly TableShape[], place: string): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(queries);
    if (rows.length > 0)
      throw new TransferFailure(
        `${place} is not empty. Back it up, then add --force to replace everything in it.`,
      );
  }
}

/** Inserts the lines after the first until the one that says that all is there. */
async function insertLines(
  queries: Queries,
  engine: Engine,
  tables: readonly TableShape[],
  lines: AsyncIterable<NumberedLine>,
): Promise<Contents> {
  const filling = fillTables(queries, engine, tables);
  let last = 1;
  for await (const { number, body } of lines) {
    last = number;
    await atLine(number, () => filling.take(body));
  }
  return atLine(last + 1, () => filling.finish());
}

/** Takes rows in and inserts many at a time. */
function fillTables(queries: Queries, engine: Engine, tables: readonly TableShape[]) {
  const shapes = new Map(tables.map((table) => [table.name, table]));
  const contents = new Map<string, number>();
  let target: TableShape | undefined;
  let waiting: Row[] = [];

  async function flush(): Promise<void> {
    const rows = waiting;
    waiting = [];
    if (target === undefined || rows.length === 0) return;
    contents.set(target.name, (contents.get(target.name) ?? 0) + rows.length);
    try {
      await insertRows(queries, engine.kind, target, rows);
    } catch (error) {
      if (engine.explain(error) !== undefined) throw error;
      throw new TransferFailure(
        `or one shortly before it contradicts the others (${String(error)}). ${damaged}`,
      );
    }
  }

  return {
    async take(body: BodyLine): Promise<void> {
      const shape = shapes.get(body.table);
      if (shape === undefined)
        throw new TransferFailure(
          `names the table ${JSON.stringify(body.table)}, and there is none. ${damaged}`,
        );
      if (shape !== target || waiting.length === batch) await flush();
      target = shape;
      if ('last' in body) {
        await flush();
        await setCounter(queries, engine.kind, shape, body.last);
      } else waiting.push(checkRow(body.row, shape));
    },
    async finish(): Promise<Contents> {
      await flush();
      return contents;
    },
  };
}

/** The row with all columns of its table and no other. */
function checkRow(row: Row, { name, columns }: TableShape): Row {
  const lacking = columns.find((column) => row[column] === undefined);
  const stray = Object.keys(row).find((column) => !columns.includes(column));
  if (lacking === undefined && stray === undefined) return row;
  throw new TransferFailure(`does not have the columns of ${name} (${lacking ?? stray}). ${damaged}`);
}

async function insertRows(
  queries: Queries,
  kind: Engine['kind'],
  { name, columns, counter }: TableShape,
  rows: readonly Row[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const own = kind === 'postgres' && counter !== undefined ? sql`overriding system value` : sql``;
  const values = sql.join(rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`));
  await sql`insert into ${sql.table(name)} (${names}) ${own} values ${values}`.execute(queries);
}

async function setCounter(
  queries: Queries,
  kind: Engine['kind'],
  { name, counter }: TableShape,
  last: number,
): Promise<void> {
  if (counter === undefined) throw new TransferFailure(`numbers ${name}, which has no numbers. ${damaged}`);
  if (kind === 'postgres') {
    const sequence = await findSequence(queries, name, counter);
    await sql`select setval(${sequence}::regclass, ${last})`.execute(queries);
    return;
  }
  await sql`delete from sqlite_sequence where name = ${name}`.execute(queries);
  await sql`insert into sqlite_sequence (name, seq) values (${name}, ${last})`.execute(queries);
}
