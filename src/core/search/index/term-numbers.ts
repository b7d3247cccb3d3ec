import { dictionarySize } from './dictionary.ts';
import type { Segment } from './segment.ts';

let scratch = new Uint16Array(0);

/**
 * Numbers a few terms of a segment while `read` runs. `numberOf[t]`, where `t` stands in the segment's forward texts,
 * is the number given to that term plus one, or 0 for all other terms.
 */
export function withTermNumbers(
  segment: Segment,
  numbers: ReadonlyMap<number, number>,
  read: (numberOf: Uint16Array) => void,
): void {
  const size = dictionarySize(segment.terms) + 1;
  if (scratch.length < size) scratch = new Uint16Array(size);
  const numberOf = scratch;
  for (const [place, number] of numbers) numberOf[place + 1] = number + 1;
  read(numberOf);
  for (const place of numbers.keys()) numberOf[place + 1] = 0;
}
