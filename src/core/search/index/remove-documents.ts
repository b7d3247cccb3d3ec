import type { Breathe } from '../../async/time-slices.ts';
import { forgetTotals } from './corpus-state.ts';
import { placeOf } from './dictionary.ts';
import { writtenWords } from './indexed-text.ts';
import { CATEGORIES_FIELD, FIELD_COUNT, type Segment } from './segment.ts';

/**
 * Prepares to take documents out of a segment; what it yields does so at once. Until then nothing else may be taken
 * out of this segment.
 */
export async function prepareRemoval(
  segment: Segment,
  documents: Iterable<number>,
  breathe: Breathe,
): Promise<() => void> {
  const leaving = new Set([...documents].filter((document) => segment.deleted[document] === 0));
  const terms = new Map<number, number>();
  const words = new Map<number, number>();
  for (const document of leaving) {
    for (const term of termsOf(segment, document)) add(terms, term - 1);
    for (const word of writtenWords(segment.papers[document])) {
      const place = placeOf(segment.words, word);
      if (place >= 0) add(words, place);
    }
    await breathe();
  }
  return () => {
    for (const document of leaving) segment.deleted[document] = 1;
    forgetTotals(segment);
    for (const [term, times] of terms) segment.documentFrequency[term] -= times;
    for (const [word, times] of words) segment.wordFrequency[word] -= times;
  };
}

/** The different terms (+ 1) of the document in all fields that count. */
function termsOf({ forward, forwardStart }: Segment, document: number): Set<number> {
  const from = document * FIELD_COUNT;
  const terms = new Set(forward.subarray(forwardStart[from], forwardStart[from + CATEGORIES_FIELD]));
  terms.delete(0);
  return terms;
}

function add(counts: Map<number, number>, place: number): void {
  counts.set(place, (counts.get(place) ?? 0) + 1);
}
