import type { Paper } from '../../papers/paper.ts';
import type { FetchedPaper } from './memory.ts';

/**
 * A paper as its source tells it now: the new telling, with what it lacks from the old. It stays the same paper and keeps the
 * moment it came; a guessed date never takes the place of another. What guesses dates, as an announcement does, does not know of
 * withdrawals either; all else ends one by not telling of it any more.
 */
export function combineTellings(before: Paper, { paper, isDateGuessed }: FetchedPaper): Paper {
  const published = isDateGuessed
    ? (before.published ?? paper.published)
    : (paper.published ?? before.published);
  const combined = {
    ...before,
    ...paper,
    id: before.id,
    title: paper.title === '' ? before.title : paper.title,
    abstract: paper.abstract === '' ? before.abstract : paper.abstract,
    authors: paper.authors.length === 0 ? before.authors : paper.authors,
    categories: paper.categories.length === 0 ? before.categories : paper.categories,
    ...(published === undefined ? {} : { published }),
    ...(before.came === undefined ? {} : { came: before.came }),
  };
  if (isDateGuessed || paper.withdrawn !== undefined) return combined;
  const { withdrawn: _, ...standing } = combined;
  return standing;
}
