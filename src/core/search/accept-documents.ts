import type { PaperId } from '../papers/paper.ts';
import { eachHolder } from './clauses.ts';
import type { CorpusState } from './corpus-state.ts';
import { publishedDay } from './dates.ts';
import type { Query } from './query.ts';

/** One byte a document of the segment, 1 where it fulfils all that the query demands; undefined where it demands nothing. */
export function acceptDocuments(
  state: CorpusState,
  segmentNumber: number,
  query: Query,
  ids: ReadonlySet<PaperId> | undefined,
): Uint8Array | undefined {
  const { required, excluded, from, until, hasCode } = query;
  const dated = from !== undefined || until !== undefined;
  const demands = required.length + excluded.length > 0 || dated || hasCode || ids !== undefined;
  const { papers, deleted } = state.segments[segmentNumber];
  if (!demands && !state.hasDeleted[segmentNumber]) return undefined;

  const accepted = Uint8Array.from(deleted, (gone) => 1 - gone);
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
  if (dated || hasCode || ids) {
    for (let document = 0; document < accepted.length; document++) {
      if (accepted[document] === 0) continue;
      const paper = papers[document];
      const day = dated ? publishedDay(paper) : 0;
      const early = dated && (day === 0 || day < (from ?? 0));
      const late = until !== undefined && day >= until;
      if (early || late || (hasCode && paper.code === undefined) || (ids && !ids.has(paper.id)))
        accepted[document] = 0;
    }
  }
  return accepted;
}
