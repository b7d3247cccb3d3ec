import type { Holders } from '../engine.ts';
import { proseTerm } from './analysis.ts';
import { type CorpusState, fieldNumber, inverseFrequency, PROSE_FIELDS } from './corpus-state.ts';
import { placeOf } from './dictionary.ts';
import { FIELD_COUNT, type Segment } from './segment.ts';

/** What `holding` of a search engine promises, by the stems of the words: whoever shares a stem is among those found. */
export function findHolders(
  state: CorpusState,
  groups: readonly (readonly string[])[],
  share: number,
): Holders {
  const holders = state.segments.map((segment) => groups.map((group) => holdersIn(segment, group)));
  const weights = groups.map((_, group) =>
    inverseFrequency(
      state,
      holders.reduce((sum, found) => sum + found[group].size, 0),
    ),
  );
  const least = share * weights.reduce((sum, weight) => sum + weight, 0) - 1e-9;
  const papers = state.segments.flatMap((segment, at) =>
    segment.papers.filter((_, document) => {
      if (segment.deleted[document] === 1) return false;
      let held = 0;
      for (let group = 0; group < groups.length; group++)
        if (holders[at][group].has(document)) held += weights[group];
      return held >= least;
    }),
  );
  return { papers, weights };
}

/** Live documents of the segment with any of the words: by its stem in prose, as it is among the authors. */
function holdersIn(segment: Segment, words: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const add = (term: string, field: number): void => {
    const place = term === '' ? -1 : placeOf(segment.terms, term);
    if (place < 0) return;
    const list = place * FIELD_COUNT + field;
    for (let at = segment.listStart[list]; at < segment.listStart[list + 1]; at++) {
      const document = segment.listDocuments[at];
      if (segment.deleted[document] === 0) found.add(document);
    }
  };
  for (const stem of new Set(words.map(proseTerm))) for (const field of PROSE_FIELDS) add(stem, field);
  for (const word of new Set(words)) add(word, fieldNumber('authors'));
  return found;
}
