import { type CorpusState, inverseFrequency, locateTerms, PROSE_FIELDS } from '../index/corpus-state.ts';
import { wordAt } from '../index/dictionary.ts';
import { FIELD_COUNT } from '../index/segment.ts';
import type { WeightedTerm } from '../query/interpret-words.ts';
import type { Candidate } from './best-candidates.ts';
import { WEIGHTS } from './weights.ts';

/**
 * The terms that tell the best candidates from the rest of the corpus, by Bo1: tf log2((1 + p) / p) + log2(1 + p),
 * where p is the share of papers with the term. Only terms that at least two of them share.
 */
export function expandQuery(state: CorpusState, best: readonly Candidate[]): WeightedTerm[] {
  const counts = new Map<string, number>();
  const holders = new Map<string, number>();
  for (const candidate of best.slice(0, WEIGHTS.expansion.papers)) {
    for (const [term, count] of termCounts(state, candidate)) {
      counts.set(term, (counts.get(term) ?? 0) + count);
      holders.set(term, (holders.get(term) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([term]) => (holders.get(term) ?? 0) > 1);
  const weighed = shared.map(([term, count]) => {
    const located = locateTerms(state, term, '');
    const share = located.frequency / state.documents;
    return { term, located, weight: count * Math.log2((1 + share) / share) + Math.log2(1 + share) };
  });
  weighed.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const most = weighed[0]?.weight ?? 1;
  return weighed.slice(0, WEIGHTS.expansion.terms).map(({ located, weight }) => ({
    places: located.places,
    endings: located.endings,
    weight: WEIGHTS.expansion.weight * (weight / most) * inverseFrequency(state, located.frequency),
    words: 0,
  }));
}

/** How often each prose term stands in the document. */
function termCounts(state: CorpusState, at: Candidate): Map<string, number> {
  const segment = state.segments[at.segment];
  const counts = new Map<number, number>();
  for (const field of PROSE_FIELDS) {
    const cell = at.document * FIELD_COUNT + field;
    for (let i = segment.forwardStart[cell]; i < segment.forwardStart[cell + 1]; i++) {
      const term = segment.forward[i];
      if (term > 0) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return new Map([...counts].map(([term, count]) => [wordAt(segment.terms, term - 1), count]));
}
