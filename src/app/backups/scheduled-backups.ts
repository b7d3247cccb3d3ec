import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../core/chat/log.ts';
import { nextDue } from '../../core/digest/schedule/next-due.ts';
import type { When } from '../../core/digest/schedule/schedule.ts';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';
import { type Store, StoreFailure } from '../../core/store/store.ts';
import type { Health } from '../../core/text/health.ts';
import { entry, kindOf, type LogEntry, nobodyTyped } from '../../core/text/log-entry.ts';
import { backupFolder, type KeptBackup, listBackups } from './backup-folder.ts';
import { describeBytes } from './describe-bytes.ts';
import { makeBackup } from './make-backup.ts';

export type BackupsOptions = {
  readonly config: Pick<Config, 'backups' | 'keepBackups' | 'databaseUrl' | 'data'>;
  readonly store: Pick<Store, 'hostTurns'>;
  readonly now: () => Date;
  readonly log: Log;
};

/** Backups that are made by themselves. */
export type ScheduledBackups = {
  /** Makes one where one is due and no other process is at it. Never rejects. */
  look(): Promise<void>;
  /** Whether the last one could be made; absent where none are. */
  health?(): Health;
  /** Breaks off what is under way, which leaves no part of a file. */
  stop(): Promise<void>;
};

const minute = 60_000;
/** Milliseconds until another try after a failure. */
const retryAfter = 60 * minute;
/** What processes on one database take turns at, as sources do to ask a host. */
const turn = 'backups of this database';
/** Milliseconds after which another process may begin where this one has died. */
const turnLasts = 2 * minute;

/** Makes backups as settings say, looking each minute whether one is due; what fails is told once until it works. */
export function startBackups({ config, store, now, log }: BackupsOptions): ScheduledBackups {
  const { backups: when, keepBackups: keep, databaseUrl, data } = config;
  if (when === undefined) return { look: async () => {}, stop: async () => {} };
  const folder = backupFolder(data);
  const holder = randomUUID();
  const ending = new AbortController();
  let underWay: Promise<void> | undefined;
  let notBefore = 0;
  let failure: LogEntry | undefined;

  const isDue = async () => isBackupDue(when, await listBackups(folder), now());

  async function makeDue(): Promise<void> {
    if (now().getTime() < notBefore || !(await isDue()) || !(await takeTurn())) return;
    const holding = setInterval(() => void takeTurn().catch(() => {}), turnLasts / 2).unref();
    try {
      // Another process may have made it meanwhile.
      if (await isDue()) await make();
    } finally {
      clearInterval(holding);
      const end = now();
      await store.hostTurns.release(turn, holder, end, end);
    }
  }

  async function takeTurn(): Promise<boolean> {
    const at = now();
    const until = new Date(at.getTime() + turnLasts);
    return (await store.hostTurns.take(turn, holder, at, until)).state === 'taken';
  }

  async function make(): Promise<void> {
    try {
      const file = await makeBackup({ databaseUrl, folder, keep, now: now(), stop: ending.signal });
      const size = describeBytes((await stat(file)).size);
      log.info(nobodyTyped(`Backed up to ${file}: ${size}, verified.`));
      failure = undefined;
    } catch (error) {
      if (ending.signal.aborted) return;
      notBefore = now().getTime() + retryAfter;
      const words = entry`No backup could be made: ${whyOf(error)}. It is tried again every hour.`;
      if (failure === undefined) log.warn(words);
      failure = words;
    }
  }

  function look(): Promise<void> {
    underWay ??= makeDue()
      .catch((error: unknown) => {
        // The store has said in the log what is wrong with it.
        if (!(error instanceof StoreFailure)) log.error(entry`Backups have stopped: ${kindOf(error)}`, error);
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  }

  const timer = setInterval(() => void look(), minute).unref();
  return {
    look,
    health: () =>
      failure === undefined
        ? { state: 'ok', words: entry`Backups are made by schedule.` }
        : { state: 'warn', words: failure },
    async stop() {
      clearInterval(timer);
      ending.abort();
      await underWay;
    },
  };
}

/** When the next one is made: the first at once. A backup from a time to come, as of a clock that was put back, counts for nothing. */
export function nextBackup({ schedule, zone }: When, made: readonly KeptBackup[], now: Date): Date {
  const newest = made.findLast((backup) => backup.made <= now);
  return newest === undefined ? now : nextDue(schedule, zone, newest.made);
}

function isBackupDue(when: When, made: readonly KeptBackup[], now: Date): boolean {
  return nextBackup(when, made, now) <= now;
}

/** Of a file or of the database: nothing that people typed is in what these say. */
function whyOf(error: unknown): LogEntry {
  const isTold = error instanceof TransferFailure || error instanceof StoreFailure;
  return isTold ? nobodyTyped(error.message.replace(/\.$/u, '')) : kindOf(error);
}
