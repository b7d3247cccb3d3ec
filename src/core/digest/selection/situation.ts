import { dateIn, dayNumber } from '../../papers/calendar.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { countSavesSince, groupSaves, type SaveTimes } from '../../papers/popularity.ts';
import type { SearchEngine } from '../../search/engine.ts';
import { type FoundOnTopic, findOnTopic, type TopicSearch } from '../../search/topic/find-on-topic.ts';
import type { ListedWorks } from '../../sources/look-up/listed-works.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { ShownPapers } from '../../store/digests/place.ts';
import type { Store } from '../../store/store.ts';
import { createAgeReader } from '../paper-ages.ts';
import { type Likings, recallLikings } from '../taste/likings.ts';
import { measureTaste, type Taste } from '../taste/measure-taste.ts';
import { recogniseShown } from './recognise-shown.ts';
import type { DigestSettings } from './settings.ts';
import { leastToLeavePlace } from './weights.ts';

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
  /** What saves tell; absent where that is too little or not wanted. */
  readonly taste?: LearnedTaste;
  /** The last digest in this place; absent before the first. */
  readonly lastDigest?: Date;
  readonly now: Date;
  /** The IANA time zone that says which day it is. */
  readonly zone: string;
};

/** What saves tell, and what of that may be told. */
export type LearnedTaste = Taste &
  Pick<Likings, 'told' | 'isShared'> & {
    /** Whether the last place is for the best paper without regard to saves, so that something else comes too. */
    readonly leavesPlace: boolean;
  };

/** A paper, and how well it matches the topic: 0 to 1. */
export type DigestCandidate = { readonly paper: Paper; readonly match: number };

/** Where papers, and what is known of them here, come from. */
export type Sources = {
  readonly corpus: Corpus;
  readonly search: TopicSearch & Pick<SearchEngine, 'vectors' | 'taste'>;
  readonly store: Pick<Store, 'saveCounts' | 'papers' | 'addedPapers' | 'follows' | 'savedNews' | 'tastes'>;
  readonly settings: DigestSettings;
  /** What follows ask outside; absent where nobody may be asked. */
  readonly works?: ListedWorks;
};

/** The parts of a digest that decide what is in it. */
export type DigestDraft = Pick<
  Digest,
  'home' | 'destination' | 'topic' | 'zone' | 'count' | 'layout' | 'lastSent' | 'taste'
>;

/** Looks up all that decides a digest's papers, and what is said `about` others; `shown` is what the place has seen. Rejects with a StoreFailure or a SearchFailure. */
export async function gatherSituation(
  digest: DigestDraft,
  shown: ShownPapers,
  sources: Sources,
  now: Date,
  about: readonly Paper[] = [],
): Promise<Situation> {
  const { home, topic, zone, lastSent } = digest;
  const { corpus, search, store } = sources;
  const saves = groupSaves(await store.saveCounts.since(home, countSavesSince(now)));
  const { candidates: found, ...asked } = await gatherCandidates(topic, corpus.papers, search);
  const likings = await recallLikings(digest, sources);
  const { hidden } = likings;
  const candidates = hidden.size === 0 ? found : found.filter(({ paper }) => !hidden.has(paper.id));
  const last = lastSent === undefined ? {} : { lastDigest: lastSent };
  const shownAt = await recogniseShown([...candidates.map(({ paper }) => paper), ...about], shown);
  const situation = { ...asked, candidates, shownAt, saves, now, zone, ...last };
  const taste = await learn(digest, situation, likings, sources);
  return { ...situation, ...(taste && { taste }) };
}

async function learn(
  { count, layout, zone, lastSent }: DigestDraft,
  situation: Situation,
  { people, told, isShared }: Likings,
  { search, settings }: Sources,
): Promise<LearnedTaste | undefined> {
  if (settings.weights.taste === 0 || layout === 'recap' || people.length === 0) return undefined;
  const readAge = createAgeReader(situation);
  const groups: PaperId[][] = [[], [], []];
  for (const { paper } of situation.candidates)
    groups[situation.shownAt.has(paper.id) ? 2 : readAge(paper).isNew]?.push(paper.id);
  const taste = await measureTaste(people, groups, search.taste);
  // By its own last day, so that digests which take turns in a place each leave one.
  const isTurn = lastSent !== undefined && dayNumber(dateIn(zone, lastSent)) % 2 === 1;
  const leavesPlace = isTurn && count >= leastToLeavePlace;
  return taste && { ...taste, told, isShared, leavesPlace };
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
