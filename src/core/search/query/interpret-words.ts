import { proseTerm } from '../index/analysis.ts';
import {
  type CorpusState,
  inverseFrequency,
  type LocatedWord,
  locateWord,
  type TermPlace,
  type WordEndings,
} from '../index/corpus-state.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { isBound } from '../text/bound-words.ts';
import { isGenericWord } from '../text/empty-words.ts';
import { isKnownWord } from '../text/known-words.ts';
import { findAcronymForms, type WeightedForm } from './acronym-forms.ts';
import { type Compound, type CompoundWords, findCompounds, locateWithCompounds } from './compounds.ts';
import { completeWord, countWriting, findCorrection, MOST_SLIPS } from './corrections.ts';
import { findInitialsApart, withoutNames } from './initials.ts';

/** A term to score by: where it stands in each segment, and how much it counts (its idf times its query weight). */
export type WeightedTerm = {
  /** The folded word; '' for a stem that nobody typed. */
  readonly word: string;
  readonly places: readonly (readonly TermPlace[])[];
  readonly weight: number;
  /** Which of the words with that stem it is. */
  readonly endings: WordEndings;
  /** The words of the query that a paper with this has, a bit each. */
  readonly words: number;
};

/** Words typed, as the corpus has them. */
export type Interpretation = {
  readonly terms: readonly WeightedTerm[];
  /** Forms that stand for words of the query: runs of words with the weight of each. */
  readonly phrases: readonly WeightedForm[];
  /** The words found, in the order of the query, for what stands together. */
  readonly sequence: readonly LocatedWord[];
  /** Folded words that explain a hit where they stand in prose, corrected and completed ones as the corpus writes them. */
  readonly matchable: readonly string[];
  /** Those that explain a hit where they stand in a name. */
  readonly inNames: readonly string[];
  /** All words that tell something, those among them that no paper has, a bit each; of more than 31 the first. */
  readonly asked: number;
  /** Those of them that tell what a paper is about. */
  readonly telling: number;
  /** Words that papers write as one and as two, in the form in which they are among the words. */
  readonly compounds: readonly Compound[];
  readonly hints: readonly string[];
  /** Words that no paper has, and what was taken for them: the near word, or (undefined) words that begin so. */
  readonly replaced: ReadonlyMap<string, string | undefined>;
  /** Words that no paper has, and what may be meant by them: nothing was searched for in their stead. */
  readonly offered: ReadonlyMap<string, string>;
};

/** In a longer text a strange word is more often a name than a slip. */
const MOST_WORDS_TO_CORRECT = 12;
const LEAST_LETTERS_TO_COMPLETE = 4;
const MOST_COMPLETIONS = 16;
const MOST_NAMED = 3;
/** What fits into a whole number of the operators on bits. */
const MOST_BITS = 31;
/** A mistyped word whose stem happens to exist is still corrected where the near word is this many times as common. */
const MUCH_COMMONER = 2;

