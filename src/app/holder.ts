import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Connection from 'better-sqlite3';
import type { Holder } from '../core/async/leases.ts';
import { doorFolder } from './operation/door.ts';

const ending = '.lock';
/** Milliseconds: far longer than any lease. */
const keptUnheld = 24 * 60 * 60_000;

/**
 * Who this process is among those that share leases. A locked file in the folder of data, whose lock ends with the process however
 * that ends, tells others that run there on this machine whether it is dead; where there can be none, nobody ever knows.
 */
export function openHolder(data: string): Holder & { close(): void } {
  const machine = nameMachine();
  const fileOf = (id: string) => join(doorFolder(data), `${id}${ending}`);
  const id = randomUUID();
  const own = hold(fileOf(id), () => mkdirSync(doorFolder(data), { recursive: true, mode: 0o700 }));
  const dead = new Set<string>();
  removeLeft(doorFolder(data));
  return {
    name: `${machine} ${id}`,
    isDead(name) {
      if (dead.has(name)) return true;
      const [, other] = /^(?:\S+) ([\da-f-]{36})$/u.exec(name) ?? [];
      // A lock that another machine has on a shared disk may not be seen here.
      if (other === undefined || other === id || name !== `${machine} ${other}`) return false;
      const taken = hold(fileOf(other), () => {}, { fileMustExist: true });
      if (taken === undefined) return false;
      taken.close();
      rmSync(fileOf(other), { force: true });
      dead.add(name);
      return true;
    },
    close() {
      if (own === undefined) return;
      own.close();
      rmSync(fileOf(id), { force: true });
    },
  };
}

/** Removes the files of processes that died so long ago that nothing is held in their names. */
function removeLeft(folder: string): void {
  for (const name of findNames(folder)) {
    const file = join(folder, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (!name.endsWith(ending) || Date.now() - made < keptUnheld) continue;
    const taken = hold(file, () => {}, { fileMustExist: true });
    if (taken === undefined) continue;
    taken.close();
    rmSync(file, { force: true });
  }
}

function findNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Locks a file; undefined where somebody has, and where that cannot be done. */
function hold(
  file: string,
  prepare: () => void,
  options: Connection.Options = {},
): Connection.Database | undefined {
  let connection: Connection.Database | undefined;
  try {
    prepare();
    connection = new Connection(file, { ...options, timeout: 0 });
    // Nothing is written: no journal is needed beside it.
    connection.pragma('journal_mode = memory');
    connection.exec('begin exclusive');
    return connection;
  } catch {
    connection?.close();
    return undefined;
  }
}

/** One start of a machine, where the system names it (https://docs.kernel.org/admin-guide/sysctl/kernel.html#random); else the machine. */
function nameMachine(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname().replace(/\s+/gu, '-');
  }
}
