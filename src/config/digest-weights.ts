import type { DigestWeights } from '../core/digest/selection/weights.ts';
import { defaultDigestSettings } from '../core/digest/settings.ts';
import { readEntries } from './entries.ts';

const { weights: defaults } = defaultDigestSettings;

/** The weights that are set, 1 for the rest; the first thing wrong, in words, where they cannot be read. */
export function readDigestWeights(given: unknown): DigestWeights | string {
  const names = Object.keys(defaults).join(', ');
  const entries = readEntries(given);
  if (entries === undefined) return `must be numbers for ${names}, such as fresh: 2`;
  const stray = entries.find(({ key }) => !Object.hasOwn(defaults, key));
  if (stray !== undefined) return `has ${JSON.stringify(stray.key)}, but there are only ${names}`;
  const wrong = entries.find(({ value }) => !/^\d+(?:\.\d+)?$/u.test(value));
  if (wrong !== undefined)
    return `has ${JSON.stringify(wrong.value)} for ${wrong.key}, but must have a number from 0`;
  return {
    ...defaults,
    ...Object.fromEntries(entries.map(({ key, value }) => [key, Number(value)])),
  };
}
