import { millisecondsADay } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Follow } from '../../store/follows/follow.ts';
import type { Finder, Ground, News } from './news.ts';

/** So far back (days) papers are asked for: services learn late of what was published. */
const askedBack = 90;

/** The papers that cite one. Where nobody can be asked there are none, as where none is new. */
export const findCiting: Finder = async (follow, ground) => {
  const found = await ground.works?.citing(follow.key, dateBack(ground.now));
  return toNews(follow, found ?? [], `Cites ${follow.label}`, ground);
};

/** The papers of a followed author whose ORCID is known: theirs whatever their name. */
export async function findByOrcid(follow: Follow, ground: Ground): Promise<readonly News[]> {
  if (follow.orcid === undefined) return [];
  const found = await ground.works?.by(follow.orcid, dateBack(ground.now));
  return toNews(follow, found ?? [], `By ${follow.label}`, ground);
}

/** Those not told yet, as they are known here where they are. */
function toNews(
  follow: Follow,
  found: readonly Paper[],
  reason: string,
  { told, known }: Ground,
): readonly News[] {
  const over = new Set(told.map(({ paper }) => paper));
  return found.flatMap((one) => {
    const paper = known(one);
    return over.has(paper.id) || over.has(one.id) ? [] : [{ follow, paper, kind: 'new' as const, reason }];
  });
}

function dateBack(now: Date): string {
  return new Date(now.getTime() - askedBack * millisecondsADay).toISOString().slice(0, 10);
}
