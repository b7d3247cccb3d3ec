import type { Breathe } from './time-slices.ts';

/** So many are sorted, or merged, before others may get their turn. */
const step = 512;

/** The items sorted, stable as `toSorted` is, while others get their turn. */
export async function sortInSlices<Item extends object>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  breathe: Breathe,
): Promise<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += step) {
    runs.push(items.slice(start, start + step).sort(compare));
    await breathe();
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare, breathe));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<Item extends object>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
  breathe: Breathe,
): Promise<readonly Item[]> {
  const merged: Item[] = [];
  let [l, r] = [0, 0];
  for (;;) {
    const a = left[l];
    const b = right[r];
    if (a !== undefined && (b === undefined || compare(a, b) <= 0)) {
      merged.push(a);
      l += 1;
    } else if (b !== undefined) {
      merged.push(b);
      r += 1;
    } else return merged;
    if (merged.length % step === 0) await breathe();
  }
}
