import type { PaperId } from '../../papers/paper.ts';
import { type IndexField, termOf } from '../index/analysis.ts';
import { type CorpusState, fieldNumber, inverseFrequency } from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import { listOf } from '../index/postings.ts';
import type { Segment } from '../index/segment.ts';
import { fuseLatent } from '../latent/fuse-latent.ts';
import type { Accepted } from '../latent/nearest-papers.ts';
import type { WeightedForm } from '../query/acronym-forms.ts';
import { publishedDay } from '../query/dates.ts';
import type { Interpretation } from '../query/interpret-words.ts';
import { demandsAnything, type Query } from '../query/query.ts';
import { CAPITALS } from '../text/word-endings.ts';
import { acceptDocuments } from './accept-documents.ts';
import { type Candidate, compareCandidates, createFound } from './best-candidates.ts';
import { eachHolder } from './clauses.ts';
import { expandQuery } from './expand-query.ts';
import { addProximity } from './proximity.ts';
import { addTermScores } from './score-candidates.ts';
import { createScorer, type WeightedList } from './score-documents.ts';
import { WEIGHTS } from './weights.ts';

/** Papers in order, best first. */
export type Ranking = {
  readonly best: readonly Candidate[];
  /** How many have all words. */
  readonly total: number;
  /** How many others have some. */
  readonly more: number;
  /** Whether those that have all come before the others. */
  readonly parted: boolean;
};

const score = createScorer();
const found = createFound();

/** Ranks the papers that fulfil the query: by its words, or newest first where it has none. Yields at most `most`. */
export function rankPapers(
  state: CorpusState,
  query: Query,
  words: Interpretation,
  ids: ReadonlySet<PaperId> | undefined,
  most: number,
): Ranking {
  found.clear();
  const ranked = words.terms.length + words.phrases.length > 0;
  const lists = words.phrases.map((form) => listForm(state, form));
  const acceptedBy = state.segments.map((_, segment) => acceptDocuments(state, segment, query, ids));
  const rankOf = createRank(words);
  const forms = isShort(words.asked) ? WEIGHTS.forms.few : WEIGHTS.forms.many;
  let total = 0;
  let more = 0;
  state.segments.forEach((segment, segmentNumber) => {
    const accepted = acceptedBy[segmentNumber];
    if (accepted && !accepted.includes(1)) return;
    const offer = (document: number, points: number, held: number, exact: number): void => {
      if (accepted && accepted[document] === 0) return;
      if (held === words.asked) total += 1;
      else more += 1;
      found.add(segmentNumber, document, held, rankOf(held, exact), points);
    };
    if (ranked) {
      const {
        touched,
        count,
        scores,
        words: held,
        exact,
      } = score(state, segmentNumber, words.terms, lists, forms);
      for (let i = 0; i < count; i++) {
        const document = touched[i];
        offer(document, scores[document], held[document], exact[document]);
      }
    } else if (accepted && !query.plain && demandsAnything(query)) {
      segment.papers.forEach((paper, document) => {
        offer(document, publishedDay(paper) / 1e8, words.asked, 0);
      });
    }
  });
  const candidates = found.best(
    Math.max(most, WEIGHTS.candidates),
    (segment, document) => state.segments[segment].papers[document].id,
  );
  if (ranked) rerank(state, words, candidates, acceptedBy);
  const listed = candidates.slice(0, Math.min(most, total + more));
  for (const candidate of listed) candidate.score += WEIGHTS.rank * candidate.rank;
  return { best: listed, total, more, parted: isParted(candidates, words.asked, total) };
}

/** Whether the candidates that have all words asked for, of which there are so many, come before all others. */
export function isParted(candidates: readonly Candidate[], asked: number, total: number): boolean {
  const first = candidates.slice(0, Math.min(total, WEIGHTS.candidates));
  return isShort(asked) || (total > 0 && first.every(({ words }) => words === asked));
}

