import type { CorpusState } from '../index/corpus-state.ts';
import { type Candidate, compareCandidates } from '../ranking/best-candidates.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { type Accepted, cosineWith, nearestPapers } from './nearest-papers.ts';
import { addVector, normalize } from './quantized-vectors.ts';
import { vectorOfStems } from './query-vector.ts';

/**
 * The best candidates by their words, best first, ranked anew with what the latent vectors tell: their scores become a weighted mean of
 * both, each scaled to 0 .. 1 among all candidates. For queries of more than a few words the nearest papers by vectors alone
 * are among them; they are `related`.
 */
export function fuseLatent(
  state: CorpusState,
  stems: readonly string[],
  lexical: readonly Candidate[],
  accepted: Accepted,
): readonly Candidate[] {
  const { mostShare, shareOfAWord, leastWords } = WEIGHTS.latent;
  const words = new Set(stems).size;
  const share = Math.min(mostShare, shareOfAWord * (words - 1));
  const model = state.segments[0]?.latent?.model;
  const query = model && share > 0 ? vectorOfStems(model, stems) : undefined;
  if (!model || !query || lexical.length === 0) return lexical;
  steer(state, query, lexical[0]);
  const known = new Set(lexical.map(({ id }) => id));
  const nearest = words < leastWords ? [] : nearestPapers(state, query, accepted);
  const union = [...lexical, ...nearest.filter(({ id }) => !known.has(id))];
  const byWords = scaler(union.map(({ related, score }) => (related ? 0 : score)));
  const cosines = union.map((candidate) => cosineWith(state, candidate, query) ?? 0);
  const byVectors = scaler(cosines);
  // What is fused stays above candidates that are not, which have at most the least score.
  const least = lexical.reduce((sum, { score }) => Math.min(sum, score), Number.POSITIVE_INFINITY);
  union.forEach((candidate, at) => {
    const lexicalScore = byWords(candidate.related ? 0 : candidate.score);
    candidate.score = least + (1 - share) * lexicalScore + share * byVectors(cosines[at]);
  });
  return union.sort(compareCandidates);
}

/** Turns the query's vector towards the paper that its words find first. */
function steer(state: CorpusState, query: Float64Array, { segment, document }: Candidate): void {
  const vectors = state.segments[segment].latent?.papers;
  if (vectors) addVector(vectors, document, WEIGHTS.latent.bestPaper, query);
  normalize(query);
}

/** Scales from the least of the values to the most, to 0 .. 1. */
function scaler(values: readonly number[]): (value: number) => number {
  const least = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return (value) => (most > least ? (value - least) / (most - least) : 0);
}
