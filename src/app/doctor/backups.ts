import type { Config } from '../../config/config.ts';
import { describeSpan } from '../../core/digest/digest-words.ts';
import { describeCron } from '../../core/digest/schedule/schedule.ts';
import { writeMoment } from '../../core/digest/schedule/schedule-words.ts';
import { verifyBackup } from '../../core/store/backup/read-backup.ts';
import { TransferFailure } from '../../core/store/backup/transfer-lines.ts';
import { migrations } from '../../core/store/migrations/migrate.ts';
import { counted } from '../../core/text/counted.ts';
import { backupFolder, listBackups } from '../backups/backup-folder.ts';
import { describeBytes } from '../backups/describe-bytes.ts';
import { nextBackup } from '../backups/scheduled-backups.ts';
import { readLines } from '../backups/whole-file.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Milliseconds after its time from which a backup must have been made. */
const overdueAfter = 2 * 60 * 60 * 1_000;

/** How many backups there are, how old and large the newest is, and whether it can be read from its first line to its last. */
export async function examineBackups(
  { backups: when, data }: Pick<Config, 'backups' | 'data'>,
  now: Date,
): Promise<Diagnosis> {
  const subject = 'backups';
  const folder = backupFolder(data);
  const made = await listBackups(folder);
  const newest = made.findLast((backup) => backup.made <= now) ?? made.at(-1);
  if (when === undefined && newest === undefined) return { state: 'off', subject, lines: ['switched off'] };
  const zone = when?.zone ?? 'UTC';
  const plan = when === undefined ? 'switched off' : `${describeCron(when.schedule)} (${when.zone})`;
  if (newest === undefined)
    return {
      state: 'off',
      subject,
      lines: [`none yet; the first is made soon after the start, then ${plan}`],
    };
  const { fault, rows } = await readBack(newest.file);
  const due = when === undefined ? now : nextBackup(when, made, now);
  const late = now.getTime() - due.getTime();
  const age = describeSpan(Math.max(0, now.getTime() - newest.made.getTime()));
  return {
    state: fault === undefined && late < overdueAfter ? 'ok' : 'wrong',
    subject,
    lines: [
      `${made.length} in ${folder}, ${plan}`,
      `The newest: ${writeMoment(newest.made, zone)}, ${age} old, ${describeBytes(newest.bytes)}`,
      fault ?? `Verified just now: ${counted(rows, 'row')}`,
      ...(late < overdueAfter ? [] : [`Overdue by ${describeSpan(late)}: start the bot, or check its log`]),
    ],
  };
}

async function readBack(file: string): Promise<{ readonly fault?: string; readonly rows: number }> {
  try {
    return { rows: await verifyBackup(readLines(file), migrations.length) };
  } catch (error) {
    if (error instanceof TransferFailure) return { fault: `${file}: ${error.message}`, rows: 0 };
    throw error;
  }
}
