import { createBreather } from '../../async/time-slices.ts';
import { createKnownNames, readNames } from '../../papers/deduplication/known-names.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { ShownPapers } from '../../store/digests/place.ts';

/** When each paper was last shown: those that the place knows, and those among `papers` that are one of them by another name. */
export async function recogniseShown(
  papers: readonly Paper[],
  shown: ShownPapers,
): Promise<ReadonlyMap<PaperId, Date>> {
  const breathe = createBreather();
  const known = createKnownNames();
  for (const { paper, ...name } of shown.names) known.add(paper, [name]);
  const shownAt = new Map(shown.papers);
  for (const paper of papers) {
    await breathe();
    const times = known.find(paper).flatMap((id) => shown.papers.get(id)?.getTime() ?? []);
    if (times.length > 0) shownAt.set(paper.id, new Date(Math.max(...times)));
    else shownAt.delete(paper.id);
  }
  return shownAt;
}

/** The papers without those that are one before them by another name. */
export function dropDoubles<T extends { readonly paper: Paper }>(papers: readonly T[]): readonly T[] {
  const known = createKnownNames();
  return papers.filter(({ paper }) => {
    if (known.find(paper).length > 0) return false;
    known.add(paper.id, readNames(paper));
    return true;
  });
}
