import Connection from 'better-sqlite3';
import { Client, types } from 'pg';
import { readShape } from '../../../src/core/store/backup/schema-shape.ts';
import { migrations } from '../../../src/core/store/migrations/migrate.ts';

/** Tables of what is nobody's: papers, what services told, and what processes share. */
const COMMON: ReadonlySet<string> = new Set([
  ...['papers', 'paper_names', 'paper_state', 'paper_news', 'source_papers', 'source_statuses', 'host_turns'],
  ...['forgotten', 'leases', 'long_texts', 'quota_uses', 'seen_events', 'shared_turns'],
]);

/** Which column says whose a row is: a workspace's, or that of a row of another table. */
const OWNERS: { readonly [column: string]: string } = {
  workspace: '',
  home_workspace: '',
  member: 'members',
  maker: 'members',
  digest: 'digests',
  place: 'places',
  delivery: 'deliveries',
  follow: 'follows',
  list: 'numbered_lists',
};

type Row = { readonly [column: string]: unknown };

/** All rows that are a workspace's, by table. */
export type WorkspaceRows = ReadonlyMap<string, readonly Row[]>;

/** How a table is read, beside the bot that uses the database. */
type Reader = { read(query: string): Promise<readonly Row[]>; close(): Promise<void> };

async function openReader(url: string): Promise<Reader> {
  if (url.startsWith('sqlite:')) {
    const connection = new Connection(url.replace(/^sqlite:/u, ''), { readonly: true });
    return {
      read: async (query) => connection.prepare<[], Row>(query).all(),
      close: async () => void connection.close(),
    };
  }
  const getTypeParser: typeof types.getTypeParser = (type, format) =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format);
  const client = new Client({ connectionString: url, types: { getTypeParser } });
  await client.connect();
  return { read: async (query) => (await client.query<Row>(query)).rows, close: () => client.end() };
}

/** Reads a database beside the bot that uses it. Throws for a table of which it is not known whose its rows are. */
export async function openRows(url: string): Promise<{
  of(workspace: string): Promise<WorkspaceRows>;
  close(): Promise<void>;
}> {
  const { read, close } = await openReader(url);
  const shapes = (await readShape(migrations.length)).filter(({ name }) => !COMMON.has(name));
  const tables = shapes.map(({ name, columns, key }) => {
    // `message` is a row's number there, and a service's id everywhere else.
    const owners: typeof OWNERS = { ...OWNERS, ...(name === 'message_papers' && { message: 'messages' }) };
    const owned = columns.flatMap((column) => {
      const owner = owners[column];
      return owner === undefined ? [] : [{ column, owner }];
    });
    if (owned.length === 0)
      throw new Error(`Say in tests/core/store/workspace-rows.ts whose the rows of the table ${name} are.`);
    return { name, owned, query: `select * from ${name} order by ${key.join()}` };
  });
  return {
    async of(workspace) {
      const found = new Map<string, readonly Row[]>();
      const ids = (table: string) => new Set((found.get(table) ?? []).map(({ id }) => id));
      for (const { name, owned, query } of tables) {
        const isOwn = owned.map(({ column, owner }) => {
          const own: ReadonlySet<unknown> = owner === '' ? new Set([workspace]) : ids(owner);
          return (row: Row) => own.has(row[column]);
        });
        const rows = await read(query);
        found.set(
          name,
          rows.filter((row) => isOwn.some((is) => is(row))),
        );
      }
      return found;
    },
    close,
  };
}

/** So many different values of a column stand for all of them. */
const ENOUGH = 2;
/** What people name by its number. */
const NUMBERED = ['digests', 'follows'];

/** Ids and words that stand in these rows: numbers that are no moments, and texts. */
export function valuesIn(rows: WorkspaceRows): readonly string[] {
  const values = new Set<string>();
  for (const [table, found] of rows)
    for (const column of Object.keys(found[0] ?? {})) {
      const all = [...new Set(found.map((row) => row[column]))].filter(
        (value) => (typeof value === 'string' && value !== '') || (Number(value) > 0 && Number(value) < 1e9),
      );
      const isNumbered = column === 'id' && NUMBERED.includes(table);
      for (const value of isNumbered ? all : all.slice(0, ENOUGH)) values.add(String(value));
    }
  return [...values];
}
