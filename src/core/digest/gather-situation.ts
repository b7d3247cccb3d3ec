import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import type { Search } from '../search/hit.ts';
import type { Digest } from '../store/digests.ts';
import type { Store } from '../store/store.ts';
import { gatherCandidates } from './gather-candidates.ts';
import type { DigestSettings } from './settings.ts';
import type { Situation } from './situation.ts';
import { leastMatch } from './weights.ts';

/** Where papers, and what is known of them here, come from. */
export type Sources = {
  readonly corpus: Pick<Corpus, 'papers' | 'get'>;
  readonly search: Pick<Search, 'rank'>;
  readonly store: Pick<Store, 'saves' | 'papers'>;
  readonly settings: DigestSettings;
};

/** The parts of a digest that decide what is in it. */
export type DigestDraft = Pick<Digest, 'home' | 'topic' | 'zone' | 'count' | 'layout' | 'lastSent'>;

const savesLookedAt = 90 * 24 * 60 * 60 * 1000;

/** Looks up all that decides a digest's papers; `shown` is what the place has seen. Rejects with a StoreFailure. */
export async function gatherSituation(
  { home, topic, zone, lastSent }: DigestDraft,
  shown: Situation['shownAt'],
  { corpus, search, store }: Sources,
  now: Date,
): Promise<Situation> {
  const saved = await store.saves.since(home, new Date(now.getTime() - savesLookedAt));
  const saves = new Map<PaperId, Date[]>();
  for (const { paper, at } of saved) saves.set(paper, [...(saves.get(paper) ?? []), at]);
  const candidates = gatherCandidates(topic, corpus.papers, search, leastMatch);
  const last = lastSent === undefined ? {} : { lastDigest: lastSent };
  return { candidates, shownAt: shown, saves, now, zone, ...last };
}
