import { readEntries } from './entries.ts';

/** How much each part of a paper's rank in a digest counts, against the others. */
export type DigestWeights = {
  readonly fresh: number;
  readonly trending: number;
  readonly match: number;
  readonly variety: number;
};

export const defaultDigestWeights: DigestWeights = { fresh: 1, trending: 1, match: 1, variety: 1 };

/** The weights that are set, 1 for the rest; the first thing wrong, in words, where they cannot be read. */
export function readDigestWeights(given: unknown): DigestWeights | string {
  const names = Object.keys(defaultDigestWeights).join(', ');
  const entries = readEntries(given);
  if (entries === undefined) return `must be numbers for ${names}, such as fresh: 2`;
  const stray = entries.find(({ key }) => !Object.hasOwn(defaultDigestWeights, key));
  if (stray !== undefined) return `has ${JSON.stringify(stray.key)}, but there are only ${names}`;
  const wrong = entries.find(({ value }) => !/^\d+(?:\.\d+)?$/u.test(value));
  if (wrong !== undefined)
    return `has ${JSON.stringify(wrong.value)} for ${wrong.key}, but must have a number from 0`;
  return {
    ...defaultDigestWeights,
    ...Object.fromEntries(entries.map(({ key, value }) => [key, Number(value)])),
  };
}
