import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A backup that was made by schedule. */
export type KeptBackup = { readonly file: string; readonly made: Date; readonly bytes: number };

const named = /^paperboy-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.jsonl$/u;
const draft = /^\.paperboy-[\dTZ-]+\.jsonl\.\d+\.part$/u;

/** Where backups are kept, in the data folder. */
export function backupFolder(data: string): string {
  return join(data, 'backups');
}

/** `paperboy-2026-11-26T03-30-00Z.jsonl`, which sorts by its time and may stand on any disk. */
export function nameBackup(made: Date): string {
  return `paperboy-${made.toISOString().replace(/\.\d+/u, '').replaceAll(':', '-')}.jsonl`;
}

/** The backups in a folder, the oldest first; none where there is no such folder. */
export async function listBackups(folder: string): Promise<readonly KeptBackup[]> {
  const found: KeptBackup[] = [];
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const [, day, hour, minute, second] = named.exec(name) ?? [];
    if (day === undefined) continue;
    const file = join(folder, name);
    const { size } = (await stat(file).catch(() => undefined)) ?? {};
    if (size !== undefined)
      found.push({ file, made: new Date(`${day}T${hour}:${minute}:${second}Z`), bytes: size });
  }
  return found;
}

/** Removes all but the newest so many, first those from a time to come, as of a clock that was put back; no other file. */
export async function pruneBackups(folder: string, keep: number, now: Date): Promise<void> {
  const listed = await listBackups(folder);
  const isAhead = ({ made }: KeptBackup) => made > now;
  const all = [...listed.filter(isAhead), ...listed.filter((backup) => !isAhead(backup))];
  for (const { file } of all.slice(0, Math.max(0, all.length - keep))) await rm(file, { force: true });
}

/** Removes what a backup that was killed has left. To be called by whoever alone makes backups there. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (draft.test(name)) await rm(join(folder, name), { force: true });
}
