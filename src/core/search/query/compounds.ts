import { proseTerm } from '../index/analysis.ts';
import {
  type CorpusState,
  frequencyOf,
  type LocatedWord,
  locateWord,
  PROSE_FIELDS,
} from '../index/corpus-state.ts';
import { placeOf } from '../index/dictionary.ts';
import { adjacentPostings, countOthers, listOf, mergePostings, type Postings } from '../index/postings.ts';
import type { Segment } from '../index/segment.ts';
import { isBound, unbound } from '../text/bound-words.ts';
import { isStopWord } from '../text/stop-words.ts';
import { formsOf } from '../text/word-forms.ts';
import { countWriting } from './corrections.ts';

/** A word that papers write as one and as two, `dataset` and `data set`; the form that more of them write stands for both. */
export type Compound = {
  readonly joined: string;
  readonly parts: readonly [string, string];
  readonly wins: 'joined' | 'parts';
};

/** The words of a query with compounds in the form that wins. */
export type CompoundWords = { readonly words: readonly string[]; readonly compounds: readonly Compound[] };

/** What is an ending rather than a word where it stands apart. */
const ENDINGS: ReadonlySet<string> = new Set(['s', 'es', 'ed', 'ing', 'ly', 'er', 'al']);
const LEAST_LETTERS = 3;
const LONGEST = 30;

/** Finds the compounds among the words of a query, typed as one or as two. */
export function findCompounds(state: CorpusState, words: readonly string[]): CompoundWords {
  const found: string[] = [];
  const compounds = new Map<string, Compound>();
  const use = (compound: Compound): void => {
    compounds.set(compound.joined, compound);
    found.push(...(compound.wins === 'joined' ? [compound.joined] : compound.parts));
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const pair = at + 1 < words.length ? joinPair(state, [word, words[at + 1]]) : undefined;
    if (pair !== undefined) {
      use(pair);
      at += 1;
      continue;
    }
    const split = splitWord(state, word);
    if (split !== undefined) use(split);
    // A stop word that is part of no compound tells nothing.
    else if (!isBound(word)) found.push(word);
  }
  return { words: found, compounds: [...compounds.values()] };
}

/** A run of words with all its compounds joined, and with all of them apart; none where papers write it in one way. */
export function otherFormsOf(state: CorpusState, typed: readonly string[]): readonly (readonly string[])[] {
  const { words, compounds } = findCompounds(state, typed);
  if (compounds.length === 0) return [];
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const compound = compounds.find(({ parts }) => parts[0] === words[at] && parts[1] === words[at + 1]);
    joined.push(compound?.joined ?? words[at]);
    if (compound !== undefined) at += 1;
  }
  const apart = joined.flatMap((word) => compounds.find((one) => one.joined === word)?.parts ?? [word]);
  const isTyped = (form: readonly string[]) => form.join(' ') === typed.join(' ');
  return [joined, apart].filter((form) => !isTyped(form));
}

function joinPair(state: CorpusState, parts: readonly [string, string]): Compound | undefined {
  const joined = unbound(parts[0]) + parts[1];
  if (!mayJoin(parts)) return undefined;
  const frequency = frequencyOf(state, proseTerm(joined));
  if (frequency === 0 || !isWritten(state, joined)) return undefined;
  const wins = countPhrase(state, parts, frequency + 1) > frequency ? 'parts' : 'joined';
  return { joined, parts, wins };
}

/** The compound that a word is in the way in which papers part it most often. */
function splitWord(state: CorpusState, joined: string): Compound | undefined {
  if (joined.length > LONGEST || isStopWord(joined)) return undefined;
  const frequency = frequencyOf(state, proseTerm(joined));
  let best: Compound | undefined;
  let most = 0;
  for (let at = 1; at < joined.length; at++) {
    const first = joined.slice(0, at);
    const parts = [isStopWord(first) ? `${first}-` : first, joined.slice(at)] as const;
    if (!mayJoin(parts) || !isKnown(state, parts[0]) || !isKnown(state, parts[1])) continue;
    const papers = countPhrase(state, parts, Math.max(frequency, most) + 1);
    if (papers <= most) continue;
    most = papers;
    best = { joined, parts, wins: papers > frequency ? 'parts' : 'joined' };
  }
  return best;
}

