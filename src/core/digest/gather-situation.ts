import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import type { Search } from '../search/hit.ts';
import type { Digest } from '../store/digests.ts';
import type { Store } from '../store/store.ts';
import { gatherCandidates, type OnTopic } from './gather-candidates.ts';
import type { DigestSettings } from './settings.ts';
import type { Situation } from './situation.ts';
import { leastMatch } from './weights.ts';

/** Where papers, and what is known of them here, come from. */
export type Sources = {
  readonly corpus: Pick<Corpus, 'papers' | 'get'>;
  readonly search: Pick<Search, 'rank'>;
  readonly store: Pick<Store, 'saves' | 'digests' | 'papers'>;
  readonly settings: DigestSettings;
};

/** The parts of a digest that decide what is in it; one that is not stored yet has them too. */
export type DigestDraft = Pick<
  Digest,
  'destination' | 'home' | 'topic' | 'zone' | 'count' | 'layout' | 'lastSent'
>;

/** A situation, what is off the topic of it, and how often the place had seen something when it was looked at. */
export type Gathered = {
  readonly situation: Situation;
  readonly tooFar: OnTopic['tooFar'];
  readonly version: number;
};

const savesLookedAt = 90 * 24 * 60 * 60 * 1000;

/** Looks up all that decides a digest's papers at this moment. Rejects with a StoreFailure. */
export async function gatherSituation(
  { destination, home, topic, zone, lastSent }: DigestDraft,
  { corpus, search, store }: Sources,
  now: Date,
): Promise<Gathered> {
  const [shown, saved] = await Promise.all([
    store.digests.shown(destination),
    store.saves.since(home, new Date(now.getTime() - savesLookedAt)),
  ]);
  const saves = new Map<PaperId, Date[]>();
  for (const { paper, at } of saved) saves.set(paper, [...(saves.get(paper) ?? []), at]);
  const { candidates, tooFar } = gatherCandidates(topic, corpus.papers, search, leastMatch);
  return {
    situation: {
      candidates,
      shownAt: shown.papers,
      saves,
      now,
      zone,
      ...(lastSent === undefined ? {} : { lastDigest: lastSent }),
    },
    tooFar,
    version: shown.version,
  };
}
