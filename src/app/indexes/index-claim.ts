import { mkdirSync, statSync, utimes } from 'node:fs';
import { dirname } from 'node:path';
import { type FileLock, lockFile } from '../../core/async/sharing/file-lock.ts';
import type { IndexClaim } from '../../core/search/shared-index.ts';

/** Milliseconds between two signs of life of whoever has the claim. */
const PULSE = 5_000;

/**
 * A claim on an index file, of all processes on this machine: a lock on a file beside it, whose time of change is the pulse. Where
 * no lock can be had at all, as in a folder that cannot be written to, everybody has it: nothing is saved there.
 */
export function claimIndexFile(file: string, pulseEvery = PULSE): IndexClaim {
  const lock = `${file}.lock`;
  let held: FileLock | undefined;
  let beating: NodeJS.Timeout | undefined;
  const beat = (): void => {
    const now = new Date();
    utimes(lock, now, now, () => {});
  };
  return {
    take() {
      if (held !== undefined) return true;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        held = lockFile(lock);
      } catch {
        return true;
      }
      if (held === undefined) return false;
      beat();
      beating = setInterval(beat, pulseEvery).unref();
      return true;
    },
    pulse: () => statSync(lock, { throwIfNoEntry: false })?.mtimeMs,
    release() {
      clearInterval(beating);
      held?.close();
      held = undefined;
    },
  };
}
