import { readEntries } from '../core/chat/settings/several.ts';
import type { DigestWeights } from '../core/digest/selection/weights.ts';
import { defaultDigestSettings } from '../core/digest/settings.ts';

const { weights: defaults } = defaultDigestSettings;
const names = Object.keys(defaults).join(', ');

/** The weights that are set, 1 for the rest; all that is wrong goes to `complain`, in words that complete the setting's name. */
export function readDigestWeights(given: unknown, complain: (problem: string) => void): DigestWeights {
  const entries = readEntries(given);
  if (entries === undefined) complain(`must be numbers for ${names}, such as fresh: 2`);
  const weights = new Map<string, number>();
  for (const { key, value } of entries ?? []) {
    if (!Object.hasOwn(defaults, key)) complain(`has ${JSON.stringify(key)}, but there are only ${names}`);
    else if (!/^\d+(?:\.\d+)?$/u.test(value))
      complain(`has ${JSON.stringify(value)} for ${key}, but must have a number from 0`);
    else if (weights.has(key)) complain(`has ${key} twice; leave one of them`);
    weights.set(key, Number(value));
  }
  return { ...defaults, ...Object.fromEntries(weights) };
}
