import { existsSync } from 'node:fs';
import { fileOfDatabase } from '../../config/addresses.ts';
import type { Config } from '../../config/config.ts';
import { type Contents, exportDatabase } from '../../core/store/backup/export-database.ts';
import { importDatabase } from '../../core/store/backup/import-database.ts';
import { readSnapshot } from '../../core/store/backup/snapshot.ts';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';
import { openDatabase } from '../../core/store/database/database.ts';
import type { Engine } from '../../core/store/database/engine.ts';
import { migrations } from '../../core/store/migrations/migrate.ts';
import { chooseEngine } from '../../core/store/open-store.ts';
import { describeRows } from '../backups/describe-rows.ts';
import { FileExists, readLines, writeWholeFile } from '../backups/whole-file.ts';
import { silentLog } from '../log.ts';

type Place = Pick<Config, 'databaseUrl'>;

/** Writes all that the database holds, as it is at one moment. Rejects with a StoreFailure or a TransferFailure. */
export async function exportAll(
  { databaseUrl }: Place,
  write: (lines: string) => Promise<void>,
): Promise<Contents> {
  const engine = findDatabase(databaseUrl);
  return readSnapshot(engine, (snapshot) => {
    if (snapshot.version === 0) throw new TransferFailure(`Nothing is kept in ${engine.place} yet.`);
    if (snapshot.version > migrations.length)
      throw new TransferFailure(
        `A newer Paperboy has changed ${engine.place}. Update Paperboy, then try again.`,
      );
    return exportDatabase(snapshot, new Date(), write);
  });
}

/** The database that there is; throws a TransferFailure for a file that does not exist, lest one be made. */
export function findDatabase(databaseUrl: string): Engine {
  const engine = chooseEngine(databaseUrl, '.');
  const file = fileOfDatabase(databaseUrl);
  if (file !== undefined && !existsSync(file))
    throw new TransferFailure(`There is no database yet: ${engine.place} does not exist.`);
  return engine;
}

/** The same into a file, which is whole when this resolves; yields a line that says what it holds. */
export async function backUp(place: Place, file: string, replace: boolean): Promise<string> {
  if (!replace && existsSync(file)) throw new TransferFailure(explainExisting(file));
  try {
    const contents = await writeWholeFile(file, { replace, produce: (write) => exportAll(place, write) });
    return `${file} holds ${describeRows(contents) || 'nothing'}.`;
  } catch (error) {
    if (error instanceof FileExists) throw new TransferFailure(explainExisting(file));
    throw error;
  }
}

/** Fills the database from a file; yields a line that says with what. */
export async function restore({ databaseUrl }: Place, file: string, replace: boolean): Promise<string> {
  const engine = chooseEngine(databaseUrl, '.');
  const database = await openDatabase({ engine, log: silentLog, now: () => new Date() });
  try {
    const contents = await importDatabase(database, engine, { open: () => readLines(file), replace });
    return `Took ${describeRows(contents) || 'nothing'} from ${file} into ${engine.place}.`;
  } catch (error) {
    if (error instanceof TransferFailure) throw new TransferFailure(`${file}: ${error.message}`);
    throw error;
  } finally {
    await database.close();
  }
}

function explainExisting(file: string): string {
  return `${file} exists already. Name another file, or add --force to write over it.`;
}
