import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../config/docs-pages.ts';

const read = (path: string) => readFileSync(path, 'utf8');

describe.skipIf(!existsSync('docs'))('the documentation', () => {
  it.each(generatedPages)('has in $path what "npm run docs" writes', ({ path, write }) => {
    expect(read(path)).toBe(write(read(path)));
  });
});
