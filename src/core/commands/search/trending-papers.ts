import type { Paper, PaperId } from '../../papers/paper.ts';

/** How many upvotes one save here is worth: upvotes come from thousands of readers elsewhere, a save from a colleague. */
const saveWeight = 10;
const halfLife = 7;
/** Saves before so many days count no more: they are worth less than a hundredth of an upvote. */
export const countedDays = 12 * halfLife;
const day = 24 * 60 * 60 * 1000;

/** One line that tells the formula to readers. */
export const trendingFormula = `The score: the upvotes that came with a paper, halved for every week since its publication, plus ${saveWeight} for each person who saved it here, halved for every week since (none after ${countedDays / 7} weeks). Then papers without a score, by their place on their page of daily papers.`;

/** When a paper was saved here, each time. */
export type SaveTimes = ReadonlyMap<PaperId, readonly Date[]>;

/**
 * The papers people look at now, first by `upvotes × 2^(-age of the paper / 7) + 10 × Σ 2^(-age of a save / 7)`, ages in
 * whole days, then those with a place on a page of daily papers by that place. Papers with neither are left out, and upvotes
 * without a date come after all dated ones. A month or a year counts from its first day, a date to come as today.
 */
export function rankTrending(
  papers: readonly Paper[],
  now: Date,
  saves: SaveTimes = new Map(),
): readonly Paper[] {
  return papers
    .filter(({ id, upvotes = 0, position }) => upvotes > 0 || position !== undefined || saves.has(id))
    .map((paper) => ({ paper, score: scoreOf(paper, now, saves.get(paper.id) ?? []) }))
    .sort((a, b) => compare(b.score, a.score) || comparePlaces(a.paper, b.paper))
    .map(({ paper }) => paper);
}

/** Whole days from the publication to `now`; undefined where no date is known. */
export function ageInDays({ published }: Paper, now: Date): number | undefined {
  if (published === undefined) return undefined;
  return daysBetween(new Date(Date.parse(published)), now);
}

/** The logarithm of the formula, which orders alike and never comes down to nothing, however old a paper is. */
function scoreOf(paper: Paper, now: Date, saves: readonly Date[]): number {
  const { upvotes = 0 } = paper;
  const age = ageInDays(paper, now);
  const ofUpvotes = upvotes > 0 && age !== undefined ? [Math.log2(upvotes) - age / halfLife] : [];
  const ofSaves = saves.map((at) => Math.log2(saveWeight) - daysBetween(at, now) / halfLife);
  const parts = [...ofUpvotes, ...ofSaves];
  if (parts.length > 0) return parts.reduce(addLogarithms);
  return upvotes > 0 ? -Number.MAX_VALUE : Number.NEGATIVE_INFINITY;
}

/** `log2(2^a + 2^b)` without leaving the range of numbers. */
function addLogarithms(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high + Math.log2(1 + 2 ** (low - high));
}

/** Whole days from one moment to a later one; none to an earlier one. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / day));
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
