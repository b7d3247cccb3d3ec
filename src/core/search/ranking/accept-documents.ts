import type { PaperId } from '../../papers/paper.ts';
import type { CorpusState } from '../index/corpus-state.ts';
import { isPublishedWithin } from '../query/dates.ts';
import { demandsAnything, type Query } from '../query/query.ts';
import { eachHolder } from './clauses.ts';

/** One byte a document of the segment, 1 where it fulfils all that the query demands; undefined where it demands nothing. */
export function acceptDocuments(
  state: CorpusState,
  segmentNumber: number,
  query: Query,
  ids: ReadonlySet<PaperId> | undefined,
): Uint8Array | undefined {
  const { required, excluded, from, until, hasCode } = query;
  const { papers, deleted } = state.segments[segmentNumber];
  if (!demandsAnything(query) && !state.hasDeleted[segmentNumber]) return undefined;

  const accepted = new Uint8Array(deleted.length);
  for (let document = 0; document < deleted.length; document++) accepted[document] = 1 - deleted[document];
  for (const clause of required) {
    const holders = new Uint8Array(papers.length);
    eachHolder(state.segments[segmentNumber], clause, (document) => {
      holders[document] = 1;
    });
    for (let document = 0; document < accepted.length; document++) accepted[document] &= holders[document];
  }
  for (const clause of excluded) {
    eachHolder(state.segments[segmentNumber], clause, (document) => {
      accepted[document] = 0;
    });
  }
  const dated = from !== undefined || until !== undefined;
  if (dated || hasCode !== undefined || ids) {
    for (let document = 0; document < accepted.length; document++) {
      if (accepted[document] === 0) continue;
      const paper = papers[document];
      const coded = hasCode === undefined || hasCode === (paper.code !== undefined);
      if (!isPublishedWithin(paper, from, until) || !coded || (ids && !ids.has(paper.id)))
        accepted[document] = 0;
    }
  }
  return accepted;
}
