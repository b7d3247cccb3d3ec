/** Scores are counted in so many bins of like width, so that only those in the highest bins need be sorted. */
const BINS = 1_000;
const bins = new Uint32Array(BINS + 1);
/** What rounding may take from the limit of a bin. */
const ROUNDED = 1 - 1e-12;

/** A score that `wanted` of the first `count` scores reach, and few more; 0 where not so many are above 0. */
export function leastOfHighest(scores: Float64Array, count: number, wanted: number): number {
  let most = 0;
  for (let at = 0; at < count; at++) if (scores[at] > most) most = scores[at];
  if (most === 0) return 0;
  const binsAPoint = BINS / most;
  bins.fill(0);
  for (let at = 0; at < count; at++) if (scores[at] > 0) bins[Math.floor(scores[at] * binsAPoint)] += 1;
  let held = 0;
  for (let bin = BINS; bin > 0; bin--) {
    held += bins[bin];
    if (held >= wanted) return (bin / binsAPoint) * ROUNDED;
  }
  return 0;
}
