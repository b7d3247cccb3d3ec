import type { Paper, PaperId } from '../papers/paper.ts';
import type { PickedPaper } from '../store/digests/delivery.ts';
import { findPaper } from '../store/lists/find-paper.ts';
import type { ShownPaper } from './selection/parts.ts';
import type { Sources } from './selection/situation.ts';

/** The papers of a delivery that was decided before, with the same reasons. */
export async function findDecided(
  picks: readonly PickedPaper[],
  sources: Pick<Sources, 'corpus' | 'store'>,
): Promise<readonly ShownPaper[]> {
  return Promise.all(
    picks.map(async ({ paper, why }) => ({
      paper: (await findPaper(paper, sources)) ?? nameOnly(paper),
      why,
    })),
  );
}

/** What is left of a paper that nothing is known of any more: parts keep their numbers. */
function nameOnly(id: PaperId): Paper {
  const url = id.startsWith('arxiv:')
    ? `https://arxiv.org/abs/${id.slice('arxiv:'.length)}`
    : `https://arxiv.org/search/?query=${encodeURIComponent(id)}`;
  return { id, recordIds: [], title: id, abstract: '', authors: [], url, categories: [] };
}
