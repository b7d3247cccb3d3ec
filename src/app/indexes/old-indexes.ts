import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';

const day = 24 * 60 * 60 * 1_000;
/** Milliseconds for which the index of another folder of papers is kept without being used. */
const keptUnused = 30 * day;
/** Milliseconds after which nobody writes a draft any more. */
const keptDraft = 60 * 60 * 1_000;

/**
 * Removes the search indexes in the data folder that were not used for a month, with their locks, and drafts left by a crash. The
 * `current` file is marked as used. Never rejects.
 */
export async function removeOldIndexes(data: string, current: string, now: Date): Promise<void> {
  await utimes(current, now, now).catch(() => {});
  for (const name of await readdir(data).catch(() => [])) {
    const [index, draft] =
      /^(search-[0-9a-f]{12}\.index)(?:\.lock|(\.\d+\.tmp))?$/u.exec(name)?.slice(1) ?? [];
    if (index === undefined || (index === basename(current) && draft === undefined)) continue;
    const file = join(data, name);
    const found = await stat(file).catch(() => undefined);
    const unused = now.getTime() - (found?.mtimeMs ?? now.getTime());
    if (unused > (draft === undefined ? keptUnused : keptDraft))
      await rm(file, { force: true }).catch(() => {});
  }
}
