import { mkdirSync, statSync, utimes } from 'node:fs';
import { dirname } from 'node:path';
import Connection from 'better-sqlite3';
import type { IndexClaim } from '../../core/search/shared-index.ts';

/** Milliseconds between two signs of life of whoever has the claim. */
const PULSE = 5_000;

/**
 * A claim on an index file, of all processes on this machine: a lock on a file beside it, which ends with its process however that
 * ends; its time of change is the pulse. Where no lock can be had at all, as in a folder that cannot be written to, everybody has
 * it: nothing is saved there.
 */
export function claimIndexFile(file: string, pulseEvery = PULSE): IndexClaim {
  const lock = `${file}.lock`;
  let held: Connection.Database | undefined;
  let beating: NodeJS.Timeout | undefined;
  const beat = (): void => {
    const now = new Date();
    utimes(lock, now, now, () => {});
  };
  return {
    take() {
      if (held !== undefined) return true;
      let connection: Connection.Database | undefined;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        connection = new Connection(lock, { timeout: 0 });
        // Nothing is written: no journal is needed beside it.
        connection.pragma('journal_mode = memory');
        connection.exec('begin exclusive');
        held = connection;
        beat();
        beating = setInterval(beat, pulseEvery).unref();
        return true;
      } catch (error) {
        connection?.close();
        return !isBusy(error);
      }
    },
    pulse: () => statSync(lock, { throwIfNoEntry: false })?.mtimeMs,
    release() {
      clearInterval(beating);
      held?.close();
      held = undefined;
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Connection.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
