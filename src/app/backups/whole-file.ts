import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';

/** A file that stands at the path already, which was not to be written over. */
export class FileExists extends Error {}

export type WholeFileOptions<Result> = {
  /** Whether a file that is there may be written over. */
  readonly replace: boolean;
  produce(write: (text: string) => Promise<void>): Promise<Result>;
  /** Looks at what is on disk, before it has its name; where it rejects, nothing is kept. */
  readonly verify?: (draft: string) => Promise<void>;
};

/**
 * Writes a file that is whole and on disk when this resolves, and that is not there at all where it rejects: with
 * FileExists where there is one already, with a TransferFailure where the system refuses. Only its owner may read it.
 */
export async function writeWholeFile<Result>(
  path: string,
  { replace, produce, verify }: WholeFileOptions<Result>,
): Promise<Result> {
  const draft = join(dirname(path), draftName(path));
  try {
    const file = await open(draft, 'wx', 0o600);
    let result: Result;
    try {
      // Explained here, lest a full disk be taken for one of the database.
      result = await produce((text) =>
        file.writeFile(text).catch((error) => Promise.reject(explain(error, path))),
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await verify?.(draft);
    await (replace ? rename(draft, path) : link(draft, path));
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new FileExists(path);
    throw explain(error, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** `.lab.jsonl.1234.part`: hidden, and apart from those of other processes. */
function draftName(path: string): string {
  return `.${basename(path)}.${process.pid}.part`;
}

/** The lines of a file. Rejects with a TransferFailure, lest what is wrong with the file be taken for trouble with the database. */
export async function* readLines(file: string): AsyncGenerator<string> {
  try {
    const handle = await open(file);
    yield* createInterface({ input: handle.createReadStream(), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw explainSystem(error, 'It cannot be read');
  }
}

function explain(error: unknown, path: string): unknown {
  return explainSystem(error, `${path} cannot be written`);
}

/** What the system says of a file, in words; any other error as it is. */
export function explainSystem(error: unknown, what: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new TransferFailure(`${what}: ${error.message}`);
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
