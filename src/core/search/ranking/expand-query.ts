import {
  type CorpusState,
  type DocumentRef,
  frequencyOf,
  inverseFrequency,
  locateTerms,
  PROSE_FIELDS,
} from '../index/corpus-state.ts';
import { wordAt } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import type { WeightedTerm } from '../query/interpret-words.ts';
import type { Candidate } from './best-candidates.ts';
import { WEIGHTS } from './weights.ts';

/**
 * The terms that tell the best candidates from the rest of the corpus, by Bo1: tf log2((1 + p) / p) + log2(1 + p),
 * where p is the share of papers with the term. Only terms that at least two of them share.
 */
export function expandQuery(state: CorpusState, best: readonly Candidate[]): WeightedTerm[] {
  const weighed: { readonly term: string; readonly frequency: number; readonly weight: number }[] = [];
  for (const [term, count] of sharedTerms(state, best.slice(0, WEIGHTS.expansion.papers))) {
    const frequency = frequencyOf(state, term);
    const share = frequency / state.documents;
    const weight = count * Math.log2((1 + share) / share) + Math.log2(1 + share);
    weighed.push({ term, frequency, weight });
  }
  weighed.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const most = weighed[0]?.weight ?? 1;
  return weighed.slice(0, WEIGHTS.expansion.terms).map(({ term, frequency, weight }) => {
    const { places, endings } = locateTerms(state, term, '');
    const idf = inverseFrequency(state, frequency);
    return { word: '', places, endings, weight: WEIGHTS.expansion.weight * (weight / most) * idf, words: 0 };
  });
}

/** How often a term stands in some documents, and in how many of them. */
type Count = { times: number; holders: number };

/** The prose terms that at least two of the documents have, and how often they stand in all of them. */
function sharedTerms(state: CorpusState, best: readonly Candidate[]): readonly (readonly [string, number])[] {
  const segments = new Set(best.map(({ segment }) => segment));
  const counts = new Map<string, Count>();
  for (const number of segments) {
    const { terms } = state.segments[number];
    const here = countTerms(
      state.segments[number],
      best.filter(({ segment }) => segment === number),
    );
    for (const [place, { times, holders }] of here) {
      if (segments.size === 1 && holders === 1) continue;
      const term = wordAt(terms, place);
      const known = counts.get(term) ?? { times: 0, holders: 0 };
      known.times += times;
      known.holders += holders;
      counts.set(term, known);
    }
  }
  return [...counts].flatMap(([term, { times, holders }]) => (holders > 1 ? [[term, times] as const] : []));
}

/** The prose terms of documents of one segment. */
function countTerms(segment: Segment, documents: readonly DocumentRef[]): ReadonlyMap<number, Count> {
  const counts = new Map<number, Count>();
  for (const { document } of documents) {
    const seen = new Set<number>();
    for (const field of PROSE_FIELDS) {
      const cell = document * FIELD_COUNT + field;
      for (let at = segment.forwardStart[cell]; at < segment.forwardStart[cell + 1]; at++) {
        const place = segment.forward[at] - 1;
        if (place < 0) continue;
        let count = counts.get(place);
        if (count === undefined) {
          count = { times: 0, holders: 0 };
          counts.set(place, count);
        }
        count.times += 1;
        if (seen.has(place)) continue;
        seen.add(place);
        count.holders += 1;
      }
    }
  }
  return counts;
}
