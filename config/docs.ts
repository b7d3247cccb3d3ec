import { readFileSync, writeFileSync } from 'node:fs';
import { generatedPages } from './docs-pages.ts';

/** Writes what is generated of the documentation, where it is stale. */
for (const { path, write } of generatedPages) {
  const present = readFileSync(path, 'utf8');
  const wanted = write(present);
  if (wanted !== present) writeFileSync(path, wanted);
  process.stdout.write(`${path} ${wanted === present ? 'is up to date' : 'written'}\n`);
}
