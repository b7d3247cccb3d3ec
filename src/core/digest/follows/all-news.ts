import { createBreather } from '../../async/time-slices.ts';
import { readAuthorName } from '../../papers/authors/author-name.ts';
import { countNames } from '../../papers/authors/name-usage.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Follow, Told } from '../../store/follows/follow.ts';
import { findByAuthor } from './author-news.ts';
import { isNewSince } from './is-new.ts';
import type { Finder, Finders, News } from './news.ts';
import { findByCategory, findByVenue } from './venue-news.ts';

const findNothing: Finder = async () => [];

const finders: Finders = {
  author: findByAuthor,
  citing: findNothing,
  venue: findByVenue,
  category: findByCategory,
};

/** What there is to tell of all that is followed and was not told yet, in the order in which it was begun to be followed. */
export async function findNews(
  follows: readonly Follow[],
  told: readonly Told[],
  { papers }: Pick<Corpus, 'papers'>,
): Promise<readonly News[]> {
  const breathe = createBreather();
  const surnames = follows.flatMap(({ kind, label }) =>
    kind === 'author' ? readAuthorName(label).surname : [],
  );
  const usage = await countNames(papers, new Set(surnames), breathe);
  const newest = papers.filter(({ withdrawn }) => withdrawn === undefined).toSorted(compareAges);
  const all: News[] = [];
  for (const follow of follows) {
    const own = told.filter((one) => one.follow === follow.id);
    const known = new Set(own.map(({ paper }) => paper));
    const open = newest.filter((paper) => !known.has(paper.id) && isNewSince(paper, follow));
    all.push(...(await finders[follow.kind](follow, { papers: open, told: own, usage, breathe })));
  }
  return all;
}

/** The newest first, by when they came, else by when they were published. */
function compareAges(one: Paper, two: Paper): number {
  const [first, second] = [one, two].map(({ came, published = '' }) => came ?? published);
  if (first === second) return one.id < two.id ? -1 : 1;
  return (first ?? '') < (second ?? '') ? 1 : -1;
}
