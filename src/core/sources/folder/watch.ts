import { stat } from 'node:fs/promises';
import { type FSWatcher, watch } from 'chokidar';
import { wait } from '../../async/wait.ts';

/** Milliseconds from the first sign of a change to looking at the folder. */
const DELAY = 60;
/** How often the folder itself is looked for, in milliseconds: it may appear, go, or be another by the same name. */
const PRESENCE = 250;
/** Whether the folder is still the one that is watched is to be found out: inode numbers are used again. */
const UNSURE = 'unsure';

export type FolderWatcher = {
  /**
   * Resolves a moment after the next sign of a change, or one since the last call; where `again` is told, after so many
   * milliseconds; at once when it is stopped.
   */
  nextChange(again?: number): Promise<void>;
  close(): Promise<void>;
};

/** Watches the files of a folder and the folder itself; resolves once changes are noticed. */
export async function watchFolder(folder: string, stop: AbortSignal): Promise<FolderWatcher> {
  let noticed = false;
  let wake = (): void => {};
  let closed = false;
  let presence = await presenceOf(folder);
  let watcher: FSWatcher | undefined;

  function notice(): void {
    noticed = true;
    wake();
  }

  async function start(): Promise<void> {
    await watcher?.close();
    if (closed) return;
    const started = watch(folder, { ignoreInitial: true, depth: 0 });
    watcher = started;
    started.on('all', (event) => {
      if (event === 'addDir' || event === 'unlinkDir') presence = UNSURE;
      notice();
    });
    started.on('error', notice);
    await new Promise<void>((resolve) => started.once('ready', () => resolve()));
  }

  stop.addEventListener('abort', notice, { once: true });
  await start();
  const timerOfPresence = setInterval(() => {
    void presenceOf(folder).then(async (now) => {
      if (now === presence || closed) return;
      presence = now;
      await start();
      notice();
    });
  }, PRESENCE);

  return {
    async nextChange(again) {
      if (!noticed && again === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await wait(again ?? DELAY, stop);
      noticed = stop.aborted;
    },
    async close() {
      closed = true;
      clearInterval(timerOfPresence);
      stop.removeEventListener('abort', notice);
      await watcher?.close();
    },
  };
}

/** What tells one folder from another by the same name, and from none. */
async function presenceOf(folder: string): Promise<string> {
  try {
    const { dev, ino, birthtimeMs } = await stat(folder);
    return `${dev} ${ino} ${birthtimeMs}`;
  } catch {
    return 'missing';
  }
}
