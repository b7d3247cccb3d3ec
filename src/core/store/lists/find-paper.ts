import type { Corpus } from '../../papers/corpus.ts';
import { findByFormerId } from '../../papers/lookup.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { KnownPapers } from '../store.ts';

/**
 * The paper of an id: from the corpus, or as it was last known where it left the corpus, or what it turned out to be.
 * Rejects with a StoreFailure.
 */
export async function findPaper(
  id: PaperId,
  {
    corpus,
    store,
  }: { readonly corpus: Corpus; readonly store: { readonly papers: Pick<KnownPapers, 'get'> } },
): Promise<Paper | undefined> {
  return corpus.get(id) ?? (await store.papers.get(id)) ?? findByFormerId(corpus, id);
}
