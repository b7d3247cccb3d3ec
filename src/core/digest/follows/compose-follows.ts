import type { Digest } from '../../store/digests/digest.ts';
import { findDecided } from '../decided-papers.ts';
import { headingOn, type Occasion } from '../occasion.ts';
import type { Heading } from '../selection/lay-out.ts';
import type { Composed, ShownPaper } from '../selection/parts.ts';
import type { Sources } from '../selection/situation.ts';
import { findNews } from './all-news.ts';
import { layOutFollows } from './lay-out-follows.ts';
import { pickNews } from './pick-news.ts';
import { findSavedNews } from './saved-news.ts';

/** So many news of saved papers have room in a message beside new papers, however many. */
const leastOfSaved = 5;

/** What the daily message of one place tells; undefined where there is nothing. Rejects with a StoreFailure. */
export async function composeFollows(
  digest: Digest,
  occasion: Occasion,
  sources: Pick<Sources, 'corpus' | 'store' | 'works'>,
  typed: Heading['typed'],
): Promise<Composed | undefined> {
  const picks = await findPicks(digest, occasion, sources);
  if (picks.length === 0) return undefined;
  return { picks, parts: layOutFollows(digest, picks, headingOn(occasion, typed)) };
}

async function findPicks(
  digest: Digest,
  { delivery, now }: Occasion,
  sources: Pick<Sources, 'corpus' | 'store' | 'works'>,
): Promise<readonly ShownPaper[]> {
  const { follows } = sources.store;
  if (delivery?.picks !== undefined) {
    const told = await follows.toldIn(delivery.id);
    const decided = await findDecided(delivery.picks, sources);
    return decided.map((pick) => ({ ...pick, told: told.filter(({ paper }) => paper === pick.paper.id) }));
  }
  const [own, told] = await Promise.all([follows.of(digest.id), follows.told(digest.id)]);
  const saved = await findSavedNews(digest, own, told, sources);
  const room = digest.count - Math.min(saved.length, leastOfSaved);
  const followed = pickNews(await findNews(own, told, { ...sources, now }), room);
  return [...followed, ...saved.slice(0, digest.count - followed.length)];
}
