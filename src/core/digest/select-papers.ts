import type { Paper } from '../papers/paper.ts';
import type { Decided } from '../store/digests.ts';
import { explainPick } from './explain-pick.ts';
import { type DigestDraft, gatherSituation, type Sources } from './gather-situation.ts';
import { partOf } from './parts.ts';
import { type PickOptions, pickPapers } from './pick-papers.ts';
import { recallPapers } from './recall-papers.ts';
import { explainWhyPicked } from './why-picked.ts';

/** What a digest is to show, and how often the place had seen something when it was picked. */
export type Selection = { readonly papers: readonly Decided[]; readonly version: number };

/** The papers of a digest at this moment; none where there is nothing to show. Rejects with a StoreFailure. */
export async function selectPapers(digest: DigestDraft, sources: Sources, now: Date): Promise<Selection> {
  const { situation, version } = await gatherSituation(digest, sources, now);
  if (digest.layout === 'recap') {
    return { papers: placeParts(await recallPapers(digest, situation, sources), digest), version };
  }
  const { picks } = pickPapers(situation, optionsFor(digest, sources));
  const savers = await sources.store.saves.count(
    digest.home,
    picks.map(({ paper }) => paper.id),
  );
  const papers = picks.map(({ paper, score, archived }) => {
    const savedBy = savers.get(paper.id) ?? 0;
    return { paper, why: explainWhyPicked(paper, score, { topic: digest.topic, savedBy, archived }) };
  });
  return { papers: placeParts(papers, digest), version };
}

/** Why a digest would or would not show a paper now, in sentences. Rejects with a StoreFailure. */
export async function explainSelection(
  paper: Paper,
  digest: DigestDraft,
  sources: Sources,
  now: Date,
): Promise<readonly string[]> {
  const { situation, tooFar } = await gatherSituation(digest, sources, now);
  if (digest.layout === 'recap') {
    return ['A recap shows what was saved most since the last one, and what was shown and saved by nobody.'];
  }
  return explainPick(paper, { text: digest.topic, tooFar }, situation, optionsFor(digest, sources));
}

function optionsFor({ count }: DigestDraft, { settings }: Sources): PickOptions {
  const { weights, archiveDays } = settings;
  return { count, weights, ...(archiveDays > 0 ? { archiveAfter: archiveDays } : {}) };
}

function placeParts(papers: readonly Omit<Decided, 'part'>[], digest: DigestDraft): readonly Decided[] {
  return papers.map((decided, index) => ({ ...decided, part: partOf(digest, index) }));
}
