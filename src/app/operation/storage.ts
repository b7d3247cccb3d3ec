import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileOfDatabase } from '../../config/addresses.ts';
import type { Config } from '../../config/config.ts';
import { backupFolder, listBackups } from '../backups/backup-folder.ts';
import { readDiskSpace } from '../backups/disk-space.ts';

/** What is kept on the disks of this machine. */
export type Storage = {
  /** Bytes free on the disk of each folder, by what is in it. */
  readonly free: readonly { readonly folder: 'data' | 'database'; readonly bytes: number }[];
  /** Bytes of SQLite's write-ahead log; undefined where the database is on a server. */
  readonly log?: number;
  /** When the newest backup here was made that is made by schedule. */
  readonly backup?: Date;
};

export async function readStorage(
  { data, databaseUrl, backups }: Pick<Config, 'data' | 'databaseUrl' | 'backups'>,
  now: Date,
): Promise<Storage> {
  const file = fileOfDatabase(databaseUrl);
  const folders = [
    { folder: 'data' as const, path: data },
    ...(file === undefined ? [] : [{ folder: 'database' as const, path: dirname(file) }]),
  ];
  const free = await Promise.all(
    folders.map(async ({ folder, path }) => ({ folder, bytes: (await readDiskSpace(path)).free })),
  );
  const listed = backups === undefined ? [] : await listBackups(backupFolder(data));
  const made = listed.findLast((backup) => backup.made <= now)?.made;
  return {
    free,
    ...(file === undefined ? {} : { log: await sizeOfLog(file) }),
    ...(made === undefined ? {} : { backup: made }),
  };
}

/** Bytes of the write-ahead log of a SQLite file; 0 where there is none. */
export async function sizeOfLog(file: string): Promise<number> {
  return (await stat(`${file}-wal`).catch(() => undefined))?.size ?? 0;
}
