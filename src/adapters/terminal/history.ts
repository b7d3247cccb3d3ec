import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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

/**
 * Puts a line before those in the file, for their owner's eyes only; what another terminal has put there since stays.
 * Throws where the folder cannot be written.
 */
export function addToHistory(file: string, line: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const lines = [line, ...loadHistory(file).filter((before) => before !== line)];
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${lines.slice(0, historyLength).join('\n')}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
