import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Config } from '../../config/config.ts';
import { type Contents, exportDatabase } from '../../core/store/backup/export-database.ts';
import { importDatabase } from '../../core/store/backup/import-database.ts';
import { readSnapshot } from '../../core/store/backup/snapshot.ts';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';
import { openDatabase } from '../../core/store/database/database.ts';
import { migrations } from '../../core/store/migrations/migrate.ts';
import { chooseEngine } from '../../core/store/open-store.ts';
import { silentLog } from '../log.ts';

type Place = Pick<Config, 'databaseUrl'>;

/** Writes all that the database holds, as it is at one moment. Rejects with a StoreFailure or a TransferFailure. */
export async function exportAll(
  { databaseUrl }: Place,
  write: (lines: string) => Promise<void>,
): Promise<Contents> {
  const engine = chooseEngine(databaseUrl, '.');
  if (engine.kind === 'sqlite' && !existsSync(databaseUrl.slice('sqlite:'.length)))
    throw new TransferFailure(`There is no database yet: ${engine.place} does not exist.`);
  return readSnapshot(engine, (snapshot) => {
    if (snapshot.version === 0) throw new TransferFailure(`Nothing is kept in ${engine.place} yet.`);
    if (snapshot.version > migrations.length)
      throw new TransferFailure(
        `A newer Paperboy has changed ${engine.place}. Update Paperboy, then try again.`,
      );
    return exportDatabase(snapshot, new Date(), write);
  });
}

/** The same into a file, which is whole when this resolves; yields a line that says what it holds. */
export async function backUp(place: Place, file: string, replace: boolean): Promise<string> {
  if (!replace && existsSync(file)) throw new TransferFailure(explainExisting(file));
  try {
    const contents = await writeWholeFile(file, replace, (write) => exportAll(place, write));
    return `${file} holds ${describeContents(contents)}.`;
  } catch (error) {
    if (error instanceof FileExists) throw new TransferFailure(explainExisting(file));
    throw explainFile(error, `${file} cannot be written`);
  }
}

/** Fills the database from a file; yields a line that says with what. */
export async function restore({ databaseUrl }: Place, file: string, replace: boolean): Promise<string> {
  const engine = chooseEngine(databaseUrl, '.');
  const database = await openDatabase({ engine, log: silentLog, now: () => new Date() });
  try {
    const contents = await importDatabase(database, engine, { open: () => readLines(file), replace });
    return `Took ${describeContents(contents)} from ${file} into ${engine.place}.`;
  } catch (error) {
    if (error instanceof TransferFailure) throw new TransferFailure(`${file}: ${error.message}`);
    throw error;
  } finally {
    await database.close();
  }
}

/** Rejects with a TransferFailure, lest what is wrong with the file be taken for trouble with the database. */
async function* readLines(file: string): AsyncGenerator<string> {
  try {
    const handle = await open(file);
    yield* createInterface({ input: handle.createReadStream(), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw explainFile(error, 'It cannot be read');
  }
}

/** How many rows of which table: `3 of members, 12 of papers`. */
function describeContents(contents: Contents): string {
  const rows = [...contents].map(([table, count]) => `${count} of ${table.replaceAll('_', ' ')}`);
  return rows.length === 0 ? 'nothing' : rows.join(', ');
}

function explainExisting(file: string): string {
  return `${file} exists already. Name another file, or add --force to write over it.`;
}

/** What the system says of a file, in words; any other error as it is. */
function explainFile(error: unknown, what: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new TransferFailure(`${what}: ${error.message}`);
}

/** A file that stands at the path already, which was not to be written over. */
class FileExists extends Error {}

/**
 * Writes a file that is whole and on disk when this resolves, and that is not there at all where it rejects: with
 * FileExists where there is one already and `replace` is false. Only its owner may read it.
 */
async function writeWholeFile<Result>(
  path: string,
  replace: boolean,
  produce: (write: (text: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(part, 'wx', 0o600);
  try {
    let result: Result;
    try {
      result = await produce(async (text) => file.writeFile(text));
      await file.sync();
    } finally {
      await file.close();
    }
    await (replace ? rename(part, path) : link(part, path));
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new FileExists(path);
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** The name of a file lasts only once its folder is on disk; Windows has no way to ask for that. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
