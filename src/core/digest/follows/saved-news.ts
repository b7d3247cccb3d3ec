import { type NewsKind, newsKinds } from '../../papers/news/paper-news.ts';
import { tellWithdrawal } from '../../papers/news/withdrawal.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Follow, Told, ToldNewsKind } from '../../store/follows/follow.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import type { SavedPaperNews } from '../../store/news/saved-news.ts';
import type { ShownPaper } from '../selection/parts.ts';
import type { Sources } from '../selection/situation.ts';

/** What has become of the papers that a person saved and was not told yet, the worst first; each paper once. */
export async function findSavedNews(
  { destination }: Digest,
  own: readonly Follow[],
  told: readonly Told[],
  sources: Pick<Sources, 'corpus' | 'store'>,
): Promise<readonly ShownPaper[]> {
  const follow = own.find(({ kind }) => kind === 'saved');
  if (follow === undefined || destination.kind === 'channel') return [];
  const known = new Set(
    told.flatMap((one) => (one.follow === follow.id ? [`${one.kind} ${one.paper}`] : [])),
  );
  const byPaper = new Map<PaperId, SavedPaperNews[]>();
  for (const news of await sources.store.savedNews.of(destination.member)) {
    if (news.at < follow.createdAt || known.has(`${toldAs(news)} ${news.paper}`)) continue;
    byPaper.set(news.paper, [...(byPaper.get(news.paper) ?? []), news]);
  }
  const picks: (ShownPaper & { readonly rank: number })[] = [];
  for (const [id, some] of byPaper) {
    const paper = await findPaper(id, sources);
    if (paper === undefined) continue;
    const [first, ...others] = worthTelling(some);
    if (first === undefined) continue;
    const why = [first, ...others].map(writeNews).join(' · ');
    const kinds = some.map((news) => ({ follow: follow.id, kind: toldAs(news) }));
    picks.push({ paper, why, told: kinds, rank: newsKinds.indexOf(first.kind) });
  }
  return picks.sort((one, two) => one.rank - two.rank).map(({ rank: _, ...pick }) => pick);
}

/** Whether all that a message tells of a paper is what became of it. */
export function isOfSaved({ told = [] }: Pick<ShownPaper, 'told'>): boolean {
  return told.length > 0 && told.every(({ kind }) => newsKinds.some((one) => one === kind.split(' ')[0]));
}

/** Of a paper that is gone nothing else matters, and of several versions the last. */
function worthTelling(news: readonly SavedPaperNews[]): readonly SavedPaperNews[] {
  const last = (kind: NewsKind) => news.findLast((one) => one.kind === kind);
  const found = newsKinds.flatMap((kind) => last(kind) ?? []);
  const gone = found.filter(({ kind }) => kind === 'withdrawn' || kind === 'retracted');
  return gone.length > 0 ? gone : found;
}

function toldAs({ kind, detail }: SavedPaperNews): ToldNewsKind {
  return kind === 'version' ? `version ${detail}` : kind;
}

function writeNews({ kind, words }: SavedPaperNews): string {
  if (kind === 'withdrawn' || kind === 'retracted') return `⚠ ${tellWithdrawal(words)}`;
  if (kind === 'published') return `Published${words.startsWith('doi.org/') ? ':' : ' in'} ${words}`;
  return kind === 'code' ? `Code: ${words}` : words;
}
