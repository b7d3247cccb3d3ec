import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { wait } from '../../async/wait.ts';
import { within } from '../../async/within.ts';
import type { Problem } from '../../papers/problem.ts';
import { type StartWatch, startWatch, troubleOf, tryWatch } from './try-watch.ts';
import { describeWatchTrouble, type WatchTrouble } from './watch-trouble.ts';

/** Milliseconds from the first sign of a change to looking at the folder. */
const DELAY = 60;
/** How often the folder itself is looked for, in milliseconds: it may appear, go, or be another by the same name. */
const PRESENCE = 250;
/** Whether the folder is still the one that is watched is to be found out: inode numbers are used again. */
const UNSURE = 'unsure';
const MISSING = 'missing';
/** Milliseconds after which a sign of a change no longer belongs to it. */
const LATE = 500;

export type FolderWatcher = {
  /**
   * Resolves a moment after the next sign of a change, or one since the last call; where `again` is told, after so many
   * milliseconds; without any sign when the next look is due; at once when it is stopped. Yields whether there was a sign.
   */
  nextChange(again?: number): Promise<boolean>;
  /**
   * The folders found inside it, which are watched too from now on; whether one is new is a sign, as files may have come before.
   * To be called only after a look that found the folder itself.
   */
  include(folders: readonly string[]): void;
  /** To be told of a change that was found without a sign; resolves when it is clear whether the sign was only late. */
  missed(): Promise<void>;
  /** Why changes are not noticed at once, for people. */
  problem(): Problem | undefined;
  close(): Promise<void>;
};

export type WatchOptions = {
  readonly stop: AbortSignal;
  /** Milliseconds between looks for which there was no sign. */
  readonly lookEvery: number;
  /** As the system does it unless given. */
  readonly start?: StartWatch | undefined;
};

/** Watches the files of a folder and the folder itself; resolves once it is known how changes are noticed. */
export async function watchFolder(
  folder: string,
  { stop, lookEvery, start }: WatchOptions,
): Promise<FolderWatcher> {
  let noticed = false;
  let wake = (): void => {};
  let closed = false;
  let presence = await presenceOf(folder);
  let trouble: WatchTrouble | undefined;
  let stopWatching = (): void => {};

  function notice(): void {
    noticed = true;
    wake();
  }

  async function restart(): Promise<void> {
    stopWatching();
    const tried = await tryWatch(
      folder,
      {
        onSign(name) {
          if (name === basename(folder)) presence = UNSURE;
          if (trouble === 'silent') trouble = undefined;
          notice();
        },
        onFailure(error) {
          trouble = troubleOf(error);
          presence = UNSURE;
          notice();
        },
      },
      start,
    );
    stopWatching = tried.stop;
    trouble = tried.trouble;
    // It may have gone since it was looked for.
    if (trouble === 'missing') presence = MISSING;
    if (closed) stopWatching();
  }

  async function lookForFolder(): Promise<void> {
    const now = await presenceOf(folder);
    if (now === presence || closed) return;
    presence = now;
    await restart();
    notice();
  }

  const inside = new Map<string, () => void>();

  function include(folders: readonly string[]): void {
    // It came after the watch was tried: that it goes again must be noticed.
    if (presence === MISSING) presence = UNSURE;
    for (const [name, end] of inside) {
      if (folders.includes(name)) continue;
      inside.delete(name);
      end();
    }
    for (const name of folders) {
      if (inside.has(name) || closed) continue;
      inside.set(name, watchInside(name));
      notice();
    }
  }

  /** Where the system has no watch for it, its changes are found when the next look is due. */
  function watchInside(name: string): () => void {
    const forget = (): void => {
      inside.get(name)?.();
      inside.delete(name);
    };
    try {
      return (start ?? startWatch)(join(folder, name), notice, forget);
    } catch {
      return () => {};
    }
  }

  stop.addEventListener('abort', notice, { once: true });
  await restart();
  let isLooking = false;
  const timerOfPresence = setInterval(() => {
    // One at a time: a mount that does not answer must not take all threads there are for files.
    if (isLooking) return;
    isLooking = true;
    void lookForFolder().finally(() => {
      isLooking = false;
    });
  }, PRESENCE);

  return {
    async nextChange(again) {
      if (!noticed && again === undefined) {
        const sign = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await within(lookEvery, sign, undefined);
      }
      if (noticed || again !== undefined) await wait(again ?? DELAY, stop);
      // A watch that could not be had may be free by now.
      else if (typeof trouble === 'object' && 'code' in trouble) presence = UNSURE;
      const isSign = noticed;
      noticed = stop.aborted;
      return isSign;
    },
    async missed() {
      await wait(LATE, stop);
      if (!noticed && trouble === undefined) trouble = 'incomplete';
    },
    include,
    problem: () => describeWatchTrouble(folder, trouble),
    async close() {
      closed = true;
      clearInterval(timerOfPresence);
      stop.removeEventListener('abort', notice);
      stopWatching();
      for (const end of inside.values()) end();
    },
  };
}

/** What tells one folder from another by the same name, and from none. */
async function presenceOf(folder: string): Promise<string> {
  try {
    const { dev, ino, birthtimeMs } = await stat(folder);
    return `${dev} ${ino} ${birthtimeMs}`;
  } catch {
    return MISSING;
  }
}
