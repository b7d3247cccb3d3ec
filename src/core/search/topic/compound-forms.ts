import { mayJoin } from '../query/compounds.ts';
import { BINDING } from '../text/bound-words.ts';
import { isKnownWord } from '../text/known-words.ts';
import { formsOf } from '../text/word-forms.ts';

/** What stands before another word as if it were one, though no dictionary has it. */
const PREFIXES: ReadonlySet<string> = new Set(
  'auto bi co cross hyper inter intra meta micro mid mono multi nano neuro non over post pre pseudo re self semi sub super trans tri un under'.split(
    ' ',
  ),
);
const LEAST_LETTERS = 3;

/** The forms of two words written as one, `dataset` of `data set`; undefined where they cannot be one. */
export function joinForms(first: string, second: string): ReadonlySet<string> | undefined {
  return mayJoin([first, second]) ? formsOf(first + second) : undefined;
}

/** The ways in which a word can be two words of English or science, each with its forms: `data set` of `dataset`, `on line` of `online`. */
export function splitForms(word: string): readonly (readonly ReadonlySet<string>[])[] {
  const ways: (readonly ReadonlySet<string>[])[] = [];
  for (let at = 2; at <= word.length - LEAST_LETTERS; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    const isLed =
      BINDING.has(first) || PREFIXES.has(first) || (first.length >= LEAST_LETTERS && isKnownWord(first));
    if (isLed && isKnownWord(second) && mayJoin([BINDING.has(first) ? `${first}-` : first, second]))
      ways.push([formsOf(first), formsOf(second)]);
  }
  return ways;
}
