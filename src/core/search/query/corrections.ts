import { termOf } from '../index/analysis.ts';
import { type CorpusState, fieldNumber } from '../index/corpus-state.ts';
import { type Dictionary, placeOf, prefixRange, wordAt } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import { isKnownWord } from '../text/known-words.ts';
import { neighboursOf } from './neighbours.ts';

/** A word of the corpus and the number of papers that write it so. */
type KnownWord = { readonly word: string; readonly frequency: number; readonly distance: number };

/** What a mistyped word most likely means; where that is not sure it is only offered. */
export type Correction = { readonly word: string; readonly isSure: boolean };

const LEAST_LETTERS = 4;
const LEAST_LETTERS_FOR_TWO = 6;
/** From so many letters on one slip, and from so many two, leave little doubt. */
const SURE_LETTERS = 6;
const SURE_LETTERS_FOR_TWO = 8;
const LEAST_PREFIX = 2;
/** A word of no dictionary must be in so many papers to stand for what was typed. */
const LEAST_PAPERS = 3;
/** A slip that so few papers make themselves is one where so many times as many write the near word. */
export const MOST_SLIPS = 3;
const TIMES_AS_MANY = 8;
/** How much likelier a letter left out is than any other slip. */
const TIMES_AS_LIKELY_LEFT_OUT = 4;

/**
 * What stands in the corpus for a word that no paper writes, or a few by the same slip; undefined where nothing is near, for words
 * of English and science, which are none, and for a word of an author's name. `papers` is how many write it so; a name is looked for among authors.
 */
export function findCorrection(
  state: CorpusState,
  typed: string,
  papers: number,
  isName: boolean,
): Correction | undefined {
  if (papers > MOST_SLIPS || !/^\p{L}+$/u.test(typed) || (!isName && isKnownWord(typed))) return undefined;
  if (isInNames(state, typed)) return undefined;
  const near = correctWord(state, typed, isName);
  if (near === undefined) return undefined;
  const { word, distance, frequency } = near;
  if (papers > 0) {
    const isSlip = isInnerSlip(typed, near) && frequency >= TIMES_AS_MANY * papers && isKnownWord(word);
    return isSlip ? { word, isSure: true } : undefined;
  }
  const letters = distance === 1 ? SURE_LETTERS : SURE_LETTERS_FOR_TWO;
  const isTelling = isName || isKnownWord(word) || frequency >= LEAST_PAPERS;
  return { word, isSure: typed.length >= letters && isTelling && !isLongerName(typed, word) };
}

/** Whether one is the other with a letter before or behind it, as names are made: `linformer`, `crispr`. */
function isLongerName(typed: string, word: string): boolean {
  if (typed.length !== word.length + 1) return false;
  const isBefore = typed.endsWith(word) && typed[0] !== typed[1];
  return isBefore || (typed.startsWith(word) && typed.at(-1) !== typed.at(-2));
}

/** Whether one slip within a long word parts the two: at its ends it may be another word, as `networkx`. */
function isInnerSlip(typed: string, { word, distance }: KnownWord): boolean {
  const hasEnds = typed.at(0) === word.at(0) && typed.at(-1) === word.at(-1);
  return distance === 1 && typed.length >= SURE_LETTERS && hasEnds;
}

/** The word of the corpus that is nearest, two slips keeping the first letter; undefined where none is near. */
function correctWord(state: CorpusState, typed: string, isName: boolean): KnownWord | undefined {
  if (typed.length < LEAST_LETTERS) return undefined;
  const edits = typed.length < LEAST_LETTERS_FOR_TWO ? ([1] as const) : ([1, 2] as const);
  for (const most of edits) {
    const near = [...nearWords(state, typed, most, isName).values()];
    if (near.length > 0) return near.reduce((best, known) => (isNearer(typed, known, best) ? known : best));
  }
  return undefined;
}

