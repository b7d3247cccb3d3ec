import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { openCorpus } from '../../src/core/papers/corpus.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { withFolder } from './engine.ts';

/** The first papers of a file of records, one a line, read as the bot reads them; `.gz` is unpacked. */
export async function readPapers(file: string, most = Number.POSITIVE_INFINITY): Promise<readonly Paper[]> {
  return withFolder(async (folder) => {
    const packed = file.endsWith('.gz');
    const input = packed ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
    const lines: string[] = [];
    for await (const line of createInterface({ input })) {
      if (lines.push(line) >= most) break;
    }
    await writeFile(join(folder, basename(file, '.gz')), lines.join('\n'));
    const { papers } = await openCorpus(folder, { watch: false });
    return papers;
  });
}
