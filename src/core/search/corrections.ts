import { type CorpusState, fieldNumber, liveFrequency } from './corpus-state.ts';
import { type Dictionary, neighboursOf, prefixRange, wordAt } from './dictionary.ts';
import { FIELD_COUNT, type Segment } from './segment.ts';

/** A word of the corpus and the number of live papers with its term. */
type KnownWord = { readonly word: string; readonly frequency: number; readonly distance: number };

const LEAST_LETTERS = 4;
const LEAST_LETTERS_FOR_TWO = 6;
const LEAST_PREFIX = 2;

/** The word of the corpus a mistyped one most likely means, two slips keeping the first letter; undefined where none is near. */
export function correctWord(state: CorpusState, typed: string): KnownWord | undefined {
  if (typed.length < LEAST_LETTERS) return undefined;
  const furthest = typed.length < LEAST_LETTERS_FOR_TWO ? 1 : 2;
  for (let most = 1; most <= furthest; most++) {
    const near = [...nearWords(state, typed, most).values()];
    if (near.length > 0) return near.reduce((best, known) => (likelier(known, best) ? known : best));
  }
  return undefined;
}

function likelier(a: KnownWord, b: KnownWord): boolean {
  if (a.distance !== b.distance) return a.distance < b.distance;
  return a.frequency !== b.frequency ? a.frequency > b.frequency : a.word < b.word;
}

function nearWords(state: CorpusState, typed: string, most: number): Map<string, KnownWord> {
  const known = new Map<string, KnownWord>();
  const collect = (dictionary: Dictionary, frequencyOf: (place: number) => number): void => {
    for (const { place, distance } of neighboursOf(dictionary, typed, most, most - 1)) {
      const frequency = frequencyOf(place);
      if (distance === 0 || frequency === 0) continue;
      const word = wordAt(dictionary, place);
      known.set(word, { word, distance, frequency: frequency + (known.get(word)?.frequency ?? 0) });
    }
  };
  state.segments.forEach((segment, i) => {
    collect(segment.words, (place) => liveFrequency(state, i, segment.wordTerm[place]));
  });
  if (known.size > 0) return known;
  state.segments.forEach((segment, i) => {
    collect(segment.terms, (place) => (isName(segment, place) ? liveFrequency(state, i, place) : 0));
  });
  return known;
}

function isName(segment: Segment, place: number): boolean {
  const list = place * FIELD_COUNT + fieldNumber('authors');
  return segment.listStart[list + 1] > segment.listStart[list];
}

/** Words of the corpus that begin so, the most frequent first; none for a single letter. */
export function completeWord(state: CorpusState, prefix: string, most: number): KnownWord[] {
  if (prefix.length < LEAST_PREFIX) return [];
  const known = new Map<string, KnownWord>();
  state.segments.forEach((segment, i) => {
    const add = (dictionary: Dictionary, place: number, frequency: number): void => {
      if (frequency === 0) return;
      const word = wordAt(dictionary, place);
      known.set(word, { word, distance: 0, frequency: frequency + (known.get(word)?.frequency ?? 0) });
    };
    const written = prefixRange(segment.words, prefix);
    for (let place = written.first; place < written.end; place++) {
      add(segment.words, place, liveFrequency(state, i, segment.wordTerm[place]));
    }
    const named = prefixRange(segment.terms, prefix);
    for (let place = named.first; place < named.end; place++) {
      if (isName(segment, place)) add(segment.terms, place, liveFrequency(state, i, place));
    }
  });
  return [...known.values()].sort((a, b) => (likelier(a, b) ? -1 : 1)).slice(0, most);
}

/** Whether a paper spells the word so in its prose. */
export function isWritten(state: CorpusState, word: string): boolean {
  return state.segments.some((segment) => {
    const { first, end } = prefixRange(segment.words, word);
    return first < end && wordAt(segment.words, first) === word;
  });
}
