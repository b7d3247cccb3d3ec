import { familiesOf } from '../../papers/venues/venue-family.ts';
import type { Finder } from './news.ts';

/** The papers of a conference or a journal, whatever the year and however it is written. */
export const findByVenue: Finder = async (follow, { papers }) =>
  papers.flatMap((paper) => {
    const { venue = '' } = paper;
    const isThere = familiesOf(venue).includes(follow.key);
    return isThere ? [{ follow, paper, kind: 'new' as const, reason: `In ${venue}` }] : [];
  });

/** The papers in a category of arXiv, be it their first or not. */
export const findByCategory: Finder = async (follow, { papers }) =>
  papers.flatMap((paper) => {
    const isThere = paper.categories.includes(follow.key);
    return isThere ? [{ follow, paper, kind: 'new' as const, reason: `In ${follow.label}` }] : [];
  });
