import { createBreather } from '../../async/time-slices.ts';
import { readAuthorName } from '../../papers/authors/author-name.ts';
import { countNames } from '../../papers/authors/name-usage.ts';
import type { Corpus } from '../../papers/corpus.ts';
import { findByFormerId } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { ListedWorks } from '../../sources/look-up/listed-works.ts';
import type { Follow, FollowKind, Told } from '../../store/follows/follow.ts';
import { findByAuthor } from './author-news.ts';
import { findCiting } from './citing-news.ts';
import { isNewSince } from './is-new.ts';
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
  const breathe = createBreather();
  const known = (paper: Paper) => corpus.get(paper.id) ?? findByFormerId(corpus, paper.id) ?? paper;
  const more = { now, known, breathe, ...(works === undefined ? {} : { works }) };
  const surnames = follows.flatMap(({ kind, label }) =>
    kind === 'author' ? readAuthorName(label).surname : [],
  );
  const usage = await countNames(papers, new Set(surnames), breathe);
  const newest = papers.filter(({ withdrawn }) => withdrawn === undefined).toSorted(compareAges);
  const all: News[] = [];
  const ranked = follows.toSorted((one, two) => ranks.indexOf(one.kind) - ranks.indexOf(two.kind));
  for (const follow of ranked) {
    const own = told.filter((one) => one.follow === follow.id);
    const over = new Set(own.map(({ paper }) => paper));
    const open = newest.filter((paper) => !over.has(paper.id) && isNewSince(paper, follow));
    all.push(...(await finders[follow.kind](follow, { ...more, papers: open, told: own, usage })));
  }
  return all;
}

/** The newest first, by when they came, else by when they were published. */
function compareAges(one: Paper, two: Paper): number {
  const [first, second] = [one, two].map(({ came, published = '' }) => came ?? published);
  if (first === second) return one.id < two.id ? -1 : 1;
  return (first ?? '') < (second ?? '') ? 1 : -1;
}
