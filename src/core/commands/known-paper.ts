import type { Paper, PaperId } from '../papers/paper.ts';
import type { Services } from './command.ts';

/** The paper of an id: from the corpus, or as it was last known where it left the corpus. Rejects with a StoreFailure. */
export async function findPaper(
  id: PaperId,
  { corpus, store }: Pick<Services, 'corpus' | 'store'>,
): Promise<Paper | undefined> {
  return corpus.get(id) ?? (await store.papers.get(id));
}
