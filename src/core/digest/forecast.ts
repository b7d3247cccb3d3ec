import { millisecondsADay } from '../papers/calendar.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import type { Digest } from '../store/digests/digest.ts';
import type { ShownPapers } from '../store/digests/place.ts';
import { nextDues } from './schedule/next-due.ts';
import { optionsFor } from './selection/compose.ts';
import { pickPapers } from './selection/pick-papers.ts';
import { gatherSituation, type Sources } from './selection/situation.ts';

/** What a digest has before it, as far as the papers there are now tell. */
export type Forecast = {
  /** Papers on its topic, those shown in its place among them. */
  readonly papers: number;
  /** How many of them were not shown in its place yet. */
  readonly waiting: number;
  /** How many on its topic came, or were published where they are of a file, in `recentDays`. */
  readonly recent: number;
  /** The titles that would come first. */
  readonly first: readonly string[];
  /** About when all that are here will have been shown, if so few come as lately; absent where that is more than two years away or never. */
  readonly dry?: Date;
};

export const recentDays = 90;
const titles = 2;
const farthest = 730 * millisecondsADay;
/** Two weeks of weekdays. */
const postsLookedAt = 11;

/** What will come of a digest; undefined for a recap, which shows what people save. Rejects with a StoreFailure or a SearchFailure. */
export async function forecastDigest(
  digest: Digest,
  shown: ShownPapers,
  sources: Sources,
  now: Date,
): Promise<Forecast | undefined> {
  if (digest.layout === 'recap') return undefined;
  const situation = await gatherSituation(digest, shown, sources, now);
  const { candidates, shownAt } = situation;
  const since = now.getTime() - recentDays * millisecondsADay;
  const recent = candidates.filter(
    ({ paper }) => cameAt(paper) >= since && cameAt(paper) <= now.getTime(),
  ).length;
  const open = candidates.filter(({ paper }) => !shownAt.has(paper.id)).length;
  const { picks } = await pickPapers(situation, optionsFor(digest, sources));
  const dry = open > 0 ? findDry(digest, open, recent, now) : undefined;
  return {
    papers: candidates.length,
    waiting: open,
    recent,
    first: picks.slice(0, titles).map(({ paper }) => displayTitle(paper)),
    ...(dry === undefined ? {} : { dry }),
  };
}

/** When a paper came, or was published; before all times where nobody knows. */
function cameAt({ came, published }: Paper): number {
  const at = came ?? published;
  return at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);
}

/** About when nothing is left, where as many come as lately: with one of the next posts, or later, as often as these come. */
function findDry(
  { schedule, zone, count, nextDue: first }: Digest,
  open: number,
  recent: number,
  now: Date,
): Date | undefined {
  const dues = [first, ...nextDues(schedule, zone, first, postsLookedAt - 1)];
  const days = (at: Date) => (at.getTime() - now.getTime()) / millisecondsADay;
  const comeInADay = recent / recentDays;
  const soon = dues.find((at, posts) => count * (posts + 1) >= open + Math.floor(comeInADay * days(at)));
  if (soon !== undefined) return soon;
  const interval = (days(dues[postsLookedAt - 1]) - days(first)) / (postsLookedAt - 1);
  const fewer = count - comeInADay * interval;
  if (fewer <= 0) return undefined;
  const posts = Math.ceil((open + comeInADay * (days(first) - interval)) / fewer);
  const dry = first.getTime() + (posts - 1) * interval * millisecondsADay;
  return dry - now.getTime() < farthest ? new Date(dry) : undefined;
}

/** The next three times of a digest. */
export function nextThree({ schedule, zone, nextDue: first }: Digest): readonly Date[] {
  return [first, ...nextDues(schedule, zone, first, 2)];
}
