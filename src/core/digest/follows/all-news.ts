import { sortInSlices } from '../../async/sort-in-slices.ts';
import { createBreather } from '../../async/time-slices.ts';
import { indexNames } from '../../papers/authors/name-index.ts';
import type { Corpus } from '../../papers/corpus.ts';
import { findByFormerId } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { ListedWorks } from '../../sources/look-up/listed-works.ts';
import type { Follow, FollowKind, Told } from '../../store/follows/follow.ts';
import { findByAuthor } from './author-news.ts';
import { findCiting } from './citing-news.ts';
import { compareAges, isNewSince } from './is-new.ts';
import type { Finders, News } from './news.ts';
import { findByCategory, findByVenue } from './venue-news.ts';

const finders: Finders = {
  author: findByAuthor,
  citing: findCiting,
  venue: findByVenue,
  category: findByCategory,
  // What becomes of papers that were saved is found by paper, not by what is new.
  saved: async () => [],
};

const ranks: readonly FollowKind[] = ['saved', 'author', 'citing', 'venue', 'category'];

/** Where news come from. */
export type NewsSources = {
  readonly corpus: Corpus;
  /** Absent where nobody outside may be asked. */
  readonly works?: ListedWorks;
  readonly now: Date;
};

/** What there is to tell of all that is followed and was not told yet: of people first, of categories, which have many papers, last. */
export async function findNews(
  follows: readonly Follow[],
  told: readonly Told[],
  { corpus, works, now }: NewsSources,
): Promise<readonly News[]> {
  const { papers } = corpus;
  const known = (paper: Paper) => corpus.get(paper.id) ?? findByFormerId(corpus, paper.id) ?? paper;
  const [newest, names] = await Promise.all([sortByAge(papers), indexNames(papers)]);
  const more = { newest, names, now, known, ...(works === undefined ? {} : { works }) };
  const all: News[] = [];
  const ranked = follows.toSorted((one, two) => ranks.indexOf(one.kind) - ranks.indexOf(two.kind));
  for (const follow of ranked) {
    const own = told.filter((one) => one.follow === follow.id);
    const over = new Set(own.map(({ paper }) => paper));
    const isOpen = (paper: Paper) =>
      paper.withdrawn === undefined && !over.has(paper.id) && isNewSince(paper, follow);
    all.push(...(await finders[follow.kind](follow, { ...more, told: own, isOpen })));
  }
  return all;
}

const sorted = new WeakMap<readonly Paper[], Promise<readonly Paper[]>>();

/** The newest first; sorted once for each list of papers. */
function sortByAge(papers: readonly Paper[]): Promise<readonly Paper[]> {
  const known = sorted.get(papers);
  if (known !== undefined) return known;
  const made = sortInSlices(papers, compareAges, createBreather());
  sorted.set(papers, made);
  return made;
}
