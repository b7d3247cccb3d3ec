import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyBackup } from '../../core/store/backup/read-backup.ts';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';
import { migrations } from '../../core/store/migrations/migrate.ts';
import { exportAll } from '../command-line/transfer.ts';
import { nameBackup, pruneBackups, removeDrafts } from './backup-folder.ts';
import { readDiskSpace } from './disk-space.ts';
import { explainSystem, readLines, writeWholeFile } from './whole-file.ts';

export type MakeBackupOptions = {
  readonly databaseUrl: string;
  readonly folder: string;
  /** Backups that stay, this one among them. */
  readonly keep: number;
  readonly now: Date;
  readonly stop: AbortSignal;
};

/** Characters written between two looks at the disk. */
const lookEvery = 8_000_000;

/**
 * Writes the database into a new file of the folder, reads it back, and removes the backups that are too many. Yields the file.
 * Rejects with a TransferFailure or a StoreFailure, and leaves no part of a file behind.
 */
export async function makeBackup({
  databaseUrl,
  folder,
  keep,
  now,
  stop,
}: MakeBackupOptions): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) =>
    Promise.reject(explainSystem(error, `${folder} cannot be created`)),
  );
  await removeDrafts(folder);
  await assertRoom(folder);
  const file = join(folder, nameBackup(now));
  await writeWholeFile(file, {
    replace: true,
    produce(write) {
      let unlooked = 0;
      return exportAll({ databaseUrl }, async (lines) => {
        stop.throwIfAborted();
        unlooked += lines.length;
        if (unlooked > lookEvery) {
          unlooked = 0;
          await assertRoom(folder);
        }
        await write(lines);
      });
    },
    verify: async (draft) =>
      void (await verifyBackup(untilStopped(readLines(draft), stop), migrations.length)),
  });
  await pruneBackups(folder, keep, now);
  return file;
}

async function assertRoom(folder: string): Promise<void> {
  const { free, least } = await readDiskSpace(folder);
  if (free < least)
    throw new TransferFailure(
      `${folder} has less than ${Math.ceil(least / 1_000_000)} MB free. Free some disk space, or keep fewer backups.`,
    );
}

async function* untilStopped(lines: AsyncIterable<string>, stop: AbortSignal): AsyncGenerator<string> {
  for await (const line of lines) {
    stop.throwIfAborted();
    yield line;
  }
}
