import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Paper } from '../../src/core/papers/paper.ts';
import { openCorpus } from '../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { withFolder } from './engine.ts';

/** So many papers of a file of records, one a line, after the first `skip`, read as the bot reads them; `.gz` is unpacked. */
export async function readPapers(
  file: string,
  most = Number.POSITIVE_INFINITY,
  skip = 0,
): Promise<readonly Paper[]> {
  return withFolder(async (folder) => {
    await pipeline(someLines(file, most, skip), createWriteStream(join(folder, basename(file, '.gz'))));
    const { papers } = await openCorpus([createFolderSource(folder)], { follow: false });
    return papers;
  });
}

async function* someLines(file: string, most: number, skip = 0): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const input = file.endsWith('.gz') ? packed.pipe(createGunzip()) : packed;
  let number = 0;
  for await (const line of createInterface({ input })) {
    if (number >= skip + most) break;
    if (number >= skip) yield `${line}\n`;
    number += 1;
  }
  packed.destroy();
}

/** How many records the file has, up to `most`. */
export async function countPapers(file: string, most: number): Promise<number> {
  let count = 0;
  for await (const line of someLines(file, most)) if (line.trim() !== '') count += 1;
  return count;
}
