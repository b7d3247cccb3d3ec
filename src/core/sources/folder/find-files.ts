import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatOf } from '../../papers/formats/formats.ts';

/** Folders inside one another are looked into so deep. */
const DEEPEST = 6;
/** Files of papers in one folder; a folder of more was hardly meant. */
const MOST_FILES = 50_000;
/** Folders that hold what tools need, however many files of known endings are in them. */
const OF_TOOLS: ReadonlySet<string> = new Set(['node_modules', '__MACOSX']);

/** What a folder holds, by paths inside it with `/` between their parts. */
export type FoundFiles = {
  /** Files of a known format, in order. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Folders inside it that could not be read just now, and why. */
  readonly unread: readonly { readonly folder: string; readonly reason: string }[];
  /** Whether there are more files than are looked at. */
  readonly isCut: boolean;
  readonly device: number;
};

/**
 * The files of a folder and of those inside it; hidden ones and those of tools are passed over, and no link to a folder is
 * followed. Rejects where the folder itself cannot be read.
 */
export async function findFiles(root: string): Promise<FoundFiles> {
  const files: string[] = [];
  const folders: string[] = [];
  const unread: { readonly folder: string; readonly reason: string }[] = [];

  async function look(folder: string, depth: number): Promise<void> {
    const within: string[] = [];
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (files.length >= MOST_FILES) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (formatOf(path) !== undefined) files.push(path);
      } else if (depth < DEEPEST && !entry.name.startsWith('.') && !OF_TOOLS.has(entry.name)) {
        within.push(path);
      }
    }
    for (const path of within.sort()) {
      folders.push(path);
      try {
        await look(path, depth + 1);
      } catch (error) {
        const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
        // One that has gone since it was named holds nothing.
        if (code !== 'ENOENT') unread.push({ folder: path, reason: code });
      }
    }
  }

  const before = await stat(root);
  await look('', 0);
  const after = await stat(root);
  // Another folder stands there by now: what was read may be of either.
  if (before.dev !== after.dev || before.ino !== after.ino) return findFiles(root);
  return { files: files.sort(), folders, unread, isCut: files.length >= MOST_FILES, device: after.dev };
}
