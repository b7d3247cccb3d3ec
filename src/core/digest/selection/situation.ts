import type { Corpus } from '../../papers/corpus.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { countSavesSince, groupSaves, type SaveTimes } from '../../papers/popularity.ts';
import type { SearchEngine } from '../../search/engine.ts';
import { type FoundOnTopic, findOnTopic, type TopicSearch } from '../../search/topic/find-on-topic.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { ShownPapers } from '../../store/digests/place.ts';
import type { Store } from '../../store/store.ts';
import { recogniseShown } from './recognise-shown.ts';
import type { DigestSettings } from './settings.ts';

/** All that decides which papers a digest shows; the same situation gives the same papers. */
export type Situation = {
  /** What the topic asks for; absent where it is all papers. */
  readonly asked?: Omit<FoundOnTopic, 'papers'>;
  /** The papers on the topic. */
  readonly candidates: readonly DigestCandidate[];
  /** When each paper was last shown in this place, under whatever name. */
  readonly shownAt: ReadonlyMap<PaperId, Date>;
  /** When the people of this workspace saved each. */
  readonly saves: SaveTimes;
  /** The last digest in this place; absent before the first. */
  readonly lastDigest?: Date;
  readonly now: Date;
  /** The IANA time zone that says which day it is. */
  readonly zone: string;
};

/** A paper, and how well it matches the topic: 0 to 1. */
export type DigestCandidate = { readonly paper: Paper; readonly match: number };

/** Where papers, and what is known of them here, come from. */
export type Sources = {
  readonly corpus: Corpus;
  readonly search: TopicSearch & Pick<SearchEngine, 'vectors'>;
  readonly store: Pick<Store, 'saveCounts' | 'papers' | 'addedPapers' | 'follows'>;
  readonly settings: DigestSettings;
};

/** The parts of a digest that decide what is in it. */
export type DigestDraft = Pick<Digest, 'home' | 'topic' | 'zone' | 'count' | 'layout' | 'lastSent'>;

/** Looks up all that decides a digest's papers, and what is said `about` others; `shown` is what the place has seen. Rejects with a StoreFailure or a SearchFailure. */
export async function gatherSituation(
  { home, topic, zone, lastSent }: DigestDraft,
  shown: ShownPapers,
  { corpus, search, store }: Sources,
  now: Date,
  about: readonly Paper[] = [],
): Promise<Situation> {
  const saves = groupSaves(await store.saveCounts.since(home, countSavesSince(now)));
  const gathered = await gatherCandidates(topic, corpus.papers, search);
  const last = lastSent === undefined ? {} : { lastDigest: lastSent };
  const papers = [...gathered.candidates.map(({ paper }) => paper), ...about];
  return { ...gathered, shownAt: await recogniseShown(papers, shown), saves, now, zone, ...last };
}

const everything = new WeakMap<readonly Paper[], readonly DigestCandidate[]>();

/** The papers on a topic; all of them, alike, for the topic `''`. Those withdrawn are not among them. Rejects with a SearchFailure. */
export async function gatherCandidates(
  topic: string,
  papers: readonly Paper[],
  search: TopicSearch,
): Promise<Pick<Situation, 'asked' | 'candidates'>> {
  if (topic.trim() === '') return { candidates: takeAll(papers) };
  const { papers: found, ...asked } = await findOnTopic(topic, search);
  return { asked, candidates: found.filter(({ paper }) => paper.withdrawn === undefined) };
}

function takeAll(papers: readonly Paper[]): readonly DigestCandidate[] {
  const known = everything.get(papers);
  if (known !== undefined) return known;
  const candidates = papers.flatMap((paper) => (paper.withdrawn === undefined ? [{ paper, match: 0 }] : []));
  everything.set(papers, candidates);
  return candidates;
}
