import type { PaperId } from '../../papers/paper.ts';
import type { Liking, TasteReader } from '../../search/taste/taste.ts';

/** What saves tell of the candidates of a digest. */
export type Taste = {
  /** How much it counts, 0 to 1: it grows with the number of saves. */
  readonly trust: number;
  /** How near a candidate is to what was saved, 0 to 1: the least near of those it competes with is at 0. */
  of(paper: PaperId): number;
};

/** Fewer saves tell too little. */
export const leastSavesLearned = 3;
/** From so many saves on taste has its whole weight. */
export const wholeTasteFrom = 8;

/** How much so many saves count, 0 to 1. */
function trustIn(saves: number): number {
  return saves < leastSavesLearned ? 0 : Math.min(1, saves / wholeTasteFrom);
}

/**
 * What people's saves tell of candidates, which compete within each of the `groups`: each person's nearness scaled to 0 .. 1 there, and
 * of several people the largest, so that nobody outweighs another by saving more. Undefined where there is too little to learn from. What
 * somebody has saved, or does not want, is at 0 for them. Rejects where the reader does.
 */
export async function measureTaste(
  likings: readonly Liking[],
  groups: readonly (readonly PaperId[])[],
  reader: TasteReader | undefined,
): Promise<Taste | undefined> {
  const people = likings.filter(({ saved }) => saved.length > 0);
  const trust = trustIn(people.reduce((sum, { saved }) => sum + saved.length, 0));
  if (trust === 0 || reader === undefined) return undefined;
  const candidates = groups.flat();
  const nearness = await reader.measure(people, candidates);
  const best = new Map<PaperId, number>();
  for (const [person, { saved, unwanted }] of people.entries()) {
    const own = nearness[person] ?? new Float64Array(candidates.length);
    const known = new Set([...saved, ...unwanted].map(({ id }) => id));
    let start = 0;
    for (const group of groups) {
      const values = own.subarray(start, start + group.length);
      start += group.length;
      const scale = scaleOver(values.filter((_, at) => !known.has(group[at] ?? '')));
      for (const [at, id] of group.entries())
        if (!known.has(id)) best.set(id, Math.max(best.get(id) ?? 0, scale(values[at] ?? 0)));
    }
  }
  return { trust, of: (paper) => best.get(paper) ?? 0 };
}

/** Scales the least of the values to 0 and the largest to 1; equal ones all to 0. */
function scaleOver(values: Float64Array): (value: number) => number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (value) => (most > least ? (value - least) / (most - least) : 0);
}