/** Looks up the words; a word nobody uses is corrected or completed where that is sure, and a hint says so. */
export function interpretWords(
  state: CorpusState,
  typed: readonly string[],
  prefix: boolean,
  names: ReadonlySet<string>,
): Interpretation {
  const { words, compounds } = withCompounds(state, typed, prefix);
  const apart = findInitialsApart(state, words, names);
  const located = new Map<string, LocatedWord>();
  const bits = createBits();
  const repeats = new Map<string, UsedWord>();
  const sequence: LocatedWord[] = [];
  const completed: WeightedTerm[] = [];
  const matchable = new Set<string>();
  const hints: string[] = [];
  const corrections: string[] = [];
  const missing: string[] = [];
  const replaced = new Map<string, string | undefined>();
  const offered = new Map<string, string>();
  const correcting = words.length <= MOST_WORDS_TO_CORRECT;

  const locate = (word: string): LocatedWord => {
    const known = located.get(word);
    if (known !== undefined) return known;
    const place = locateWithCompounds(state, word, compounds);
    const meant = apart.has(word) ? withoutNames(state, place) : place;
    located.set(word, meant);
    return meant;
  };
  const use = (word: string): void => {
    const place = locate(word);
    if (place.frequency === 0) return;
    matchable.add(word);
    repeats.set(word, { word, place, times: (repeats.get(word)?.times ?? 0) + 1, words: bits.of(word) });
    sequence.push(place);
  };
  const complete = (word: string): number => {
    const completions = completeWord(state, word, MOST_COMPLETIONS).filter((known) => known.word !== word);
    for (const known of completions) {
      const { places, endings, frequency } = locateWord(state, known.word);
      completed.push({
        word: known.word,
        places,
        endings,
        weight: WEIGHTS.prefix * inverseFrequency(state, frequency),
        words: bits.of(word),
      });
      matchable.add(known.word);
    }
    return completions.length;
  };

  words.forEach((word, i) => {
    const last = i === words.length - 1;
    const known = locate(word);
    if (prefix && last) {
      if (known.frequency > 0) use(word);
      const completions = complete(word);
      if (completions > 0 && known.frequency === 0) replaced.set(word, undefined);
      if (completions > 0 || known.frequency > 0) return;
    }
    if (isStopWord(word)) return;
    const papers = known.frequency === 0 ? 0 : countWriting(state, word);
    // What papers write as one or two words is none: nobody typed it so.
    const mayBeSlip = correcting && papers <= MOST_SLIPS && typed.includes(word);
    const correction = mayBeSlip ? findCorrection(state, word, papers, names.has(word)) : undefined;
    if (correction?.isSure && isBetter(state, correction.word, known)) {
      replaced.set(word, correction.word);
      corrections.push(`${sayRare(word, papers)}; searched for “${correction.word}”.`);
    } else if (known.frequency > 0) use(word);
    else if (correcting && mayComplete(word) && complete(word) > 0) {
      hints.push(`No paper says “${word}”; searched for words that begin like it.`);
      replaced.set(word, undefined);
    } else {
      bits.of(word);
      if (correction === undefined) missing.push(word);
      else offered.set(word, correction.word);
    }
  });
  if (corrections.length > 0) {
    // The right word may be part of a compound. It is more frequent than the slip, so this comes to an end.
    const right = typed.map((word) => replaced.get(word) ?? word);
    const again = interpretWords(state, right, prefix, names);
    return {
      ...again,
      hints: [...corrections, ...again.hints],
      replaced: new Map([...replaced, ...again.replaced]),
    };
  }
  for (const [word, other] of offered)
    if (!prefix) hints.push(`No paper says “${word}”. Did you mean “${other}”?`);
  if (missing.length > 0 && !prefix) hints.push(missingHint(missing));

  const terms = [...repeats.values()].map((used) => weightedTerm(state, used));
  return {
    terms: [...terms, ...completed],
    phrases: findAcronymForms(state, words, located, bits.of),
    asked: bits.all(),
    telling: tellingBits(words, bits.of),
    sequence,
    matchable: [...matchable].filter((word) => !names.has(word)),
    inNames: [...matchable].filter((word) => !apart.has(word)),
    compounds,
    hints,
    replaced,
    offered,
  };
}

function tellingBits(words: readonly string[], bitOf: (word: string) => number): number {
  return words.reduce((all, word) => all | (isStopWord(word) || isGenericWord(word) ? 0 : bitOf(word)), 0);
}

function mayComplete(word: string): boolean {
  return word.length >= LEAST_LETTERS_TO_COMPLETE && !isKnownWord(word);
}

function sayRare(word: string, papers: number): string {
  if (papers === 0) return `No paper says “${word}”`;
  return papers === 1 ? `Only 1 paper says “${word}”` : `Only ${papers} papers say “${word}”`;
}

/** In longer texts one form more or less tells little. */
const MOST_WORDS_WITH_COMPOUNDS = 32;

/** The words with their compounds; the last one of a text that is being typed is not known to be whole. */
function withCompounds(state: CorpusState, typed: readonly string[], prefix: boolean): CompoundWords {
  if (typed.length > MOST_WORDS_WITH_COMPOUNDS)
    return { words: typed.filter((word) => !isBound(word)), compounds: [] };
  if (!prefix) return findCompounds(state, typed);
  const { words, compounds } = findCompounds(state, typed.slice(0, -1));
  return { words: [...words, ...typed.slice(-1)], compounds };
}

function isStopWord(word: string): boolean {
  return proseTerm(word) === '';
}

/** Whether the word nobody writes is no mere inflection of another: it has the stem of the near word, or one much rarer. */
function isBetter(state: CorpusState, word: string, { stem, frequency }: LocatedWord): boolean {
  const better = locateWord(state, word);
  return frequency === 0 || better.stem === stem || better.frequency >= MUCH_COMMONER * frequency;
}

function missingHint(missing: readonly string[]): string {
  const named = [...new Set(missing)].slice(0, MOST_NAMED).map((word) => `“${word}”`);
  return `No paper says ${named.join(', ')}${missing.length > MOST_NAMED ? ' and others' : ''}.`;
}

/** Gives each word a bit when first asked for it; from the 32nd on none. */
function createBits(): { of(word: string): number; all(): number } {
  const bits = new Map<string, number>();
  return {
    of(word) {
      const bit = bits.get(word) ?? (bits.size < MOST_BITS ? 1 << bits.size : 0);
      bits.set(word, bit);
      return bit;
    },
    all: () => [...bits.values()].reduce((all, bit) => all | bit, 0),
  };
}

type UsedWord = {
  readonly word: string;
  readonly place: LocatedWord;
  readonly times: number;
  readonly words: number;
};

function weightedTerm(state: CorpusState, { word, place, times, words }: UsedWord): WeightedTerm {
  const weight = inverseFrequency(state, place.frequency) * Math.min(times, WEIGHTS.mostRepeats);
  return { word, places: place.places, endings: place.endings, weight, words };
}
