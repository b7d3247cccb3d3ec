import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Paper } from '../../src/core/papers/paper.ts';
import { openCorpus } from '../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { withFolder } from './engine.ts';

/** The first papers of a file of records, one a line, read as the bot reads them; `.gz` is unpacked. */
export async function readPapers(file: string, most = Number.POSITIVE_INFINITY): Promise<readonly Paper[]> {
  return withFolder(async (folder) => {
    await pipeline(firstLines(file, most), createWriteStream(join(folder, basename(file, '.gz'))));
    const { papers } = await openCorpus([createFolderSource(folder)], { follow: false });
    return papers;
  });
}

async function* firstLines(file: string, most: number): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const input = file.endsWith('.gz') ? packed.pipe(createGunzip()) : packed;
  let left = most;
  for await (const line of createInterface({ input })) {
    if (left-- <= 0) break;
    yield `${line}\n`;
  }
  packed.destroy();
}

/** How many records the file has, up to `most`. */
export async function countPapers(file: string, most: number): Promise<number> {
  let count = 0;
  for await (const line of firstLines(file, most)) if (line.trim() !== '') count += 1;
  return count;
}
