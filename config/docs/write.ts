import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pages } from './pages.ts';

/** Writes every file that is made from the code. Run by `npm run docs`, from the root of the project. */
for (const { path, write } of pages) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, write());
  process.stdout.write(`${path} written\n`);
}
