import Connection from 'better-sqlite3';

/** A lock on a file of its own, of all processes on this machine; it ends with its process, however that ends. */
export type FileLock = { close(): void };

/** Undefined where somebody has it. Throws where there can be none, as where a file that `fileMustExist` does not. */
export function lockFile(
  file: string,
  options: { readonly fileMustExist?: boolean } = {},
): FileLock | undefined {
  const connection = new Connection(file, { ...options, timeout: 0 });
  try {
    // Nothing is written: no journal is needed beside it.
    connection.pragma('journal_mode = memory');
    connection.exec('begin exclusive');
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof Connection.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
