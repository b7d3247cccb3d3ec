import Connection from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { entry } from '../../text/log-entry.ts';
import type { Tables } from '../database/schema.ts';
import { migrate, migrations } from '../migrations/migrate.ts';

/** One table as the schema makes it on either engine. */
export type TableShape = {
  readonly name: string;
  readonly columns: readonly string[];
  /** What tells its rows apart; all columns where it has no key. */
  readonly key: readonly string[];
  readonly textColumns: ReadonlySet<string>;
  /** The column whose numbers the database gives, none of them twice. */
  readonly counter?: string;
};

type Column = { readonly name: string; readonly type: string; readonly pk: number };

/** The tables of a version of the schema, each after those it refers to; without the one that holds the version. */
export async function readShape(version: number): Promise<readonly TableShape[]> {
  const connection = new Connection(':memory:');
  const queries = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    await migrate(
      queries,
      { kind: 'sqlite', place: entry`a database in memory` },
      migrations.slice(0, version),
    );
    const named = connection
      .prepare<[], { readonly name: string; readonly sql: string }>(
        `select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name != 'schema_version'
         order by name`,
      )
      .all();
    return sortByReference(
      named.map(({ name, sql }) => ({
        shape: shapeOf(name, sql, readColumns(connection, name)),
        refersTo: readReferences(connection, name),
      })),
    );
  } finally {
    await queries.destroy();
  }
}

function readColumns(connection: Connection.Database, table: string): readonly Column[] {
  return connection
    .prepare<[string], Column>('select name, type, pk from pragma_table_info(?) order by cid')
    .all(table);
}

function readReferences(connection: Connection.Database, table: string): ReadonlySet<string> {
  const rows = connection
    .prepare<[string], { readonly table: string }>('select "table" from pragma_foreign_key_list(?)')
    .all(table);
  return new Set(rows.map((row) => row.table).filter((other) => other !== table));
}

function shapeOf(name: string, sql: string, columns: readonly Column[]): TableShape {
  const all = columns.map((column) => column.name);
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((one, other) => one.pk - other.pk)
    .map((column) => column.name);
  const texts = columns.filter(({ type }) => /text|char/iu.test(type));
  const [counter] = /\bautoincrement\b/iu.test(sql) ? key : [];
  return {
    name,
    columns: all,
    key: key.length > 0 ? key : all,
    textColumns: new Set(texts.map((column) => column.name)),
    ...(counter === undefined ? {} : { counter }),
  };
}

type Referring = { readonly shape: TableShape; readonly refersTo: ReadonlySet<string> };

function sortByReference(tables: readonly Referring[]): readonly TableShape[] {
  const sorted: TableShape[] = [];
  let left = tables;
  while (left.length > 0) {
    const names = new Set(left.map(({ shape }) => shape.name));
    const free = left.filter(({ refersTo }) => ![...refersTo].some((other) => names.has(other)));
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...names].join(', ')}.`);
    sorted.push(...free.map(({ shape }) => shape));
    left = left.filter((table) => !free.includes(table));
  }
  return sorted;
}
