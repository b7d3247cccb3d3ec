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

/** Reads what was written for a setting of several entries; yields no value that matters where it has complained. */
export type ReadSeveral<Value> = (given: unknown, complain: (problem: string) => void) => Value;

/** The schema of a setting that holds several entries: all that `read` complains of becomes an error of its own. */
export function several<Value>(read: ReadSeveral<Value>) {
  return z.unknown().transform((given, context) => {
    let isWrong = false;
    const value = read(given, (message) => {
      isWrong = true;
      context.addIssue({ code: 'custom', message });
    });
    return isWrong ? z.NEVER : value;
  });
}
