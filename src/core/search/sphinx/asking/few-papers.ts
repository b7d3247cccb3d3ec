import { createBreather } from '../../../async/time-slices.ts';
import type { Paper, PaperId } from '../../../papers/paper.ts';
import type { CorpusState, DocumentRef } from '../../index/corpus-state.ts';
import type { Segment } from '../../index/segment.ts';
import { stateOfFew, type Vocabulary } from '../learning/vocabulary.ts';
import { indexFewPapers } from './index-few.ts';

/** Some of the papers, indexed here for one query with what is known of all of them. */
export type FewPapers = {
  readonly state: CorpusState;
  readonly segments: readonly Segment[];
  find(id: PaperId): DocumentRef | undefined;
  /** The same with more papers; those that are among them already stay where they are. */
  with(papers: readonly Paper[]): Promise<FewPapers>;
};

export async function indexFew(
  vocabulary: Vocabulary,
  papers: readonly Paper[],
  before: readonly Segment[] = [],
): Promise<FewPapers> {
  const known = new Set(before.flatMap((segment) => segment.papers));
  const added = [...new Set(papers)].filter((paper) => !known.has(paper));
  const segments = added.length === 0 ? before : [...before, await indexFewPapers(added, createBreather())];
  const state = stateOfFew(vocabulary, segments);
  const places = new Map<PaperId, DocumentRef>();
  state.segments.forEach((one, segment) => {
    one.papers.forEach(({ id }, document) => {
      places.set(id, { segment, document });
    });
  });
  return {
    state,
    segments,
    find: (id) => places.get(id),
    with: (more) => indexFew(vocabulary, more, segments),
  };
}
