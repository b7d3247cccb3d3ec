import { z } from 'zod';

/** One entry of a setting that holds several: `⭐=favourite` in the environment, `⭐: favourite` in the file. */
export type Entry = { readonly key: string; readonly value: string };

/**
 * The entries of a setting, be it words parted by spaces or commas, a list of such words, or a map. Undefined where it
 * is none of these.
 */
export function readEntries(given: unknown): readonly Entry[] | undefined {
  if (typeof given === 'string') return given.split(/[\s,]+/u).flatMap(readWord);
  if (Array.isArray(given)) return given.every(isPlain) ? given.map(String).flatMap(readWord) : undefined;
  if (typeof given !== 'object' || given === null) return undefined;
  const pairs = Object.entries(given);
  if (!pairs.every(([, value]) => value === null || isPlain(value))) return undefined;
  return pairs.map(([key, value]) => ({ key: key.trim(), value: String(value ?? '').trim() }));
}

function readWord(word: string): readonly Entry[] {
  const [key = '', ...rest] = word.trim().split('=');
  return word.trim() === '' ? [] : [{ key, value: rest.join('=') }];
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/**
 * Reads what was written for a setting of several entries, and complains of each mistake in words that complete the
 * setting's name; undefined where the whole is not what it must be.
 */
export type ReadSeveral<Value> = (given: unknown, complain: (problem: string) => void) => Value | undefined;

/** The message of the one issue of a value that is not what the setting must be, as a whole. */
export const wrongAsWhole = 'has the wrong form';

/** The schema of a setting that holds several entries: each mistake is an issue of its own. */
export function several<Value>(read: ReadSeveral<Value>) {
  return z.unknown().transform((given, context) => {
    const problems: string[] = [];
    const value = read(given, (problem) => problems.push(problem));
    if (value !== undefined && problems.length === 0) return value;
    for (const message of value === undefined ? [wrongAsWhole] : problems)
      context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
