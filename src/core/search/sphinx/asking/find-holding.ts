import type { Holders } from '../../engine.ts';
import { proseTerm } from '../../index/analysis.ts';
import { EVERY_PAPER, type PaperTable } from '../tables/table.ts';
import { allOf, anyOf, type FullText, has, inFields } from '../wire/full-text.ts';
import { tokenOf } from '../wire/tokens.ts';

/** Of so many groups all sets are looked at. */
const MOST_GROUPS = 8;

/** What `holding` of a search engine promises; where all groups are not needed, papers with fewer may be among those found. */
export async function findHolding(
  table: PaperTable,
  papers: number,
  groups: readonly (readonly string[])[],
  share: number,
): Promise<Holders> {
  const matches = groups.map(writeGroup);
  const weights = await Promise.all(
    matches.map(async (match) => {
      const holding = match === undefined ? 0 : Math.min(papers, await table.count(match));
      return Math.log(1 + (papers - holding + 0.5) / (holding + 0.5));
    }),
  );
  const least = share * weights.reduce((sum, weight) => sum + weight, 0) - 1e-9;
  const wanted =
    groups.length <= MOST_GROUPS
      ? writeEnough(matches, weights, least)
      : writeNeeded(matches, weights, least);
  return { papers: wanted === undefined ? [] : await table.findAll(wanted), weights };
}

/** Papers with groups that weigh enough together: with all groups of any of the smallest sets that do; undefined for none. */
function writeEnough(
  matches: readonly (FullText | undefined)[],
  weights: readonly number[],
  least: number,
): FullText | undefined {
  const weightOf = (set: number): number =>
    weights.reduce((sum, weight, group) => sum + (((set >> group) & 1) === 0 ? 0 : weight), 0);
  const sets = Array.from({ length: 1 << weights.length }, (_, set) => set).filter(
    (set) =>
      weightOf(set) >= least &&
      weights.every((_, group) => ((set >> group) & 1) === 0 || weightOf(set & ~(1 << group)) < least),
  );
  const found = sets.flatMap((set) => {
    const held = matches.filter((_, group) => ((set >> group) & 1) === 1);
    const parts = held.flatMap((match) => match ?? []);
    if (parts.length < held.length) return [];
    return [parts.length === 0 ? EVERY_PAPER : allOf(parts)];
  });
  return found.length === 0 ? undefined : anyOf(found);
}

/** Papers with every group that weighs more than may be missing, and any of the others where these are needed as well. */
function writeNeeded(
  matches: readonly (FullText | undefined)[],
  weights: readonly number[],
  least: number,
): FullText | undefined {
  const spare = weights.reduce((sum, weight) => sum + weight, 0) - least;
  const needed = matches.filter((_, group) => weights[group] > spare);
  const others = matches.flatMap((match, group) => (weights[group] > spare ? [] : (match ?? [])));
  if (needed.includes(undefined)) return undefined;
  const wanted = needed.flatMap((match) => match ?? []);
  const isEnough = weights.reduce((sum, weight) => sum + (weight > spare ? weight : 0), 0) >= least;
  if (!isEnough && others.length === 0) return undefined;
  return allOf(isEnough ? [EVERY_PAPER, ...wanted] : [...wanted, anyOf(others)]);
}

/** Papers with any of the words: by its stem in prose, as it is among the authors; undefined where none can be. */
function writeGroup(words: readonly string[]): FullText | undefined {
  const stems = [...new Set(words.map(proseTerm))].filter((stem) => stem !== '');
  const names = [...new Set(words)].filter((word) => word !== '');
  const parts = [
    ...(stems.length === 0
      ? []
      : [inFields(['title', 'abstract'], anyOf(stems.map((stem) => has(tokenOf(stem)))))]),
    ...(names.length === 0 ? [] : [inFields(['authors'], anyOf(names.map((name) => has(tokenOf(name)))))]),
  ];
  return parts.length === 0 ? undefined : anyOf(parts);
}
