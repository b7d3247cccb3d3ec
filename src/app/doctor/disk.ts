import { dirname } from 'node:path';
import { fileOfDatabase } from '../../config/addresses.ts';
import type { Config } from '../../config/config.ts';
import { describeBytes } from '../backups/describe-bytes.ts';
import { type DiskSpace, readDiskSpace } from '../backups/disk-space.ts';
import type { Diagnosis } from './diagnosis.ts';

/** How much is free on the disks of the data folder and of a SQLite file elsewhere. */
export async function examineDisk({
  data,
  databaseUrl,
}: Pick<Config, 'data' | 'databaseUrl'>): Promise<Diagnosis> {
  const file = fileOfDatabase(databaseUrl);
  const folders = new Set([data, ...(file === undefined ? [] : [dirname(file)])]);
  const found = await Promise.all(
    [...folders].map(async (folder) => ({ folder, space: await readDiskSpace(folder) })),
  );
  return {
    state: found.some(({ space }) => isShort(space)) ? 'warn' : 'ok',
    subject: 'disk',
    lines: found.map(({ folder, space }) => describe(folder, space)),
  };
}

function isShort({ free, least }: DiskSpace): boolean {
  return free < least;
}

function describe(folder: string, space: DiskSpace): string {
  const said = `${describeBytes(space.free)} free for ${folder}`;
  return isShort(space)
    ? `${said}: no backup is made with less than ${describeBytes(space.least)}. Free some disk space.`
    : said;
}
