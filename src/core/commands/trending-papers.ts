import type { Paper } from '../papers/paper.ts';

/** One line that tells the formula to readers. */
export const trendingFormula =
  'The order: upvotes that came with a paper, halved for every week since its publication; then, for papers without upvotes, the place on their page of daily papers.';

const day = 24 * 60 * 60 * 1000;
const halfLife = 7;

/**
 * The papers people look at now, first those with upvotes by `upvotes × 2^(-age in days / 7)`, then those with a place on
 * a page of daily papers by that place. Papers with neither are left out, and upvotes without a date come after all dated
 * ones. A month or a year counts from its first day, a date to come as today.
 */
export function rankTrending(papers: readonly Paper[], now: Date): readonly Paper[] {
  return papers
    .filter(({ upvotes = 0, position }) => upvotes > 0 || position !== undefined)
    .map((paper) => ({ paper, score: scoreOf(paper, now) }))
    .sort((a, b) => compare(b.score, a.score) || comparePlaces(a.paper, b.paper))
    .map(({ paper }) => paper);
}

/** Whole days from the publication to `now`; undefined where no date is known. */
export function ageInDays({ published }: Paper, now: Date): number | undefined {
  if (published === undefined) return undefined;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(published)) / day));
}

/** The logarithm of the formula, which orders alike and never comes down to nothing, however old a paper is. */
function scoreOf(paper: Paper, now: Date): number {
  const { upvotes = 0 } = paper;
  const age = ageInDays(paper, now);
  if (upvotes <= 0) return Number.NEGATIVE_INFINITY;
  return age === undefined ? -Number.MAX_VALUE : Math.log2(upvotes) - age / halfLife;
}

/** By place on the page, then by upvotes, then the newest first. */
function comparePlaces(a: Paper, b: Paper): number {
  return (
    compare(placeOf(a), placeOf(b)) ||
    compare(b.upvotes ?? 0, a.upvotes ?? 0) ||
    compare(b.published ?? '', a.published ?? '') ||
    compare(a.id, b.id)
  );
}

function placeOf({ position = Number.MAX_SAFE_INTEGER }: Paper): number {
  return position;
}

function compare<Key extends string | number>(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