/** Whether papers write the word in some form: others may have its stem, as `micrometer` that of `micrometal`. */
function isWritten(state: CorpusState, word: string): boolean {
  return [...formsOf(word)].some((form) => countWriting(state, form) > 0);
}

function isKnown(state: CorpusState, part: string): boolean {
  return isBound(part) ? frequencyOf(state, part) > 0 : countWriting(state, part) > 0;
}

/** Whether two words may be one: stop words, endings and single letters behind another are none. */
export function mayJoin([first, second]: readonly [string, string]): boolean {
  if (isStopWord(first) || isStopWord(second) || ENDINGS.has(second)) return false;
  const isNumbered = /^\d/.test(second) || /^\d+$/.test(first);
  return first.length + second.length >= LEAST_LETTERS && (second.length > 1 || isNumbered);
}

/** How many papers write the two words next to each other, as far as `most`. */
function countPhrase(state: CorpusState, parts: readonly [string, string], most: number): number {
  if (state.phrases) return Math.min(state.phrases.get(phraseOf(parts)) ?? 0, most);
  let papers = 0;
  for (const segment of state.segments) {
    const places = placesOf(segment, parts);
    if (places.includes(-1)) continue;
    const lists = PROSE_FIELDS.map((field) => adjacentPostings(segment, places, field, most - papers));
    papers += countOthers(segment, lists, []);
    if (papers >= most) return most;
  }
  return papers;
}

/** Two words as `CorpusState.phrases` has them. */
export function phraseOf([first, second]: readonly [string, string]): string {
  return `${proseTerm(first)} ${proseTerm(second)}`;
}

function placesOf(segment: Segment, [first, second]: readonly [string, string]): readonly [number, number] {
  return [placeOf(segment.terms, proseTerm(first)), placeOf(segment.terms, proseTerm(second))];
}

/** Locates a word of the query; papers that write its compounds in the other form hold it as well. */
export function locateWithCompounds(
  state: CorpusState,
  word: string,
  compounds: readonly Compound[],
): LocatedWord {
  let located = locateWord(state, word);
  for (const compound of compounds) {
    const { joined, parts, wins } = compound;
    if (wins === 'joined' ? joined === word : parts.includes(word))
      located = addOther(state, located, compound);
  }
  return located;
}

function addOther(state: CorpusState, located: LocatedWord, { joined, parts, wins }: Compound): LocatedWord {
  let frequency = located.frequency;
  const places = located.places.map((own, number) => {
    const segment = state.segments[number];
    const others = PROSE_FIELDS.map((field) =>
      wins === 'joined'
        ? adjacentPostings(segment, placesOf(segment, parts), field)
        : listOf(segment, placeOf(segment.terms, proseTerm(joined)), field),
    );
    if (others.every(({ start, end }) => start === end)) return own;
    const prose = own.find(({ fields }) => fields.includes(PROSE_FIELDS[0]));
    const place = prose?.place ?? -1;
    const lists = PROSE_FIELDS.map((field) => prose?.lists?.[field] ?? listOf(segment, place, field));
    frequency += countOthers(segment, others, lists);
    const merged: Postings[] = PROSE_FIELDS.map((field) => mergePostings(lists[field], others[field]));
    const names = own.flatMap((term) => {
      const fields = term.fields.filter((field) => !PROSE_FIELDS.includes(field));
      return fields.length > 0 ? [{ place: term.place, fields }] : [];
    });
    return [{ place, fields: PROSE_FIELDS, lists: merged }, ...names];
  });
  return { ...located, places, frequency };
}
