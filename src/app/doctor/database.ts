import { existsSync } from 'node:fs';
import { fileOfDatabase } from '../../config/addresses.ts';
import { describeDatabase } from '../../core/store/database/describe-database.ts';
import { chooseEngine } from '../../core/store/open-store.ts';
import { StoreFailure } from '../../core/store/store.ts';
import { describeBytes } from '../backups/describe-bytes.ts';
import { describeRows } from '../backups/describe-rows.ts';
import { sizeOfLog } from '../operation/storage.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What the database holds; `isCurrent`: it can be used as it is. */
export async function examineDatabase(url: string): Promise<Diagnosis & { readonly isCurrent?: true }> {
  const subject = 'database';
  try {
    const engine = chooseEngine(url, '.');
    const file = fileOfDatabase(url);
    if (file !== undefined && !existsSync(file))
      return {
        state: 'off',
        subject,
        lines: [`${engine.place} does not exist yet; the first start creates it`],
      };
    const { version, newest, engineVersion, bytes, rows, obstacle, clockTrouble } =
      await describeDatabase(engine);
    const held = describeRows(rows);
    const log = file === undefined ? 0 : await sizeOfLog(file);
    const lines = [
      engine.place,
      `${engineVersion}, version ${version} of the tables, ${describeBytes(bytes)}${log === 0 ? '' : `, and ${describeBytes(log)} of write-ahead log`}`,
      held === '' ? 'nothing in it yet' : held,
      ...(clockTrouble === undefined ? [] : [clockTrouble]),
    ];
    const state = clockTrouble === undefined ? 'ok' : 'warn';
    if (version > newest)
      return {
        state: 'wrong',
        subject,
        lines: [
          ...lines,
          `A newer Paperboy made it; this one knows up to version ${newest}. Update Paperboy.`,
        ],
      };
    if (obstacle !== undefined)
      return {
        state: 'wrong',
        subject,
        lines: [...lines, obstacle],
        ...(version === newest ? { isCurrent: true } : {}),
      };
    if (version === newest) return { state, subject, lines, isCurrent: true };
    return { state, subject, lines: [...lines, `The next start upgrades it to version ${newest}.`] };
  } catch (error) {
    if (error instanceof StoreFailure) return { state: 'wrong', subject, lines: [error.message] };
    throw error;
  }
}
