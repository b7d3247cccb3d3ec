import type { Button, CommandLine } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';

/** What a pressed button asks for. */
export type Press = { readonly line: CommandLine; readonly replaces: boolean };

/** Everything a press needs, in the button itself, so that it works after a restart; undefined where it is too long. */
export function writeButtonValue({ command, replaces }: Button): string | undefined {
  const value = JSON.stringify({ ...command, ...(replaces && { replaces }) });
  return value.length <= LIMITS.buttonValue ? value : undefined;
}

/** Reads it again; undefined for one that this bot did not write. */
export function readButtonValue(value: string): Press | undefined {
  const record = readRecord(readJson(value));
  const line = readLine(record);
  return line === undefined ? undefined : { line, replaces: record.replaces === true };
}

/** A command line that was kept as JSON. */
export function readLine(record: { readonly [key: string]: unknown }): CommandLine | undefined {
  const { name, verb, text, page, form } = record;
  if (typeof name !== 'string' || typeof text !== 'string') return undefined;
  return {
    name,
    text,
    ...(typeof verb === 'string' && { verb }),
    ...(typeof page === 'number' && { page }),
    ...(form === 'asked' && { form }),
  };
}
