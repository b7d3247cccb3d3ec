import { writeFile } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import type { CardFile } from '../../../core/chat/card.ts';
import { plainLine } from '../render/plain-text.ts';

/** So many files of one name are enough. */
const most = 1_000;

/**
 * Writes a file into the folder, for its owner alone, under a name that no other file there has: `papers.bib`, `papers-2.bib`.
 * Yields a line that says where, or why it could not be written and what to do.
 */
export async function keepFile({ name, content }: CardFile, folder: string): Promise<string> {
  const { name: stem, ext } = parse(plainLine(name).replace(/[^\p{L}\p{N}._ -]/gu, '-'));
  for (let number = 1; number <= most; number += 1) {
    const path = resolve(
      folder,
      `${stem.replace(/^\.+/u, '') || 'file'}${number === 1 ? '' : `-${number}`}${ext}`,
    );
    try {
      await writeFile(path, content, { flag: 'wx', mode: 0o600 });
      return `Written to ${path}`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return `${join(folder, name)} ${describeFailure(code)}`;
    }
  }
  return `${name} was not written: ${resolve(folder)} already holds ${most} files of that name; remove some`;
}

function describeFailure(code: string | undefined): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'could not be written: no permission; start Paperboy in a folder that you may write to';
    case 'ENOSPC':
      return 'could not be written: the disk is full; make room and ask again';
    case 'ENOENT':
      return 'could not be written: the folder is gone; start Paperboy in one that is there';
    default:
      return `could not be written (${code ?? 'unknown reason'}); start Paperboy in another folder`;
  }
}
