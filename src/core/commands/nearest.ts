import { distance } from 'fastest-levenshtein';

/** The candidate, capitals aside, that a mistyped word most likely meant; none where each differs in more than half. */
export function findNearest(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 64);
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      edits: countEdits(word, candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  if (best === undefined || word === '') return undefined;
  return best.edits <= Math.max(word.length, best.candidate.length) / 2 ? best.candidate : undefined;
}

/** A beginning is nearer than any misprint. */
function countEdits(word: string, candidate: string): number {
  return candidate.startsWith(word) ? 0.5 : distance(word, candidate);
}
