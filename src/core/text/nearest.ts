import { distance } from 'fastest-levenshtein';

/**
 * The candidate, capitals aside, that a mistyped word most likely meant; none where none is near. Near is a candidate
 * that begins with what was typed, or differs in at most a third of its letters, the words that both begin with not
 * counted: all of our variables begin alike.
 */
export function findNearest(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.trim().toLowerCase().slice(0, 64);
  if (word === '') return undefined;
  const near = candidates
    .map((candidate) => ({ candidate, edits: countEdits(word, candidate.toLowerCase()) }))
    .filter(({ edits }) => edits !== undefined)
    .sort((a, b) => (a.edits ?? 0) - (b.edits ?? 0));
  return near[0]?.candidate;
}

/** How far apart two words are; undefined where they are not near. A beginning is nearer than any misprint. */
function countEdits(word: string, candidate: string): number | undefined {
  if (candidate === word) return 0;
  if (candidate.startsWith(word)) return 0.5;
  const [typed, meant] = dropSharedWords(wordsOf(word), wordsOf(candidate));
  const edits = distance(typed.join(''), meant.join(''));
  const longer = Math.max(typed.join('').length, meant.join('').length);
  return edits <= Math.ceil(longer / 3) ? edits : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s_-]+/u);
}

/** Without the words that both begin with, as far as each has a word left. */
function dropSharedWords(
  a: readonly string[],
  b: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const most = Math.min(a.length, b.length) - 1;
  const differs = a.findIndex((word, at) => word !== b[at]);
  const shared = Math.min(most, differs === -1 ? a.length : differs);
  return [a.slice(shared), b.slice(shared)];
}
