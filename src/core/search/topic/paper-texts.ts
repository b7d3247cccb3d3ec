import type { Paper } from '../../papers/paper.ts';
import { cutText } from '../../text/clip-text.ts';
import { authorWords } from '../index/indexed-text.ts';
import { type Word, wordsOf } from '../text/words.ts';

/** Where a text of a paper stands, as people are told. */
export type TextPlace = 'title' | 'abstract' | 'summary' | 'keywords' | 'author' | 'venue' | 'category';

/** A text of a paper with its words in order; no phrase goes from one text into another. */
export type PaperText = { readonly place: TextPlace; readonly text: string; readonly words: readonly Word[] };

/** What is looked through of each text; a paper's own are shorter. */
const MOST_CHARACTERS = 20_000;

/** The texts in which words of a topic count, the title first. */
export function proseOf({ title, abstract, gist, keywords = [] }: Paper): readonly PaperText[] {
  return [
    textAt('title', title),
    textAt('abstract', abstract),
    ...(gist === undefined ? [] : [textAt('summary', gist)]),
    ...keywords.map((keyword) => textAt('keywords', keyword)),
  ];
}

/** The texts of names. */
export function namesIn({ authors, venue, categories }: Paper): readonly PaperText[] {
  return [
    ...authors.map((author) => textAt('author', authorWords(author))),
    ...(venue === undefined ? [] : [textAt('venue', venue)]),
    ...categories.map((category) => textAt('category', category)),
  ];
}

function textAt(place: TextPlace, whole: string): PaperText {
  const text = cutText(whole, MOST_CHARACTERS);
  return { place, text, words: wordsOf(text) };
}
