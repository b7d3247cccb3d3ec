import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Holder } from '../core/async/leases.ts';
import { lockFile } from '../core/async/sharing/file-lock.ts';
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
  const folder = doorFolder(data);
  const fileOf = (id: string) => join(folder, `${id}${ending}`);
  const id = randomUUID();
  const own = ifPossible(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return lockFile(fileOf(id));
  });
  const dead = new Set<string>();
  removeLeft(folder);
  return {
    name: `${machine} ${id}`,
    isDead(name) {
      if (dead.has(name)) return true;
      const [, other] = /^\S+ ([\da-f-]{36})$/u.exec(name) ?? [];
      // A lock that another machine has on a shared disk may not be seen here.
      if (other === undefined || other === id || name !== `${machine} ${other}`) return false;
      if (!removeUnheld(fileOf(other))) return false;
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
  for (const name of ifPossible(() => readdirSync(folder)) ?? []) {
    const file = join(folder, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (name.endsWith(ending) && Date.now() - made >= keptUnheld) removeUnheld(file);
  }
}

/** Removes a file that nobody has locked; yields whether there was one. */
function removeUnheld(file: string): boolean {
  const taken = ifPossible(() => lockFile(file, { fileMustExist: true }));
  if (taken === undefined) return false;
  taken.close();
  rmSync(file, { force: true });
  return true;
}

function ifPossible<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
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
