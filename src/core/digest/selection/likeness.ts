import type { Paper, PaperId } from '../../papers/paper.ts';
import { proseTerm } from '../../search/index/analysis.ts';
import { wordsOf } from '../../search/text/words.ts';

/** How much two papers are about the same, 0 to 1. */
export type Likeness = (a: Paper, b: Paper) => number;

/** Vectors of papers, of unit length: see `SearchEngine.vectors`. */
export type PaperVectors = ReadonlyMap<PaperId, Float64Array>;

/** What is read of an abstract. */
const characters = 3_000;
const titleCounts = 3;

/**
 * The cosine of the papers' terms, weighted by `(1 + ln count) × ln((1 + N / n) / 2)`, where n of the N papers given have
 * the term: what all of them speak of tells none of them apart. For papers with vectors it is the mean of that and of the
 * vectors' cosine.
 */
export function createLikeness(papers: readonly Paper[], meanings: PaperVectors = new Map()): Likeness {
  const counts = new Map(papers.map((paper) => [paper, countTerms(paper)]));
  const holders = new Map<string, number>();
  for (const terms of counts.values())
    for (const term of terms.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
  const vectors = new Map<Paper, ReadonlyMap<string, number>>();

  function vectorOf(paper: Paper): ReadonlyMap<string, number> {
    const known = vectors.get(paper);
    if (known !== undefined) return known;
    const weighted = [...(counts.get(paper) ?? countTerms(paper))].map(([term, count]): [string, number] => {
      const rarity = Math.log((1 + papers.length / (holders.get(term) ?? 1)) / 2);
      return [term, (1 + Math.log(count)) * rarity];
    });
    const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    const vector = new Map(weighted.map(([term, weight]) => [term, weight / length]));
    vectors.set(paper, vector);
    return vector;
  }

  return (a, b) => {
    const other = vectorOf(b);
    let sum = 0;
    for (const [term, weight] of vectorOf(a)) sum += weight * (other.get(term) ?? 0);
    const byWords = within(sum);
    const one = meanings.get(a.id);
    const another = meanings.get(b.id);
    if (one === undefined || another === undefined) return byWords;
    return (byWords + within(one.reduce((total, value, at) => total + value * (another[at] ?? 0), 0))) / 2;
  };
}

function within(cosine: number): number {
  return Math.min(1, Math.max(0, cosine));
}

const counted = new WeakMap<Paper, ReadonlyMap<string, number>>();

function countTerms(paper: Paper): ReadonlyMap<string, number> {
  const known = counted.get(paper);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  const add = (text: string, times: number) => {
    for (const word of wordsOf(text)) {
      const term = proseTerm(word.text);
      if (term !== '') counts.set(term, (counts.get(term) ?? 0) + times);
    }
  };
  add(paper.title, titleCounts);
  add(paper.abstract.slice(0, characters), 1);
  counted.set(paper, counts);
  return counts;
}
