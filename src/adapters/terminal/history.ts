import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Lines kept, as many as one scrolls back through. */
export const historyLength = 500;

/** The lines typed in earlier sessions, the newest first; none where there is no such file. */
export function loadHistory(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** Writes the lines, newest first, for their owner's eyes only; throws where the folder cannot be written. */
export function saveHistory(file: string, lines: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.slice(0, historyLength).join('\n')}\n`, { mode: 0o600 });
}