/**
 * The first letter is seldom a slip; two doubled for one another are more often one, and a letter left out than one too many or another
 * in its stead.
 */
function isNearer(typed: string, a: KnownWord, b: KnownWord): boolean {
  const begins = [a, b].map(({ word }) => word.charAt(0) === typed.charAt(0));
  if (a.distance === b.distance && begins[0] !== begins[1]) return begins[0];
  const isDoubled = [a, b].map(({ word }) => undoubled(word) === undoubled(typed));
  if (a.distance === b.distance && isDoubled[0] !== isDoubled[1]) return isDoubled[0];
  const [one, other] = [a, b].map((known) =>
    known.word.length > typed.length
      ? { ...known, frequency: TIMES_AS_LIKELY_LEFT_OUT * known.frequency }
      : known,
  );
  return likelier(one, other);
}

function undoubled(word: string): string {
  return word.replace(/(.)\1/g, '$1');
}

function likelier(a: KnownWord, b: KnownWord): boolean {
  if (a.distance !== b.distance) return a.distance < b.distance;
  return a.frequency !== b.frequency ? a.frequency > b.frequency : a.word < b.word;
}

function nearWords(state: CorpusState, typed: string, most: 1 | 2, isName: boolean): Map<string, KnownWord> {
  const known = new Map<string, KnownWord>();
  const collect = (dictionary: Dictionary, frequencyOf: (place: number) => number): void => {
    for (const { place, distance } of neighboursOf(dictionary, typed, most, most - 1)) {
      const frequency = frequencyOf(place);
      if (distance === 0 || frequency === 0) continue;
      const word = wordAt(dictionary, place);
      known.set(word, { word, distance, frequency: frequency + (known.get(word)?.frequency ?? 0) });
    }
  };
  if (!isName)
    for (const segment of state.segments) collect(segment.words, (place) => segment.wordFrequency[place]);
  if (known.size > 0) return known;
  for (const segment of state.segments) collect(segment.terms, (place) => authorFrequency(segment, place));
  return known;
}

function isInNames(state: CorpusState, word: string): boolean {
  return state.segments.some((segment) => {
    const place = placeOf(segment.terms, termOf(word, 'authors'));
    return place >= 0 && authorFrequency(segment, place) > 0;
  });
}

/** Live documents with the term among the names of their authors. */
function authorFrequency(segment: Segment, place: number): number {
  const list = place * FIELD_COUNT + fieldNumber('authors');
  let live = 0;
  for (let at = segment.listStart[list]; at < segment.listStart[list + 1]; at++) {
    live += 1 - segment.deleted[segment.listDocuments[at]];
  }
  return live;
}

/** Words of the corpus that begin so, the most frequent first; none for a single letter. */
export function completeWord(state: CorpusState, prefix: string, most: number): KnownWord[] {
  if (prefix.length < LEAST_PREFIX) return [];
  const known = new Map<string, KnownWord>();
  for (const segment of state.segments) {
    const add = (dictionary: Dictionary, place: number, frequency: number): void => {
      if (frequency === 0) return;
      const word = wordAt(dictionary, place);
      known.set(word, { word, distance: 0, frequency: frequency + (known.get(word)?.frequency ?? 0) });
    };
    const written = prefixRange(segment.words, prefix);
    for (let place = written.first; place < written.end; place++) {
      add(segment.words, place, segment.wordFrequency[place]);
    }
    const named = prefixRange(segment.terms, prefix);
    for (let place = named.first; place < named.end; place++) {
      add(segment.terms, place, authorFrequency(segment, place));
    }
  }
  return [...known.values()].sort((a, b) => (likelier(a, b) ? -1 : 1)).slice(0, most);
}

/** How many papers spell the word so in their prose. */
export function countWriting(state: CorpusState, word: string): number {
  return state.segments.reduce((papers, segment) => {
    const place = placeOf(segment.words, word);
    return place < 0 ? papers : papers + segment.wordFrequency[place];
  }, 0);
}
