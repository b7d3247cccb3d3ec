import { closeSync, mkdirSync, openSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Connection from 'better-sqlite3';

/** What the system and SQLite say where they let nobody write, or where there is no room for it. */
const refusals = [
  ...['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM'],
  ...['ENOSPC', 'EDQUOT', 'SQLITE_FULL'],
];
/** Bytes that the write-ahead log keeps once it is written back, as many as fill it before that begins. */
const logLimit = 1_000 * 4_096;

/**
 * Opens a SQLite file, made with its folder where it is missing, for its owner alone. Where the file, its folder or its disk can
 * only be read, or the disk is full, the connection is `readonly`. Throws what the system or SQLite says. `timeout`: milliseconds
 * to wait for a lock.
 */
export function openFile(file: string, timeout: number): Connection.Database {
  try {
    return openToWrite(file, timeout);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isRefusal = refusals.some((start) => code.startsWith(start));
    if (!isRefusal && !(code.startsWith('SQLITE_IOERR') && isFull(file))) throw error;
    const opened = openToRead(file, timeout);
    if (opened === undefined) throw error;
    return opened;
  }
}

/** Bytes below which a disk is full: SQLite makes a file of as many beside each that it opens. */
const leastRoom = 64 * 1_024;

/** Whether the disk of the file has no room: SQLite then may say no more than that it cannot open or read its files. */
export function isFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < leastRoom;
  } catch {
    return false;
  }
}

function openToWrite(file: string, timeout: number): Connection.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  return tryOut(new Connection(file, { timeout }), [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    `journal_size_limit = ${logLimit}`,
  ]);
}

/** Undefined where it cannot even be read, or nothing is in it yet. */
function openToRead(file: string, timeout: number): Connection.Database | undefined {
  for (const open of [() => new Connection(file, { timeout, readonly: true }), () => copyOf(file)]) {
    try {
      const connection = tryOut(open(), []);
      if (connection.prepare('select 1 from sqlite_master').get() !== undefined) return connection;
      connection.close();
    } catch {
      // The other way may do.
    }
  }
  return undefined;
}

/**
 * The file as it is now, in memory: SQLite cannot open one with a write-ahead log where it cannot make its other files. Throws
 * where such a log holds more than the file. https://sqlite.org/c3ref/deserialize.html
 */
function copyOf(file: string): Connection.Database {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new Error('The write-ahead log of the file would be ignored.');
  const content = readFileSync(file);
  // The versions that say how it is written: https://sqlite.org/fileformat2.html
  content.fill(1, 18, 20);
  return new Connection(content, { readonly: true });
}

/** The connection, once it was seen to work. */
function tryOut(connection: Connection.Database, pragmas: readonly string[]): Connection.Database {
  try {
    for (const pragma of pragmas) connection.pragma(pragma);
    connection.prepare('select count(*) from sqlite_master').get();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
