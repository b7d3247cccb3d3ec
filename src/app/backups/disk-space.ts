import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes that are free on a disk, and how many a backup leaves there for others. */
export type DiskSpace = { readonly free: number; readonly least: number };

/** What a backup leaves on its disk: this much, or a twentieth of a small disk. Bytes. */
const leftFree = 100_000_000;

/** The space on the disk of a folder, or of where it will be made. Rejects where the system does not tell. */
export async function readDiskSpace(folder: string): Promise<DiskSpace> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, least: Math.min(leftFree, (blocks * bsize) / 20) };
  } catch (error) {
    const above = dirname(folder);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || above === folder) throw error;
    return readDiskSpace(above);
  }
}
