import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that stands at the path already, which was not to be written over. */
export class FileExists extends Error {}

/**
 * Writes a file that is whole and on disk when this resolves, and that is not there at all where it rejects: with
 * FileExists where there is one already and `replace` is false. Only its owner may read it.
 */
export async function writeWholeFile<Result>(
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
