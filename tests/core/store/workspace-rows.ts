import Connection from 'better-sqlite3';
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

/** Reads a SQLite database beside the bot that uses it. Throws for a table of which it is not known whose its rows are. */
export async function openRows(url: string): Promise<{
  of(workspace: string): WorkspaceRows;
  close(): void;
}> {
  const connection = new Connection(url.replace(/^sqlite:/u, ''), { readonly: true });
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
    return { name, owned, rows: connection.prepare<[], Row>(`select * from ${name} order by ${key.join()}`) };
  });
  return {
    of(workspace) {
      const found = new Map<string, readonly Row[]>();
      const ids = (table: string) => new Set((found.get(table) ?? []).map(({ id }) => id));
      for (const { name, owned, rows } of tables) {
        const isOwn = owned.map(({ column, owner }) => {
          const own: ReadonlySet<unknown> = owner === '' ? new Set([workspace]) : ids(owner);
          return (row: Row) => own.has(row[column]);
        });
        found.set(
          name,
          rows.all().filter((row) => isOwn.some((is) => is(row))),
        );
      }
      return found;
    },
    close: () => void connection.close(),
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
