import lunr from 'lunr';
import { singularOf } from '../text/irregular-plurals.ts';
import { oneSpelling } from '../text/spelling.ts';
import { isStopWord } from '../text/stop-words.ts';
import { endingOf } from '../text/word-endings.ts';

/** What is indexed of a paper. Prose is stemmed and freed of stop words; names are neither, but a venue has one spelling. */
export const FIELDS = ['title', 'abstract', 'authors', 'venue', 'categories'] as const;
export type IndexField = (typeof FIELDS)[number];

const MOST_REMEMBERED = 20_000;
const stems = new Map<string, string>();
const endings = new Map<string, number>();

/** Plurals of two nouns, of which the other is the more common in papers: `base`, `die` as one says it of Dice's coefficient. */
const AMBIGUOUS_PLURALS: ReadonlySet<string> = new Set(['bases', 'dice']);

/** The index term of a word of prose: its American spelling in the singular, by Lunr's Porter stemmer; '' for a stop word. */
export function proseTerm(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = isStopWord(word) ? '' : lunr.stemmer(new lunr.Token(normalForm(word), {})).toString();
    if (stems.size >= MOST_REMEMBERED) stems.clear();
    stems.set(word, stem);
  }
  return stem;
}

/** The ending of a word of prose as a bit of `endingOf`: the same for its plural and its other spelling. */
export function proseEnding(word: string): number {
  let ending = endings.get(word);
  if (ending === undefined) {
    ending = endingOf(normalForm(word));
    if (endings.size >= MOST_REMEMBERED) endings.clear();
    endings.set(word, ending);
  }
  return ending;
}

/** A folded word in its American spelling, and in the singular where its plural is irregular. */
export function normalForm(word: string): string {
  const singular = AMBIGUOUS_PLURALS.has(word) ? undefined : singularOf(word);
  return oneSpelling(singular ?? word);
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
