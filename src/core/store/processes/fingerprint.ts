import { createHash } from 'node:crypto';

/** What stands for some words in a table where nobody is to be named. */
export function fingerprint(words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url');
}
