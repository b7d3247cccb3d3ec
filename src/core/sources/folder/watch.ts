import { stat } from 'node:fs/promises';
import { type FSWatcher, watch } from 'chokidar';

/** Milliseconds from the first sign of a change to looking at the folder. */
const DELAY = 60;
/** How often the folder itself is looked for, in milliseconds: it may appear, go, or be another by the same name. */
const PRESENCE = 250;
/** Whether the folder is still the one that is watched is to be found out: inode numbers are used again. */
const UNSURE = 'unsure';

export type FolderWatcher = {
  /** Resolves once changes are noticed. */
  readonly ready: Promise<void>;
  /** From now on `refresh` is called; also for changes noticed before. */
  begin(): void;
  /** Stops, and waits for a refresh under way. */
  close(): Promise<void>;
};

/**
 * Calls `refresh` after changes in a folder, one call at a time. Where it resolves to a number, it is called again after so many
 * milliseconds.
 */
export function watchFolder(folder: string, refresh: () => Promise<number | undefined>): FolderWatcher {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let begun = false;
  let noticed = false;
  let closed = false;
  let presence: string | undefined;
  let watcher: FSWatcher | undefined;

  function schedule(delay: number): void {
    noticed = true;
    if (!begun || closed || timer !== undefined || running !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = run();
    }, delay);
  }

  async function run(): Promise<void> {
    noticed = false;
    let again: number | undefined;
    try {
      again = await refresh();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
    running = undefined;
    if (again !== undefined || noticed) schedule(again ?? DELAY);
  }

  async function start(): Promise<void> {
    await watcher?.close();
    if (closed) return;
    const started = watch(folder, { ignoreInitial: true, depth: 0 });
    watcher = started;
    started.on('all', (event) => {
      if (event === 'addDir' || event === 'unlinkDir') presence = UNSURE;
      schedule(DELAY);
    });
    started.on('error', () => schedule(DELAY));
    await new Promise<void>((resolve) => started.once('ready', () => resolve()));
  }

  async function begin(): Promise<void> {
    presence = await presenceOf(folder);
    await start();
  }

  const timerOfPresence = setInterval(() => {
    void presenceOf(folder).then(async (now) => {
      if (presence === undefined || now === presence || closed) return;
      presence = now;
      await start();
      schedule(DELAY);
    });
  }, PRESENCE);

  return {
    ready: begin(),
    begin() {
      begun = true;
      if (noticed) schedule(DELAY);
    },
    async close() {
      closed = true;
      clearInterval(timerOfPresence);
      clearTimeout(timer);
      await running;
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
