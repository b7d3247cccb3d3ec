import lunr from 'lunr';
import { singularOf } from '../text/irregular-plurals.ts';
import { oneSpelling } from '../text/spelling.ts';
import { isStopWord } from '../text/stop-words.ts';
import { endingOf } from '../text/word-endings.ts';

/** What is indexed of a paper. Prose is stemmed and freed of stop words; names are neither, but a venue has one spelling. */
export const FIELDS = ['title', 'abstract', 'authors', 'venue', 'categories'] as const;
export type IndexField = (typeof FIELDS)[number];

/** Plurals of two nouns, of which the other is the more common in papers: `base`, `die` as one says it of Dice's coefficient. */
const AMBIGUOUS_PLURALS: ReadonlySet<string> = new Set(['bases', 'dice']);

/** What a word of prose is in the index: its term, '' for a stop word, and its ending as a bit of `endingOf`. */
export type ProseWord = { readonly term: string; readonly ending: number };

/** A word of prose: its American spelling in the singular, by Lunr's Porter stemmer, and the ending of the same. */
export const readProse: (word: string) => ProseWord = remember((word) => {
  const form = normalForm(word);
  return {
    term: isStopWord(word) ? '' : lunr.stemmer(new lunr.Token(form, {})).toString(),
    ending: endingOf(form),
  };
});

/** The index term of a word of prose; '' for a stop word. */
export function proseTerm(word: string): string {
  return readProse(word).term;
}

/** The ending of a word of prose: the same for its plural and its other spelling. */
export function proseEnding(word: string): number {
  return readProse(word).ending;
}

/** A folded word in its American spelling, and in the singular where its plural is irregular. */
export function normalForm(word: string): string {
  const singular = AMBIGUOUS_PLURALS.has(word) ? undefined : singularOf(word);
  return oneSpelling(singular ?? word);
}

const MOST_REMEMBERED = 20_000;

/** The function, which remembers what it yielded for the words that came last: from so many up to twice as many. */
function remember<T>(compute: (word: string) => T): (word: string) => T {
  let recent = new Map<string, T>();
  let older = recent;
  return (word) => {
    let known = recent.get(word);
    if (known !== undefined) return known;
    known = older.get(word) ?? compute(word);
    if (recent.size >= MOST_REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    recent.set(word, known);
    return known;
  };
}

/** Whether the field is prose rather than names. */
export function isProse(field: IndexField): boolean {
  return field === 'title' || field === 'abstract';
}

/** The index term of a word in this field; '' where the field leaves the word out. */
export function termOf(word: string, field: IndexField): string {
  if (isProse(field)) return proseTerm(word);
  return field === 'venue' ? oneSpelling(word) : word;
}
