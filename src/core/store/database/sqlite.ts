import { rmSync, statSync } from 'node:fs';
import Connection from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { entry, type LogEntry, nameOf, nobodyTyped } from '../../text/log-entry.ts';
import { StoreFailure } from '../store.ts';
import { type Engine, storable, type Trouble } from './engine.ts';
import { isFull, openFile } from './open-file.ts';
import type { Tables } from './schema.ts';

/** Milliseconds that a statement waits for a lock and holds up everything else; longer waits are retries. */
const lockWait = 20;

/** A database in one file. What is acknowledged is synced to disk; deleted content is overwritten. */
export function sqliteEngine(file: string): Engine {
  const place = nobodyTyped(`the database file ${file}`);
  let current: Connection.Database | undefined;
  let opened: string | undefined;
  let openedLog: string | undefined;
  let suspect = false;

  return {
    kind: 'sqlite',
    place,
    beginWriting: 'begin immediate',
    async open() {
      current?.close();
      // SQLite would play the log of a file that is gone into the one that took its place:
      // https://sqlite.org/howtocorrupt.html
      if (openedLog !== undefined && opened !== identityOf(file) && openedLog === identityOf(`${file}-wal`))
        for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      const connection = openFile(file, lockWait);
      try {
        if (suspect) checkWhole(connection);
        suspect = false;
        opened = identityOf(file);
        current = connection;
      } catch (error) {
        connection.close();
        throw error;
      }
      return new Kysely<Tables>({ dialect: new SqliteDialect({ database: storingText(connection) }) });
    },
    async findWritingObstacle() {
      if (current?.readonly !== true) return undefined;
      return explainReadOnly(place, isFull(file) ? 'SQLITE_FULL' : 'SQLITE_READONLY');
    },
    async whenAlone(queries, work) {
      // Every open connection keeps a lock on the file, which ends with its process at the latest:
      // https://sqlite.org/pragma.html#pragma_locking_mode
      await sql`pragma locking_mode = exclusive`.execute(queries);
      const isAlone = await work().then(
        () => true,
        (error: unknown) => (codeOf(error).startsWith('SQLITE_BUSY') ? false : Promise.reject(error)),
      );
      await sql`pragma locking_mode = normal`.execute(queries);
      // Others are let in at the end of the next transaction.
      if (isAlone) await sql`begin immediate`.execute(queries).then(() => sql`commit`.execute(queries));
    },
    // All who have the file open are on one machine.
    readClock: async (_queries, here) => here,
    notify: async () => {},
    follow: () => async () => {},
    async purge(queries) {
      // Deleted content is overwritten in the file; the log holds it until it is played back and emptied:
      // https://sqlite.org/pragma.html#pragma_wal_checkpoint
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(queries);
      return rows[0]?.busy === 0;
    },
    isAstray() {
      if (opened !== identityOf(file)) return true;
      openedLog = identityOf(`${file}-wal`);
      return false;
    },
    explain(error) {
      const trouble = explainCode(place, error, () => isFull(file));
      if (codeOf(error).startsWith('SQLITE_CORRUPT')) suspect = true;
      return trouble;
    },
  };
}

/** Statements that stay prepared. */
const preparedAtMost = 200;

/** The connection as Kysely takes it, with text made storable on its way in. */
function storingText(connection: Connection.Database): SqliteDatabase {
  const prepared = new LRUCache<string, SqliteStatement>({ max: preparedAtMost });

  function prepare(text: string): SqliteStatement {
    const statement = connection.prepare<unknown[], unknown>(text);
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(parameters.map(storable)),
      run: (parameters) => statement.run(parameters.map(storable)),
      iterate: (parameters) => statement.iterate(parameters.map(storable)),
    };
  }

  return {
    close: () => void connection.close(),
    prepare(text) {
      const statement = prepared.get(text) ?? prepare(text);
      prepared.set(text, statement);
      return statement;
    },
  };
}

