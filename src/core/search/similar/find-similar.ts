import { type CorpusState, type DocumentRef, paperAt } from '../index/corpus-state.ts';
import { cosineWith, nearestPapers } from '../latent/nearest-papers.ts';
import { vectorOfPaper } from '../latent/query-vector.ts';
import type { Interpretation } from '../query/interpret-words.ts';
import type { Query } from '../query/query.ts';
import { type Candidate, compareCandidates } from '../ranking/best-candidates.ts';
import { countBits, rankPapers } from '../ranking/rank-papers.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { type TellingWord, tellingWordsOf } from './telling-words.ts';

/** Papers like one, best first, and that one's words by which they may be. */
export type SimilarPapers = { readonly words: readonly TellingWord[]; readonly best: readonly Candidate[] };

const ANYTHING: Query = { words: [], loose: [], plain: true, required: [], excluded: [], ids: [], hints: [] };
/** What is less like a paper is not called similar: by words and vectors together, or by words alone where there are no vectors. */
const LEAST = 0.25;
const LEAST_BY_WORDS = 0.1;
/** The vector of a paper with fewer words that others have tells nothing. */
const LEAST_WORDS = 5;

/**
 * Finds the papers most like one, itself left out. A score is from 0 to 1: the mean of how much of the paper's own score by its
 * telling words the other has, and of the cosine of their latent vectors.
 */
export function findSimilar(state: CorpusState, at: DocumentRef): SimilarPapers {
  const words = tellingWordsOf(state, at);
  const { id } = paperAt(state, at);
  const { best } = rankPapers(state, ANYTHING, interpret(words), undefined, WEIGHTS.candidates + 1);
  const most = best.find((candidate) => candidate.id === id)?.score ?? best[0]?.score ?? 1;
  const byWords = new Map(best.map((candidate) => [candidate.id, candidate.score / most]));
  // In a corpus too small to learn from, a word in common is something.
  const isLearnt = state.segments[at.segment].latent !== undefined;
  const vector = words.length < LEAST_WORDS ? undefined : vectorOfPaper(state, at);
  const nearest = vector ? nearestPapers(state, vector, []) : [];
  const others = [...best, ...nearest.filter((candidate) => !byWords.has(candidate.id))];
  const scored = others.flatMap((candidate): Candidate[] => {
    const shared = byWords.get(candidate.id) ?? 0;
    const cosine = vector && cosineWith(state, candidate, vector);
    const score = cosine === undefined ? shared : (shared + Math.max(0, cosine)) / 2;
    const least = cosine === undefined ? LEAST_BY_WORDS : LEAST;
    const byChance = isLearnt && countBits(candidate.words) === 1;
    return candidate.id === id || score < least || byChance ? [] : [{ ...candidate, score }];
  });
  return { words, best: scored.sort(compareCandidates) };
}

function interpret(terms: readonly TellingWord[]): Interpretation {
  return {
    terms,
    phrases: [],
    sequence: [],
    compounds: [],
    matchable: [],
    inNames: [],
    asked: 0,
    telling: 0,
    hints: [],
    replaced: new Map(),
    offered: new Map(),
  };
}
