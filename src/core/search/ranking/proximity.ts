import { proseTerm } from '../index/analysis.ts';
import { type CorpusState, inverseFrequency, type LocatedWord, PROSE_FIELDS } from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import { withTermNumbers } from '../index/term-numbers.ts';
import type { Compound } from '../query/compounds.ts';
import type { Candidate } from './best-candidates.ts';
import { WEIGHTS } from './weights.ts';

const TITLE = 0;
const NEVER = -1_000;

/** Two words that follow each other in the query, by their numbers; `weight` is their mean idf. */
type Pair = { readonly first: number; readonly second: number; readonly weight: number };

/** What a term of a text that belongs to a compound stands for: words of the query, and before another term one more. */
type Meaning = {
  readonly words: readonly number[];
  readonly joins: readonly { readonly next: number; readonly word: number }[];
};

/**
 * Adds to the candidates' scores, for each two words that follow each other in the query, how often they stand next
 * to each other in that order and how often within a window in any order; both saturate like a term. The other form of a
 * compound stands for the form in the query.
 */
export function addProximity(
  state: CorpusState,
  words: readonly LocatedWord[],
  compounds: readonly Compound[],
  bySegment: ReadonlyMap<number, readonly Candidate[]>,
): void {
  const numbers = numberWords(words);
  const pairs = pairsOf(state, words, numbers);
  if (pairs.length === 0) return;
  const size = Math.max(...numbers) + 1;
  for (const [segmentNumber, candidates] of bySegment) {
    const segment = state.segments[segmentNumber];
    const terms = termNumbers(words, numbers, segmentNumber);
    const meanings = readCompounds(segment, compounds, words, numbers, terms, size);
    const counter = createPairCounter(pairs, size, meanings);
    withTermNumbers(segment, terms, (wordOf) => {
      for (const candidate of candidates) candidate.score += counter(segment, candidate.document, wordOf);
    });
  }
}

type PairCounter = (segment: Segment, document: number, wordOf: Uint16Array) => number;

function createPairCounter(pairs: readonly Pair[], size: number, meanings: readonly Meaning[]): PairCounter {
  const pairsOfWord = Array.from({ length: size }, (_, word) =>
    [...pairs.keys()].filter((pair) => pairs[pair].first === word || pairs[pair].second === word),
  );
  const besides = WEIGHTS.adjacent.atLeast + WEIGHTS.adjacent.shared / pairs.length;
  const adjacent = new Float64Array(pairs.length);
  const near = new Float64Array(pairs.length);
  const last = new Int32Array(size);

  const countWord = (word: number, at: number, counts: number): void => {
    for (const pair of pairsOfWord[word]) {
      const { first, second } = pairs[pair];
      const gap = at - last[word === first ? second : first];
      if (gap <= WEIGHTS.nearWindow) near[pair] += counts;
      if (word === second && gap <= WEIGHTS.adjacentGap) adjacent[pair] += counts;
    }
    last[word] = at;
  };
  const countField = (segment: Segment, cell: number, wordOf: Uint16Array, counts: number): void => {
    const { forward, forwardStart } = segment;
    const end = forwardStart[cell + 1];
    last.fill(NEVER);
    for (let at = forwardStart[cell]; at < end; at++) {
      const word = wordOf[forward[at]] - 1;
      if (word < 0) continue;
      if (word < size) {
        countWord(word, at, counts);
        continue;
      }
      const { words, joins } = meanings[word - size];
      for (const one of words) countWord(one, at, counts);
      for (const { next, word: joined } of joins)
        if (at + 1 < end && forward[at + 1] === next) countWord(joined, at, counts);
    }
  };

  return (segment, document, wordOf) => {
    adjacent.fill(0);
    near.fill(0);
    for (const field of PROSE_FIELDS) {
      countField(segment, document * FIELD_COUNT + field, wordOf, field === TITLE ? WEIGHTS.titleCounts : 1);
    }
    let score = 0;
    for (let pair = 0; pair < pairs.length; pair++) {
      const together = besides * saturate(adjacent[pair]) + WEIGHTS.near * saturate(near[pair]);
      score += pairs[pair].weight * together;
    }
    return score;
  };
}

function saturate(count: number): number {
  return count === 0 ? 0 : (count * (WEIGHTS.sum.k1 + 1)) / (count + WEIGHTS.sum.k1);
}

/** Gives words that are the same term the same number. */
function numberWords(words: readonly LocatedWord[]): number[] {
  const known = new Map<string, number>();
  return words.map(({ stem }) => {
    const number = known.get(stem) ?? known.size;
    known.set(stem, number);
    return number;
  });
}

function pairsOf(state: CorpusState, words: readonly LocatedWord[], numbers: readonly number[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (let i = 1; i < words.length; i++) {
    if (numbers[i - 1] === numbers[i]) continue;
    const weight =
      (inverseFrequency(state, words[i - 1].frequency) + inverseFrequency(state, words[i].frequency)) / 2;
    pairs.set(`${numbers[i - 1]} ${numbers[i]}`, { first: numbers[i - 1], second: numbers[i], weight });
  }
  return [...pairs.values()];
}

function termNumbers(
  words: readonly LocatedWord[],
  numbers: readonly number[],
  segment: number,
): Map<number, number> {
  const wordOf = new Map<number, number>();
  words.forEach((word, i) => {
    for (const { place, fields } of word.places[segment]) {
      if (place >= 0 && fields.includes(TITLE)) wordOf.set(place, numbers[i]);
    }
  });
  return wordOf;
}

/** Numbers the terms of compounds from `size` on, and yields what each of them stands for. */
function readCompounds(
  segment: Segment,
  compounds: readonly Compound[],
  words: readonly LocatedWord[],
  numbers: readonly number[],
  terms: Map<number, number>,
  size: number,
): readonly Meaning[] {
  const meanings = new Map<number, Meaning>();
  const numberOf = (word: string): readonly number[] => {
    const at = words.findIndex(({ stem }) => stem === proseTerm(word));
    return at < 0 ? [] : [numbers[at]];
  };
  const mean = (word: string, add: Partial<Meaning>): void => {
    const place = placeOf(segment.terms, proseTerm(word));
    if (place < 0) return;
    const own = terms.get(place);
    const { words: known, joins } = meanings.get(place) ?? {
      words: own === undefined ? [] : [own],
      joins: [],
    };
    meanings.set(place, { words: [...known, ...(add.words ?? [])], joins: [...joins, ...(add.joins ?? [])] });
  };
  for (const { joined, parts, wins } of compounds) {
    if (wins === 'parts') mean(joined, { words: parts.flatMap(numberOf) });
    else {
      const next = placeOf(segment.terms, proseTerm(parts[1])) + 1;
      mean(parts[0], { joins: next === 0 ? [] : numberOf(joined).map((word) => ({ next, word })) });
    }
  }
  [...meanings.keys()].forEach((place, i) => {
    terms.set(place, size + i);
  });
  return [...meanings.values()];
}
