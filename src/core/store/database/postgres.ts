import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresQueryResult,
  sql,
} from 'kysely';
import { DatabaseError, Pool, types } from 'pg';
import { beginningOf, entry, type LogEntry, nameOf, nobodyTyped } from '../../text/log-entry.ts';
import { StoreFailure } from '../store.ts';
import { type Engine, storable, type Trouble } from './engine.ts';
import { followNotices, noticeChannel } from './follow-notices.ts';
import type { Queries, Tables } from './schema.ts';

/** Set on each connection, for what is acknowledged must be on disk and a process that hangs must not hold up the others. */
const session = `set synchronous_commit = on; set lock_timeout = '500ms'; set statement_timeout = '8s';
  set idle_in_transaction_session_timeout = '10s'`;

/** The writers' lock: any number that no other program in this database uses. */
const writersLock = 7_022_303_080;

/** A PostgreSQL database. One process writes at a time, as in SQLite, so that what holds on one engine holds on the other. */
export function postgresEngine(url: string): Engine {
  const { hostname, port, pathname } = new URL(url);
  const place = nobodyTyped(
    `PostgreSQL at ${hostname === '' ? 'its socket' : hostname}${port && `:${port}`}${pathname}`,
  );
  return {
    kind: 'postgres',
    place,
    beginWriting: `begin; select pg_advisory_xact_lock(${writersLock})`,
    async open() {
      const pool = new Pool({
        connectionString: url,
        application_name: 'paperboy',
        max: 5,
        connectionTimeoutMillis: 4_000,
        query_timeout: 9_000,
        keepAlive: true,
        types: {
          getTypeParser: (type, format) => (type === int8 ? Number : types.getTypeParser(type, format)),
        },
        onConnect: async (client) => {
          // The pool listens to idle clients alone; an error of one at work would end the process.
          client.on('error', () => {});
          await client.query(session);
        },
      });
      // An idle connection that breaks has left the pool already.
      pool.on('error', () => {});
      return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: storingText(pool) }) });
    },
    async findWritingObstacle(queries) {
      const { rows } = await sql<{ transaction_read_only: string }>`show transaction_read_only`.execute(
        queries,
      );
      return rows[0]?.transaction_read_only === 'on' ? explainReadOnly(place) : undefined;
    },
    // A connection that is gone says nothing of its process.
    whenAlone: async () => {},
    isAstray: () => false,
    readClock,
    notify: async (queries, text) =>
      void (await sql`select pg_notify(${noticeChannel}, ${text})`.execute(queries)),
    follow: (heard, missed) => followNotices(url, heard, missed),
    async purge(queries) {
      await sql`vacuum saves, addresses, digests, deliveries, places, members, marks, numbered_lists, added_papers`.execute(
        queries,
      );
      return true;
    },
    explain: (error) => explainError(place, error),
  };
}

/** Machines differ in what time it is, and each may be set anew; the server's is one for all of them. */
async function readClock(queries: Queries): Promise<number> {
  const { rows } = await sql<{
    readonly now: number;
  }>`select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(queries);
  return rows[0]?.now ?? Number.NaN;
}

const int8 = types.builtins.INT8;

/** The pool as Kysely takes it: text is made storable, and a connection that failed is not used again. */
function storingText(pool: Pool): PostgresPool {
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let broken = false;
      function query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
      function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
      function query(text: unknown, parameters: readonly unknown[] = []): unknown {
        if (typeof text !== 'string') throw new TypeError('Rows are not streamed here.');
        // A rollback would wait as long again for a server that does not answer.
        if (broken) return Promise.reject(new Error('the connection is broken'));
        return client.query(text, parameters.map(storable)).catch((error: unknown) => {
          broken ||= stateOf(error) === undefined;
          throw error;
        });
      }
      return { query, release: () => client.release(broken) };
    },
  };
}

/** The SQLSTATE of what the server said; undefined for a failure of the connection. */
function stateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? (error.code ?? '') : undefined;
}

/** What to say of SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html), by how they begin. */
const meanings: readonly (readonly [state: string, next: Trouble['next'], what: string])[] = [
  ['40', 'wait', 'is busy with other writers'],
  [
    '55P03',
    'wait',
    'was locked by other writers for too long; if this goes on, see which program keeps it locked',
  ],
  ['57014', 'keep', 'took too long to answer'],
  ['53100', 'keep', 'has no disk space left; free some'],
  ['25P03', 'reopen', 'closed a connection that was idle for too long'],
  ['28', 'reopen', 'refuses the name or the password in DATABASE_URL'],
  ['3D', 'reopen', 'does not exist; create it, or name another in DATABASE_URL'],
  ['42501', 'reopen', "refuses what the bot needs; make the bot's user the owner of the database"],
  ['53', 'reopen', 'has no free connection or too little memory'],
  ['57P', 'reopen', 'is shutting down or starting'],
  ['58', 'reopen', 'has a problem with its own files; check its log'],
  ['XX', 'reopen', 'is damaged; check its log'],
  ['08', 'reopen', 'has broken the connection'],
];

/** A standby, or a database whose transactions are set to read only. */
function explainReadOnly(place: LogEntry): StoreFailure {
  return new StoreFailure(
    entry`${place} can only be read; name a server that takes writes in DATABASE_URL, or let this one take them (25006).`,
    { readOnly: true },
  );
}

function explainError(place: LogEntry, error: unknown): Trouble | undefined {
  const state = stateOf(error);
  if (state === undefined) {
    // What pg and the system say of connections are plain errors; a mistake in our own code is of another class.
    if (!(error instanceof Error) || error.constructor !== Error) return undefined;
    const reason = 'code' in error ? nameOf(String(error.code)) : beginningOf(error.message);
    const message = entry`${place} cannot be reached (${reason}); start it, or correct DATABASE_URL.`;
    return { failure: new StoreFailure(message, { cause: error }), next: 'reopen' };
  }
  if (state === '25006') return { failure: explainReadOnly(place), next: 'reopen' };
  const known = meanings.find(([start]) => state.startsWith(start));
  if (known === undefined) return undefined;
  const [, next, what] = known;
  return {
    failure: new StoreFailure(entry`${place} ${nobodyTyped(what)} (${nameOf(state)}).`, { cause: error }),
    next,
  };
}
