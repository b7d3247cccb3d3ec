import { randomUUID } from 'node:crypto';
import type { CommandLine } from '../../core/chat/card.ts';
import { readButtonId, writeButtonIds } from './button-id.ts';

/**
 * Custom ids of forms for typed commands. A form carries its command as a button does; one too long for that is kept
 * here, for as long as people take to fill in a form.
 */
export type FormIds = {
  write(line: CommandLine): string;
  /** Undefined for a long command of before the last start. */
  read(id: string): CommandLine | undefined;
};

export function createFormIds(limit = 1_000): FormIds {
  const kept = new Map<string, CommandLine>();
  return {
    write(line) {
      const [id = ''] = writeButtonIds([{ label: '', command: line }]);
      if (readButtonId(id, [id]) !== undefined) return id;
      const token = `#${randomUUID()}`;
      kept.set(token, line);
      const oldest = kept.keys().next();
      if (kept.size > limit && !oldest.done) kept.delete(oldest.value);
      return token;
    },
    read: (id) => kept.get(id) ?? readButtonId(id, [id])?.line,
  };
}
