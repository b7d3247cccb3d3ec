import type { PaperId } from '../../papers/paper.ts';
import type { DocumentRef } from '../index/corpus-state.ts';
import { leastOfHighest } from './highest-scores.ts';

/** A document and its score so far. */
export type Candidate = DocumentRef & {
  readonly id: PaperId;
  /** The words of the query it has, a bit each. */
  readonly words: number;
  /** Whatever the score, a higher rank comes first. */
  readonly rank: number;
  /** None of the words found it, but what it is about. */
  readonly related?: true;
  score: number;
};

/** Whether `a` comes before `b`: by rank, then by score, then by paper id, so that every machine orders alike. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return b.rank - a.rank;
  if (a.score !== b.score) return b.score - a.score;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The best so many of candidates of one rank, in no order. */
export function takeBest(candidates: readonly Candidate[], most: number): Candidate[] {
  if (candidates.length <= most) return [...candidates];
  const scores = Float64Array.from(candidates.map(({ score }) => score)).sort();
  const least = scores[candidates.length - most];
  const better = candidates.filter(({ score }) => score > least);
  const alike = candidates.filter(({ score }) => score === least).sort(compareCandidates);
  return [...better, ...alike.slice(0, most - better.length)];
}

/** Documents that were found, of which the best become candidates; in arrays that grow and are used again. */
export type Found = {
  clear(): void;
  add(segment: number, document: number, words: number, rank: number, score: number): void;
  /** The best of them, at most so many, best first. Ranks are whole numbers from 0 to 255, scores are from 0 up. */
  best(most: number, idOf: (segment: number, document: number) => PaperId): Candidate[];
};

export function createFound(): Found {
  let count = 0;
  let highest = 0;
  let segments = new Uint32Array(1_024);
  let documents = new Uint32Array(1_024);
  let words = new Uint32Array(1_024);
  let ranks = new Uint8Array(1_024);
  let scores = new Float64Array(1_024);
  let scoresOfRank = new Float64Array(1_024);

  const grow = (): void => {
    const size = 2 * count;
    segments = extend(segments, new Uint32Array(size));
    documents = extend(documents, new Uint32Array(size));
    words = extend(words, new Uint32Array(size));
    ranks = extend(ranks, new Uint8Array(size));
    scores = extend(scores, new Float64Array(size));
    scoresOfRank = new Float64Array(size);
  };

  /** The rank and the score that so many reach, and few more. */
  const findLeast = (most: number): { readonly rank: number; readonly score: number } => {
    let wanted = most;
    for (let rank = highest; ; rank--) {
      let held = 0;
      for (let at = 0; at < count; at++) if (ranks[at] === rank) scoresOfRank[held++] = scores[at];
      if (held >= wanted) return { rank, score: leastOfHighest(scoresOfRank, held, wanted) };
      if (rank === 0) return { rank, score: 0 };
      wanted -= held;
    }
  };

  return {
    clear() {
      count = 0;
      highest = 0;
    },
    add(segment, document, held, rank, score) {
      if (count === documents.length) grow();
      segments[count] = segment;
      documents[count] = document;
      words[count] = held;
      ranks[count] = rank;
      if (rank > highest) highest = rank;
      scores[count] = score;
      count += 1;
    },
    best(most, idOf) {
      const least = findLeast(most);
      const candidates: Candidate[] = [];
      for (let at = 0; at < count; at++) {
        const rank = ranks[at];
        if (rank < least.rank || (rank === least.rank && scores[at] < least.score)) continue;
        const [segment, document] = [segments[at], documents[at]];
        const id = idOf(segment, document);
        candidates.push({ segment, document, id, words: words[at], rank, score: scores[at] });
      }
      return candidates.sort(compareCandidates).slice(0, most);
    },
  };
}

function extend<A extends Uint8Array | Uint32Array | Float64Array>(array: A, longer: A): A {
  longer.set(array);
  return longer;
}
