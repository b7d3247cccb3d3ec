import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { ShownPapers } from '../../store/digests/place.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import { findDecided } from '../decided-papers.ts';
import { composeFollows } from '../follows/compose-follows.ts';
import { headingOn, type Occasion } from '../occasion.ts';
import { tellTaste } from '../taste/tell-taste.ts';
import { explainPick } from './explain-pick.ts';
import { type Heading, layOut, layOutNothing } from './lay-out.ts';
import type { Composed, ShownPaper } from './parts.ts';
import { type Pick as PickedPaper, type PickOptions, pickPapers } from './pick-papers.ts';
import { giveReasons } from './pick-reasons.ts';
import { recallPapers } from './recall-papers.ts';
import { gatherSituation, type Situation, type Sources } from './situation.ts';

/**
 * Picks papers for a digest and lays them out; undefined where nothing is to be posted. Rejects where the store or the
 * search cannot be reached: what cannot be looked for is not nothing.
 */
export type Compose = (digest: Digest, occasion: Occasion) => Promise<Composed | undefined>;

/** Composes digests from the papers there are, what is saved and what was shown. */
export function createCompose(sources: Sources, typed: Heading['typed']): Compose {
  return async (digest, occasion) => {
    if (digest.layout === 'follows') return composeFollows(digest, occasion, sources, typed);
    const { now, shown, delivery } = occasion;
    const picks =
      delivery?.picks === undefined
        ? await pick(digest, shown, sources, now)
        : await findDecided(delivery.picks, sources);
    const heading = headingOn(occasion, typed);
    if (picks.length > 0) return { picks, parts: layOut(digest, picks, heading) };
    return sources.settings.nothing === 'say' ? { picks, parts: layOutNothing(digest, heading) } : undefined;
  };
}

async function pick(
  digest: Digest,
  shown: ShownPapers,
  sources: Sources,
  now: Date,
): Promise<readonly ShownPaper[]> {
  const situation = await gatherSituation(digest, shown, sources, now);
  if (digest.layout === 'recap') return recallPapers(digest, situation, sources);
  const { picks } = await pickPapers(situation, optionsFor(digest, sources));
  const picked = picks.map(({ paper }) => paper.id);
  const reasons = giveReasons(picks, situation, {
    savers: await sources.store.saveCounts.count(digest.home, picked),
    added: await sources.store.addedPapers.among(digest.home, picked),
    saved: await findSaved(situation, sources),
    background: sampleOf(sources.corpus.papers),
    likes: await tellLikes(picks, situation, sources),
  });
  return picks.map(({ paper }, at) => ({ paper, why: reasons[at] ?? '' }));
}

async function tellLikes(
  picks: readonly PickedPaper[],
  { taste }: Situation,
  { search }: Sources,
): Promise<ReadonlyMap<PaperId, string>> {
  if (taste === undefined) return new Map();
  const papers = picks.map(({ paper }) => paper);
  return tellTaste(papers, taste, search.taste);
}

/** So many of the papers that two or more here saved are compared with the picked ones, and so many tell which words are common. */
const mostCompared = 50;
const sampled = 500;

/** The papers that two or more people here saved of late. */
async function findSaved(
  { saves }: { readonly saves: Situation['saves'] },
  sources: Sources,
): Promise<readonly { readonly paper: Paper; readonly by: number }[]> {
  const several = [...saves].filter(([, at]) => at.length > 1).slice(-mostCompared);
  const found = await Promise.all(
    several.map(async ([id, at]) => ({ paper: await findPaper(id, sources), by: at.length })),
  );
  return found.flatMap(({ paper, by }) => (paper === undefined ? [] : [{ paper, by }]));
}

/** Papers from all over, as many as are needed. */
function sampleOf(papers: readonly Paper[]): readonly Paper[] {
  const step = Math.max(1, Math.ceil(papers.length / sampled));
  return papers.filter((_, at) => at % step === 0);
}

/** Why a digest would or would not show a paper now, in sentences. Rejects with a StoreFailure or a SearchFailure. */
export async function explainSelection(
  paper: Paper,
  digest: Digest,
  shown: ShownPapers,
  sources: Sources,
  now: Date,
): Promise<readonly string[]> {
  if (digest.layout === 'recap')
    return ['A recap shows what was saved most since the last one, then what was shown but not saved.'];
  const situation = await gatherSituation(digest, shown, sources, now, [paper]);
  const added = await sources.store.addedPapers.among(digest.home, [paper.id]);
  return [
    ...(added.size > 0 ? ['It was added by a member.'] : []),
    ...(await explainPick(paper, situation, optionsFor(digest, sources), sources.search.taste)),
  ];
}

/** How papers are picked for a digest. */
export function optionsFor({ count }: Pick<Digest, 'count'>, { settings, search }: Sources): PickOptions {
  const { weights, archiveDays } = settings;
  return {
    count,
    weights,
    vectorsOf: (papers) => search.vectors?.(papers),
    ...(archiveDays > 0 ? { archiveAfter: archiveDays } : {}),
  };
}
