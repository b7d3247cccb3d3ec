import type { Paper } from '../../papers/paper.ts';
import { normalForm } from '../index/analysis.ts';
import { indexedText } from '../index/indexed-text.ts';
import { isEmptyWord } from '../text/empty-words.ts';
import { withoutPlural } from '../text/word-endings.ts';
import { wordsOf } from '../text/words.ts';
import type { TellingWord } from './telling-words.ts';

/** How often a paper has a word, whether in its title, and how it writes it. */
type WordUse = { readonly written: string; readonly count: number; readonly titled: boolean };

const LEAST_LETTERS = 3;
const LEAST_LETTERS_OF_A_PART = 6;
/** What more papers have tells no two of them apart; of few papers, what a quarter of them or more than some have. */
const MOST_SHARE = 0.05;
const SOME = 15;
const FEW = 8;
/** The last of the telling words tell little. */
const MOST_NAMEABLE = 25;
const MOST_NAMED = 3;

/** The words that may say what a paper has in common with another, among its telling ones; `papers` is the size of the corpus. */
export function nameableWords(words: readonly TellingWord[], papers: number): readonly TellingWord[] {
  return words
    .slice(0, MOST_NAMEABLE)
    .filter(({ word, frequency }) => isRareWord(frequency, papers) && isSpeakingWord(word));
}

/** Whether what so many of the papers have may tell two of them apart. */
export function isRareWord(frequency: number, papers: number): boolean {
  return frequency < Math.max(FEW, Math.min(SOME, papers / 4), MOST_SHARE * papers);
}

/** Whether a folded word says something to whoever reads it alone. */
export function isSpeakingWord(word: string): boolean {
  return word.length >= LEAST_LETTERS && /\p{L}/u.test(word) && !isEmptyWord(word);
}

/** Names what two papers share, the most telling first: words that are the topic of one of them, in its title or repeated. */
export function nameShared(words: readonly TellingWord[], one: Paper, other: Paper): readonly string[] {
  const uses = usesOf(one);
  const others = usesOf(other);
  const named = words.flatMap(({ word }) => {
    const use = uses.get(sameWord(word));
    const otherUse = others.get(sameWord(word));
    if (!use || !otherUse) return [];
    return [use, otherUse].some(({ count, titled }) => titled || count > 1) ? [otherUse.written] : [];
  });
  return named.slice(0, MOST_NAMED);
}

/** How a paper uses its words, by what is the same for a word and its plural; a short part of a hyphenated word is none. */
function usesOf(paper: Paper): ReadonlyMap<string, WordUse> {
  const uses = new Map<string, WordUse>();
  const add = (text: string, titled: boolean): void => {
    for (const { text: word, start, end } of wordsOf(text)) {
      const isPart = /[-‐‑]/u.test(`${text[start - 1]}${text[end]}`);
      if (isPart && word.length < LEAST_LETTERS_OF_A_PART) continue;
      const key = sameWord(word);
      const known = uses.get(key);
      const written = text.slice(start, end);
      uses.set(key, {
        written: known?.written ?? (/\p{Lu}.*\p{Lu}/su.test(written) ? written : written.toLowerCase()),
        count: (known?.count ?? 0) + 1,
        titled: titled || known?.titled === true,
      });
    }
  };
  add(paper.title, true);
  add(indexedText(paper, 'abstract'), false);
  return uses;
}

/** The same for a word, its plural and its other spelling. */
function sameWord(word: string): string {
  return withoutPlural(normalForm(word));
}
