/** The same numbers in every run: a linear congruential generator, 0 up to 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many of the items, or all there are, drawn without putting back. */
export function draw<T>(items: readonly T[], most: number, random: () => number): readonly T[] {
  const lots = items.map((item) => ({ item, lot: random() }));
  return lots
    .sort((a, b) => a.lot - b.lot)
    .slice(0, most)
    .map(({ item }) => item);
}
