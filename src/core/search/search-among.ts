import type { Paper } from '../papers/paper.ts';
import { createIndex } from './create-index.ts';
import type { Search } from './hit.ts';

/** The same search over these papers alone, whether or not they are in the corpus. */
export async function searchAmong(papers: readonly Paper[]): Promise<Search> {
  const index = createIndex();
  await index.update({ put: papers, removed: [] });
  return index;
}
