import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openWebServer, type WebServer } from '../../core/async/web-server.ts';
import type { Log } from '../../core/chat/log.ts';
import { entry, kindOf } from '../../core/text/log-entry.ts';
import { type Pages, servePages } from './pages.ts';

const connections = 8;
const ending = '.sock';
/** Milliseconds after which nobody comes back to a socket at which nobody answers. */
const keptUnanswered = 24 * 60 * 60_000;

/** The folder of the sockets at which running processes are asked how they are; its owner alone may enter it. */
export function doorFolder(data: string): string {
  return join(data, 'run');
}

/** The sockets in a folder of data, live or left behind. Rejects where they may not be looked at. */
export async function listDoors(data: string): Promise<readonly string[]> {
  const folder = doorFolder(data);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/**
 * Answers on this machine alone, and nobody but the user who runs the program, at a socket of its own in the folder of data.
 * Undefined where there can be none, as in a folder with too long a name: only `doctor` tells less then.
 */
export async function openDoor(data: string, pages: Pages, log: Log): Promise<WebServer | undefined> {
  if (process.platform === 'win32') return undefined;
  const folder = doorFolder(data);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    await removeLeft(data);
    const path = join(folder, `${randomBytes(4).toString('hex')}${ending}`);
    const server = await openWebServer({ path, port: 0, connections }, servePages(pages, log));
    await chmod(path, 0o600);
    return server;
  } catch (error) {
    log.debug(entry`doctor cannot ask this process: ${kindOf(error)}.`);
    return undefined;
  }
}

/** Removes sockets that killed processes left behind. */
async function removeLeft(data: string): Promise<void> {
  for (const path of await listDoors(data)) {
    const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - made > keptUnanswered && !(await isAnswered(path))) await rm(path, { force: true });
  }
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(true)).on('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
