import { dirname } from 'node:path';
import { fileOfDatabase } from '../../config/addresses.ts';
import type { Config } from '../../config/config.ts';
import { kindOf, type LogEntry } from '../../core/text/log-entry.ts';
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
    [...folders].map(async (folder) => {
      return { folder, space: await readDiskSpace(folder).catch((error: unknown) => kindOf(error)) };
    }),
  );
  return {
    state: found.some(({ space }) => typeof space === 'string' || isShort(space)) ? 'warn' : 'ok',
    subject: 'disk',
    lines: found.map(({ folder, space }) => describe(folder, space)),
  };
}

function isShort({ free, least }: DiskSpace): boolean {
  return free < least;
}

/** The space, or why the system does not tell it. */
function describe(folder: string, space: DiskSpace | LogEntry): string {
  if (typeof space === 'string') return `How much is free for ${folder} could not be found out: ${space}`;
  const said = `${describeBytes(space.free)} free for ${folder}`;
  return isShort(space)
    ? `${said}: no backup is made with less than ${describeBytes(space.least)}. Free some disk space.`
    : said;
}
