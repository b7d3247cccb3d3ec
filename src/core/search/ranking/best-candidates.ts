import type { PaperId } from '../../papers/paper.ts';
import type { DocumentRef } from '../index/corpus-state.ts';

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

/** Keeps the best `most` of what is offered, in a heap whose root is the worst kept. */
export type BestCandidates = {
  /** Whether a document with this rank and score can still get in; saves making a candidate of it. */
  mayEnter(rank: number, score: number): boolean;
  offer(candidate: Candidate): void;
  /** What was kept, best first. */
  sorted(): Candidate[];
};

export function keepBest(most: number): BestCandidates {
  const heap: Candidate[] = [];
  const worse = (a: number, b: number): boolean => compareCandidates(heap[a], heap[b]) > 0;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b], heap[a]];
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && worse(left + 1, left) ? left + 1 : left;
      if (!worse(child, at)) return;
      swap(child, at);
      at = child;
    }
  };
  const rise = (): void => {
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!worse(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  return {
    mayEnter: (rank, score) =>
      heap.length < most || rank > heap[0].rank || (rank === heap[0].rank && score >= heap[0].score),
    offer: (candidate) => {
      if (heap.length < most) {
        heap.push(candidate);
        rise();
      } else if (most > 0 && compareCandidates(candidate, heap[0]) < 0) {
        heap[0] = candidate;
        sink();
      }
    },
    sorted: () => heap.toSorted(compareCandidates),
  };
}
