import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../papers/problem.ts';
import { type FoundFiles, findFiles } from './find-files.ts';
import type { PapersFile } from './papers-file.ts';

/** What tells one state of a file from another; empty for one that is to be read again in any case. */
type Stamp = string;

export type FolderState = {
  readonly files: ReadonlyMap<string, { readonly stamp: Stamp; readonly read: PapersFile }>;
  /** What is wrong with the folder itself. */
  readonly problems: readonly Problem[];
  /** On which device the folder was when its files were read. */
  readonly device?: number | undefined;
};

export type Scan = {
  readonly gone: readonly string[];
  /** In order of their names. */
  readonly changed: readonly { readonly name: string; readonly stamp: Stamp }[];
  readonly problems: readonly Problem[];
  /** The folders inside it; nothing where it could not be read. */
  readonly folders?: readonly string[];
  readonly device?: number;
  /** Milliseconds until files that are still being written can be looked at again. */
  readonly unsettled?: number;
};

/** Milliseconds since a moment that a file was modified at. */
export type AgeOf = (modified: number) => number;

/** A file is read once it was left alone for so long, in milliseconds. */
const SETTLING = 150;

/**
 * Compares a folder with what was read of it. `settled` leaves files for later that were written just now. Nothing is gone
 * while the folder cannot be read, nor where it is empty and on another device: what was mounted there is not any more.
 */
export async function scanFolder(
  folder: string,
  state: FolderState,
  settled: boolean,
  ageOf: AgeOf,
): Promise<Scan> {
  let found: FoundFiles;
  try {
    found = await findFiles(folder);
  } catch (error) {
    const problems = [describeFolder(folder, error, state.files.size > 0)];
    return { gone: [], changed: [], problems };
  }
  const { files: names, folders, unread, device } = found;
  if (names.length === 0 && state.files.size > 0 && device !== state.device)
    return { gone: [], changed: [], problems: [unmounted(folder)], folders };
  const present = new Set<string>();
  const changed: { name: string; stamp: Stamp }[] = [];
  let unsettled = 0;
  for (const name of names) {
    const stamped = await stampOf(join(folder, name));
    if (stamped === undefined) continue;
    present.add(name);
    if (state.files.get(name)?.stamp === stamped.stamp) continue;
    const wait = settled ? SETTLING - ageOf(stamped.modified) : 0;
    if (wait > 0 && wait <= SETTLING) unsettled = Math.max(unsettled, wait);
    else changed.push({ name, stamp: stamped.stamp });
  }
  const isUnread = (name: string) => unread.some(({ folder: inside }) => name.startsWith(`${inside}/`));
  const gone = [...state.files.keys()].filter((name) => !present.has(name) && !isUnread(name));
  const problems = [
    ...unread.map(({ folder: inside, reason }) => describeUnread(inside, reason)),
    ...(found.isCut ? [tooMany(folder, names.length)] : []),
  ];
  return { gone, changed, problems, folders, device, ...(unsettled > 0 ? { unsettled } : {}) };
}

/** Nothing for what is no file; a link that leads nowhere counts as a file, to be reported when it is read. */
async function stampOf(
  path: string,
): Promise<{ readonly stamp: Stamp; readonly modified: number } | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    return { stamp: `${found.ino} ${found.size} ${found.mtimeMs}`, modified: found.mtimeMs };
  } catch (error) {
    return { stamp: String((error as NodeJS.ErrnoException).code), modified: 0 };
  }
}

function describeUnread(place: string, reason: string): Problem {
  const remedy = `let the bot read it (chmod a+rx); ${unchanged}`;
  return { place, what: `this folder cannot be read (${reason})`, remedy };
}

function tooMany(place: string, files: number): Problem {
  const what = `more than ${files.toLocaleString('en')} files of papers; only the first ones are read`;
  return { place, what, remedy: 'name a folder that holds papers alone, or put them into fewer files' };
}

function unmounted(folder: string): Problem {
  return {
    place: folder,
    what: 'this folder is empty, and on another disk than before',
    remedy: `mount the disk with the papers again, or restart the bot if it is meant to be empty; ${unchanged}`,
  };
}

const unchanged = 'its papers stay as they were until then';

function describeFolder(folder: string, error: unknown, isKnown: boolean): Problem {
  const [what, remedy] = wordsFor(error as NodeJS.ErrnoException);
  return {
    place: folder,
    what,
    remedy: isKnown ? `${remedy}; ${unchanged}` : remedy,
  };
}

function wordsFor({ code }: NodeJS.ErrnoException): readonly [what: string, remedy: string] {
  if (code === 'ENOENT') return ['this folder does not exist', 'create it and put a file of papers into it'];
  if (code === 'ENOTDIR') return ['this is not a folder', 'name the folder that holds the files of papers'];
  return [`this folder cannot be read (${code ?? 'unknown reason'})`, 'let the bot read it (chmod a+rx)'];
}
