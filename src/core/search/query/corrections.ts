import { type CorpusState, fieldNumber } from '../index/corpus-state.ts';
import { type Dictionary, placeOf, prefixRange, wordAt } from '../index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';
import { neighboursOf } from './neighbours.ts';

/** A word of the corpus and the number of papers that write it so. */
type KnownWord = { readonly word: string; readonly frequency: number; readonly distance: number };

const LEAST_LETTERS = 4;
const LEAST_LETTERS_FOR_TWO = 6;
const LEAST_PREFIX = 2;

/** The word of the corpus a mistyped one most likely means, two slips keeping the first letter; undefined where none is near. */
export function correctWord(state: CorpusState, typed: string): KnownWord | undefined {
  if (typed.length < LEAST_LETTERS) return undefined;
  const edits = typed.length < LEAST_LETTERS_FOR_TWO ? ([1] as const) : ([1, 2] as const);
  for (const most of edits) {
    const near = [...nearWords(state, typed, most).values()];
    if (near.length > 0) return near.reduce((best, known) => (likelier(known, best) ? known : best));
  }
  return undefined;
}

function likelier(a: KnownWord, b: KnownWord): boolean {
  if (a.distance !== b.distance) return a.distance < b.distance;
  return a.frequency !== b.frequency ? a.frequency > b.frequency : a.word < b.word;
}

function nearWords(state: CorpusState, typed: string, most: 1 | 2): Map<string, KnownWord> {
  const known = new Map<string, KnownWord>();
  const collect = (dictionary: Dictionary, frequencyOf: (place: number) => number): void => {
    for (const { place, distance } of neighboursOf(dictionary, typed, most, most - 1)) {
      const frequency = frequencyOf(place);
      if (distance === 0 || frequency === 0) continue;
      const word = wordAt(dictionary, place);
      known.set(word, { word, distance, frequency: frequency + (known.get(word)?.frequency ?? 0) });
    }
  };
  for (const segment of state.segments) collect(segment.words, (place) => segment.wordFrequency[place]);
  if (known.size > 0) return known;
  for (const segment of state.segments) collect(segment.terms, (place) => authorFrequency(segment, place));
  return known;
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

/** Whether a paper spells the word so in its prose. */
export function isWritten(state: CorpusState, word: string): boolean {
  return state.segments.some((segment) => {
    const place = placeOf(segment.words, word);
    return place >= 0 && segment.wordFrequency[place] > 0;
  });
}
