import { isStopWord } from './stop-words.ts';
import { type Word, wordsOf } from './words.ts';

const BINDS = /^[-\u2010\u2011][\p{L}\p{N}]/u;

/** Stop words that make another word of what they are bound to: `by-product`, `off-line`, `on-line`. */
export const BINDING: ReadonlySet<string> = new Set(['by', 'off', 'on']);

/**
 * The words of a text; a stop word that begins a hyphenated one says something and is written with its hyphen: `on-` and `line`
 * of `on-line`.
 */
export function boundWordsOf(text: string): readonly Word[] {
  return wordsOf(text).map((word, at, all) => {
    if (!isStopWord(word.text) || !BINDS.test(text.slice(word.end, word.end + 3))) return word;
    const before = all[at - 1];
    const isWithin =
      before !== undefined && before.end === word.start - 1 && /[-\u2010\u2011]/.test(text[before.end]);
    return isWithin ? word : { ...word, text: `${word.text}-` };
  });
}

export function isBound(word: string): boolean {
  return word.endsWith('-');
}

/** The word without the hyphen that binds it. */
export function unbound(word: string): string {
  return isBound(word) ? word.slice(0, -1) : word;
}
