import type { Button, CommandLine } from '../../core/chat/card.ts';
import { LIMITS } from './limits.ts';

/** What a pressed button asks for. */
export type Press = { readonly line: CommandLine; readonly replaces: boolean };

/** Everything a press needs, in the button itself, so that it works after a restart; undefined where it is too long. */
export function writeButtonValue({ command, replaces }: Button): string | undefined {
  const value = JSON.stringify({ ...command, ...(replaces && { replaces }) });
  return value.length <= LIMITS.buttonValue ? value : undefined;
}

/** Reads it again; undefined for one that this bot did not write. */
export function readButtonValue(value: string): Press | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { name, verb, text, page, replaces } = parsed as { readonly [key: string]: unknown };
  if (typeof name !== 'string' || typeof text !== 'string') return undefined;
  const line = {
    name,
    text,
    ...(typeof verb === 'string' && { verb }),
    ...(typeof page === 'number' && { page }),
  };
  return { line, replaces: replaces === true };
}
