import { type ReadSeveral, readEntries } from '../core/chat/settings/several.ts';
import { defaultDigestSettings } from '../core/digest/selection/settings.ts';
import type { DigestWeights } from '../core/digest/selection/weights.ts';

const { weights: defaults } = defaultDigestSettings;
const names = Object.keys(defaults).join(', ');

/** The weights that are set, the defaults for the rest; undefined where they are no entries. */
export const readDigestWeights: ReadSeveral<DigestWeights> = (given, complain) => {
  const entries = readEntries(given);
  if (entries === undefined) return undefined;
  const weights = new Map<string, number>();
  for (const { key, value } of entries) {
    if (!Object.hasOwn(defaults, key)) complain(`has ${JSON.stringify(key)}, but there are only ${names}`);
    else if (!/^\d+(?:\.\d+)?$/u.test(value))
      complain(`has ${JSON.stringify(value)} for ${key}, but must have a number from 0`);
    else if (weights.has(key)) complain(`has ${key} twice; remove one of them`);
    weights.set(key, Number(value));
  }
  return { ...defaults, ...Object.fromEntries(weights) };
};
