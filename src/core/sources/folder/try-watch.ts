import { watch } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from '../../async/within.ts';
import type { Problem } from '../../papers/problem.ts';
import { describeWatchTrouble, findSharedMount, type WatchTrouble } from './watch-trouble.ts';

/** Has the system tell of changes in a folder, until what it yields is called. Throws what the system says. */
export type StartWatch = (
  folder: string,
  onSign: (name: string | null) => void,
  onFailure: (error: unknown) => void,
) => () => void;

/** One watch for all files of the folder: what changes behind a link in it is not told. */
export const startWatch: StartWatch = (folder, onSign, onFailure) => {
  const watcher = watch(folder, (_, name) => onSign(name));
  watcher.on('error', onFailure);
  return () => watcher.close();
};

/** A file that comes and goes to see whether that is told; nothing reads it. */
const probeName = '.paperboy-probe';
/** Milliseconds within which it must be told. */
const probeWait = 2_000;

/** A watch and what is the matter with it. */
export type TriedWatch = { stop(): void; readonly trouble: WatchTrouble | undefined };

/** Begins to watch, and finds out by a file in the folder, where one can be written, whether changes are told. Never rejects. */
export async function tryWatch(
  folder: string,
  { onSign, onFailure }: { onSign(name: string | null): void; onFailure(error: unknown): void },
  start: StartWatch = startWatch,
): Promise<TriedWatch> {
  let hear = (): void => {};
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const take = (name: string | null): void => {
    hear();
    if (name !== probeName) onSign(name);
  };
  try {
    const stop = start(folder, take, onFailure);
    if (!(await isProbeHeard(folder, heard))) return { stop, trouble: 'silent' };
    const mount = await findSharedMount(folder);
    return { stop, trouble: mount === undefined ? undefined : { mount } };
  } catch (error) {
    return { stop: () => {}, trouble: troubleOf(error) };
  }
}

/** What an error of the system means for watching. */
export function troubleOf(error: unknown): WatchTrouble {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : { code };
}

/** Why changes in a folder would not be noticed at once; undefined where they would. */
export async function checkWatch(folder: string, start?: StartWatch): Promise<Problem | undefined> {
  const ignore = (): void => {};
  const { stop, trouble } = await tryWatch(folder, { onSign: ignore, onFailure: ignore }, start);
  stop();
  return describeWatchTrouble(folder, trouble);
}

async function isProbeHeard(folder: string, heard: Promise<void>): Promise<boolean> {
  const probe = join(folder, probeName);
  try {
    await rm(probe, { force: true });
    await (await open(probe, 'wx', 0o600)).close();
    return await within(
      probeWait,
      heard.then(() => true),
      false,
    );
  } catch {
    // Where nothing can be written, nothing is known.
    return true;
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}
