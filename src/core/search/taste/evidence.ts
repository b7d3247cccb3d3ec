import type { Paper } from '../../papers/paper.ts';
import { proseTerm } from '../index/analysis.ts';
import { wordAt } from '../index/dictionary.ts';
import { indexedText } from '../index/indexed-text.ts';
import { isRareWord, isSpeakingWord } from '../similar/shared-words.ts';
import { wordsOf } from '../text/words.ts';
import type { TasteEvidence } from './taste.ts';
import type { WordVector } from './term-columns.ts';
import { type TermSpace, unitOf } from './term-space.ts';

/** A saved paper and its word vector. */
export type SavedVector = { readonly paper: Paper; readonly words: WordVector };

/** A word counts as shared from so much of the product of both vectors on, */
const leastShare = 0.012;
/** where so many of the saved papers have it: two, and this share of all. */
const leastSaved = 2;
const leastShareOfSaved = 0.1;
const mostNamed = 3;
const leastNamed = 2;
const nearestKept = 2;
const mostLearned = 6;

/** What a paper has in common with saved ones that are others; see `TasteReader.explain`. */
export function findEvidence(
  { paper, words }: SavedVector,
  saved: readonly SavedVector[],
  space: TermSpace,
  documents: number,
): TasteEvidence {
  const others = saved.filter((one) => one.paper.id !== paper.id);
  const nearest = others
    .map((one) => ({ paper: one.paper, like: cosine(words, one.words) }))
    .sort((a, b) => b.like - a.like || (a.paper.id < b.paper.id ? -1 : 1))
    .slice(0, nearestKept);
  const named = nameShared({ paper, words }, others, space, documents);
  const holders = others.filter(
    (one) => named.filter(({ term }) => one.words.has(term)).length >= leastNamed,
  );
  if (named.length < leastNamed || holders.length < leastSaved)
    return { words: [], savedWithWords: 0, nearest };
  return { words: named.map(({ written }) => written), savedWithWords: holders.length, nearest };
}

/** Words that tell what saved papers are about; see `TasteReader.words`. */
export function learnWords(
  saved: readonly SavedVector[],
  space: TermSpace,
  documents: number,
): readonly string[] {
  const written = mostWritten(saved.map(({ paper }) => paper));
  const telling = [...centroidOf(saved)].filter(([term]) => isTelling(term, saved, space, documents));
  return telling
    .sort(([a, x], [b, y]) => y - x || a - b)
    .flatMap(([term]) => written(wordAt(space.terms, term)) ?? [])
    .slice(0, mostLearned);
}

type Named = { readonly term: number; readonly written: string };

function nameShared(
  { paper, words }: SavedVector,
  saved: readonly SavedVector[],
  space: TermSpace,
  documents: number,
): readonly Named[] {
  const centroid = centroidOf(saved);
  const product = cosine(words, centroid);
  if (product <= 0) return [];
  const written = mostWritten([paper]);
  return [...words]
    .map(([term, value]) => ({ term, share: (value * (centroid.get(term) ?? 0)) / product }))
    .filter(({ term, share }) => share >= leastShare && isTelling(term, saved, space, documents))
    .sort((a, b) => b.share - a.share || a.term - b.term)
    .flatMap(({ term }): Named[] => {
      const word = written(wordAt(space.terms, term));
      return word === undefined ? [] : [{ term, written: word }];
    })
    .slice(0, mostNamed);
}

/** Whether enough of the saved papers have the term, and few of all. */
function isTelling(
  term: number,
  saved: readonly SavedVector[],
  { frequencies }: TermSpace,
  documents: number,
): boolean {
  const held = saved.reduce((sum, { words }) => sum + (words.has(term) ? 1 : 0), 0);
  return (
    held >= Math.max(leastSaved, leastShareOfSaved * saved.length) && isRareWord(frequencies[term], documents)
  );
}

function centroidOf(saved: readonly SavedVector[]): WordVector {
  const sum = new Map<number, number>();
  for (const { words } of saved.toSorted((a, b) => (a.paper.id < b.paper.id ? -1 : 1)))
    for (const [term, value] of words) sum.set(term, (sum.get(term) ?? 0) + value);
  return unitOf(sum);
}

function cosine(one: WordVector, other: WordVector): number {
  let sum = 0;
  for (const [term, value] of one) sum += value * (other.get(term) ?? 0);
  return sum;
}

/** How papers write the words of a stem most often; undefined where none of them says anything by itself. */
function mostWritten(papers: readonly Paper[]): (stem: string) => string | undefined {
  const forms = new Map<string, Map<string, number>>();
  for (const paper of papers)
    for (const field of ['title', 'abstract'] as const) {
      const text = indexedText(paper, field);
      for (const { text: word, start, end } of wordsOf(text)) {
        const stem = proseTerm(word);
        if (stem === '' || !isSpeakingWord(word)) continue;
        const raw = text.slice(start, end);
        const written = /\p{Lu}.*\p{Lu}/su.test(raw) ? raw : raw.toLowerCase();
        const counts = forms.get(stem) ?? new Map<string, number>();
        forms.set(stem, counts.set(written, (counts.get(written) ?? 0) + 1));
      }
    }
  return (stem) => {
    const counts = [...(forms.get(stem) ?? [])];
    return counts.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
  };
}
