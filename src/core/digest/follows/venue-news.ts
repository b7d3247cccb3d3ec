import { millisecondsADay } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import { familiesOf } from '../../papers/venues/venue-family.ts';
import { ageOf } from './is-new.ts';
import type { Finder, Ground } from './news.ts';

/** Of what comes by the hundred only what is so new (days) is told: the rest of a busy day in the days after it. */
const recent = 14;

/** The papers of a conference or a journal, whatever the year and however it is written. */
export const findByVenue: Finder = async (follow, ground) =>
  newestOf(ground).flatMap((paper) => {
    const { venue = '' } = paper;
    const isThere = familiesOf(venue).includes(follow.key);
    return isThere ? [{ follow, paper, kind: 'new' as const, reason: `In ${venue}` }] : [];
  });

/** The papers in a category of arXiv, or in any of an archive, be it their first or not. */
export const findByCategory: Finder = async (follow, ground) =>
  newestOf(ground).flatMap((paper) => {
    const isThere = isInCategory(paper, follow.key);
    return isThere ? [{ follow, paper, kind: 'new' as const, reason: `In ${follow.label}` }] : [];
  });

/** Whether a paper is in a category, or in one of an archive: `cs.LG` is in `cs`. */
export function isInCategory({ categories }: Pick<Paper, 'categories'>, key: string): boolean {
  return categories.some((one) => one === key || one.startsWith(`${key}.`));
}

/** Those of late that may be news, the newest first. */
function newestOf({ newest, isOpen, now }: Ground): readonly Paper[] {
  const since = new Date(now.getTime() - recent * millisecondsADay).toISOString();
  const end = newest.findIndex((paper) => ageOf(paper) < since);
  return (end === -1 ? newest : newest.slice(0, end)).filter(isOpen);
}