/** Reads every page, lest a damaged file be taken for a sound one because its first pages are. */
function checkWhole(connection: Connection.Database): void {
  const found = connection.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Connection.SqliteError(String(found), 'SQLITE_CORRUPT');
}

/** Which file stands at the path; undefined where there is none. */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What to say of each of SQLite's result codes (https://sqlite.org/rescode.html), by how it begins. */
const meanings: readonly (readonly [code: string, next: Trouble['next'], what: string])[] = [
  ['SQLITE_BUSY', 'wait', 'is locked by another program; stop that program'],
  ['SQLITE_LOCKED', 'wait', 'is locked; stop the program that locks it'],
  ['SQLITE_FULL', 'keep', 'cannot grow because the disk is full; free some space'],
  ['SQLITE_CORRUPT', 'reopen', 'is damaged; restore a backup, or move it away to start afresh'],
  ['SQLITE_NOTADB', 'reopen', 'is not a database; restore a backup, or move it away to start afresh'],
  ['SQLITE_READONLY_DBMOVED', 'reopen', 'was moved away; put it back'],
  ['SQLITE_CANTOPEN', 'reopen', 'cannot be opened; give the bot read and write access to it and its folder'],
  ['SQLITE_PERM', 'reopen', 'cannot be opened; give the bot read and write access to it and its folder'],
  ['SQLITE_IOERR', 'reopen', 'cannot be read or written; check the disk'],
  ['SQLITE_NOMEM', 'reopen', 'needs more memory than is available'],
  ['EACCES', 'reopen', 'cannot be opened; give the bot read and write access to it and its folder'],
  ['EPERM', 'reopen', 'cannot be opened; give the bot read and write access to it and its folder'],
  ['EROFS', 'reopen', 'cannot be created because the disk is read-only'],
  ['EDQUOT', 'reopen', 'cannot be created because the disk is full; free some space'],
  ['ENOSPC', 'reopen', 'cannot be created because the disk is full; free some space'],
  ['EISDIR', 'reopen', 'is a folder; name a file in DATABASE_URL'],
  ['ENOTDIR', 'reopen', 'would be inside a file; name a file in a folder in DATABASE_URL'],
  ['EEXIST', 'reopen', 'would be inside a file; name a file in a folder in DATABASE_URL'],
];

/** What better-sqlite3 and Kysely say of a connection that was closed. */
const closed: ReadonlySet<string> = new Set([
  'The database connection is not open',
  'driver has already been destroyed',
]);

function explainReadOnly(place: LogEntry, code: string): StoreFailure {
  const why =
    code === 'SQLITE_FULL'
      ? entry`because the disk is full; free some space`
      : entry`; give the bot write access to it and its folder`;
  return new StoreFailure(entry`${capitalise(place)} can only be read${why} (${nameOf(code)}).`, {
    readOnly: true,
  });
}

function explainCode(place: LogEntry, error: unknown, full: () => boolean): Trouble | undefined {
  const said = codeOf(error);
  const code = /^SQLITE_(?:IOERR|CANTOPEN)/u.test(said) && full() ? 'SQLITE_FULL' : said;
  const known = meanings.find(([start]) => code.startsWith(start));
  if (known !== undefined) {
    const [, next, what] = known;
    return {
      failure: new StoreFailure(entry`${capitalise(place)} ${nobodyTyped(what)} (${nameOf(code)}).`, {
        cause: error,
      }),
      next,
    };
  }
  if (code.startsWith('SQLITE_READONLY')) return { failure: explainReadOnly(place, code), next: 'reopen' };
  if (error instanceof Error && closed.has(error.message))
    return {
      failure: new StoreFailure(entry`${capitalise(place)} is closed.`, { cause: error }),
      next: 'reopen',
    };
  return undefined;
}

function capitalise(text: LogEntry): LogEntry {
  return nobodyTyped(text.charAt(0).toUpperCase() + text.slice(1));
}