/** A query of so few words is for papers that have all of them. */
function isShort(asked: number): boolean {
  return asked !== 0 && countBits(asked) <= WEIGHTS.mostWordsToPart;
}

/**
 * Ranks papers by the words they have, in some inflection and as typed: in a short query those with all come before those with some,
 * and those with generic words alone (the `cheap` of `cheap ensembles`) last; where it is a single word, the word comes before its
 * other inflections.
 */
function createRank({ asked, telling }: Interpretation): (held: number, exact: number) => number {
  if (!isShort(asked)) return () => 0;
  const single = countBits(asked) === 1;
  return (held, exact) => {
    if (held === asked) return single && exact === asked ? 3 : 2;
    return held !== 0 && (held & telling) === 0 ? 0 : 1;
  };
}

/**
 * Looks closely at the first candidates: what stands together in them, what the best of them have in common, and what
 * they are about.
 */
function rerank(
  state: CorpusState,
  words: Interpretation,
  candidates: Candidate[],
  accepted: Accepted,
): void {
  const close = candidates.splice(0, WEIGHTS.candidates);
  const bySegment = new Map<number, Candidate[]>();
  for (const candidate of close) {
    const others = bySegment.get(candidate.segment);
    if (others) others.push(candidate);
    else bySegment.set(candidate.segment, [candidate]);
  }
  addProximity(state, words.sequence, words.compounds, bySegment);
  close.sort(compareCandidates);
  if (words.terms.length >= WEIGHTS.expansion.leastWords) {
    addTermScores(state, expandQuery(state, close), bySegment);
    close.sort(compareCandidates);
  }
  const stems = words.sequence.map(({ stem }) => stem);
  const whole = findWhole(close, words.asked);
  const fused = fuseLatent(state, stems, close, accepted);
  const related = new Set(fused.filter((candidate) => candidate.related).map(({ id }) => id));
  const rest = candidates.filter(({ id }) => !related.has(id));
  const others = whole.length === 0 ? fused : fused.filter((candidate) => candidate.words !== words.asked);
  candidates.splice(0, candidates.length, ...whole, ...others, ...rest);
}

/** The few candidates that have all words of a query of several, which come first, in the order that its words give them. */
function findWhole(byWords: readonly Candidate[], asked: number): readonly Candidate[] {
  const { leastWords, mostWords, mostPapers } = WEIGHTS.pin;
  const size = countBits(asked);
  if (size < leastWords || size > mostWords) return [];
  const whole = byWords.filter(({ words }) => words === asked);
  return whole.length > mostPapers
    ? []
    : whole.map((candidate) => ({ ...candidate, rank: candidate.rank + 1 }));
}

/** How many words some bits stand for. */
export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** The documents of every segment that have a form in their prose, weighted by how rare it is. */
function listForm(state: CorpusState, { words, weight, stands, isShort }: WeightedForm): WeightedList {
  const postings = state.segments.map((segment) => {
    const times = new Map<number, number>();
    for (const field of ['title', 'abstract'] as const) {
      const isAcronym = isShort ? acronymsIn(segment, words, field) : () => true;
      eachHolder(segment, { field, words }, (document, more) => {
        if (!segment.deleted[document] && isAcronym(document))
          times.set(document, (times.get(document) ?? 0) + more);
      });
    }
    return times;
  });
  const frequency = postings.reduce((sum, list) => sum + list.size, 0);
  return { postings, weight: weight * inverseFrequency(state, frequency), words: stands };
}

/** Tells the documents that write one of the words with two capitals or more. */
function acronymsIn(
  segment: Segment,
  words: readonly string[],
  field: IndexField,
): (document: number) => boolean {
  const found = new Set<number>();
  for (const word of words) {
    const list = listOf(segment, placeOf(segment.terms, termOf(word, field)), fieldNumber(field));
    for (let at = list.start; at < list.end; at++)
      if ((list.endings[at] & CAPITALS) !== 0) found.add(list.documents[at]);
  }
  return (document) => found.has(document);
}
