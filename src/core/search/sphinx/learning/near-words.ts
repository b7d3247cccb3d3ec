import { MOST_SLIPS } from '../../query/corrections.ts';
import { isKnownWord } from '../../text/known-words.ts';
import type { PaperTable } from '../tables/table.ts';
import { type Counts, countWords, termsOf } from './word-counts.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LEAST_LETTERS = 4;
const LONGEST = 24;
/** The server is asked of some four hundred words for each; whoever types more that nobody writes writes another language. */
const MOST_STRANGE = 4;

/**
 * Words that papers write, or names that their authors have, at one slip from those of these words that hardly any paper writes: the
 * server is asked of all words that differ in a letter.
 */
export async function learnNearWords(
  table: Pick<PaperTable, 'holders'>,
  typed: readonly string[],
  { terms, words }: Pick<Counts, 'terms' | 'words'>,
  names: ReadonlySet<string>,
): Promise<Pick<Counts, 'terms' | 'words'>> {
  const isStrange = (word: string): boolean => {
    const isLong = word.length >= LEAST_LETTERS && word.length <= LONGEST && /^\p{L}+$/u.test(word);
    const isKnown = names.has(word) ? (terms.get(word) ?? 0) > 0 : isKnownWord(word);
    return isLong && !isKnown && (words.get(word) ?? 0) <= MOST_SLIPS;
  };
  const strange = [...new Set(typed)].filter(isStrange).slice(0, MOST_STRANGE);
  if (strange.length === 0) return { terms: new Map(), words: new Map() };
  const near = new Set(strange.flatMap(slipsOf));
  const isName = strange.some((word) => names.has(word));
  const written = await countWords(table, new Set(isName ? near : []), near);
  const found = [...new Set([...written.words.keys(), ...written.terms.keys()])];
  const { terms: ofFound } = await countWords(table, new Set(found.flatMap(termsOf)), new Set());
  return { terms: ofFound, words: written.words };
}

/** All that a word becomes by one letter more, less or another, or by two that change places. */
function slipsOf(word: string): readonly string[] {
  const slips = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      slips.add(`${before}${letter}${after}`);
      if (after !== '') slips.add(`${before}${letter}${after.slice(1)}`);
    }
    if (after !== '') slips.add(before + after.slice(1));
    if (after.length > 1) slips.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  slips.delete(word);
  return [...slips];
}
