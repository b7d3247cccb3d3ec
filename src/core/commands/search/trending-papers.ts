import { sortInSlices } from '../../async/sort-in-slices.ts';
import { createBreather } from '../../async/time-slices.ts';
import type { Paper } from '../../papers/paper.ts';
import { measurePopularity, popularityFormula, type SaveTimes } from '../../papers/popularity.ts';

/** One line that tells the order to readers. */
export const trendingFormula = `The order: by h first, where ${popularityFormula}. Then upvoted papers without a date, then papers without either, by their place on their page of daily papers.`;

/** A paper with the logarithm of its popularity. */
export type RankedByPopularity = { readonly paper: Paper; readonly popularity: number };

/** So many papers are measured before others may get their turn. */
const step = 512;
const none: readonly Date[] = [];

/**
 * The papers people look at now, in the order of `trendingFormula`; those without saves, upvotes and a place on a page of
 * daily papers are left out. Others get their turn while it works, `breathe` telling when.
 */
export async function rankTrending(
  papers: readonly Paper[],
  now: Date,
  saves: SaveTimes = new Map(),
  breathe = createBreather(),
): Promise<readonly RankedByPopularity[]> {
  const measured: RankedByPopularity[] = [];
  for (const [at, paper] of papers.entries()) {
    if (at % step === 0) await breathe();
    const times = saves.get(paper.id) ?? none;
    if (trendsAnyway(paper) || times.length > 0)
      measured.push({ paper, popularity: measurePopularity(paper, times, now) });
  }
  return sortInSlices(measured, compareTrending, breathe);
}

/** Whether a paper is among what trends though nobody saved it. */
export function trendsAnyway({ upvotes = 0, position }: Paper): boolean {
  return upvotes > 0 || position !== undefined;
}

/** By popularity, then what is upvoted, then by place on the page, by upvotes, and the newest first. */
export function compareTrending(a: RankedByPopularity, b: RankedByPopularity): number {
  const { upvotes: ofA = 0 } = a.paper;
  const { upvotes: ofB = 0 } = b.paper;
  return (
    compare(b.popularity, a.popularity) ||
    Number(ofB > 0) - Number(ofA > 0) ||
    compare(placeOf(a.paper), placeOf(b.paper)) ||
    compare(ofB, ofA) ||
    compare(b.paper.published ?? '', a.paper.published ?? '') ||
    compare(a.paper.id, b.paper.id)
  );
}

function placeOf({ position = Number.MAX_SAFE_INTEGER }: Paper): number {
  return position;
}

function compare<Key extends string | number>(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
