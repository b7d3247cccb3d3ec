import { acronymsOf, MOST_WORDS_OF_A_FORM } from '../index/acronym-table.ts';
import { proseTerm } from '../index/analysis.ts';
import type { CorpusState } from '../index/corpus-state.ts';
import { WEIGHTS } from '../ranking/weights.ts';

/** A run of words that stands for words of the query, which `stands` tells as bits. */
export type WeightedForm = {
  readonly words: readonly string[];
  readonly weight: number;
  readonly stands: number;
  /** An acronym, which is one only where it is written with capitals. */
  readonly isShort?: true;
};

/** Long forms of acronyms that were typed, and acronyms of long forms that were; none of the words that are `known` already. */
export function findAcronymForms(
  state: CorpusState,
  words: readonly string[],
  known: ReadonlyMap<string, unknown>,
  bitOf: (word: string) => number,
): WeightedForm[] {
  const { few, many, mostWords } = WEIGHTS.acronym;
  const weight = words.length <= mostWords ? few : many;
  const table = acronymsOf(state.segments);
  const forms = new Map<string, WeightedForm>();
  const standsFor = (typed: readonly string[]): number =>
    typed.reduce((all, word) => all | (proseTerm(word) === '' ? 0 : bitOf(word)), 0);
  for (const word of new Set(words))
    for (const long of table.longForms(word))
      if (long.length > 1 || !known.has(long[0]))
        forms.set(long.join(' '), { words: long, weight, stands: standsFor([word]) });
  for (let start = 0; start < words.length; start++) {
    for (let size = 2; size <= MOST_WORDS_OF_A_FORM && start + size <= words.length; size++) {
      const run = words.slice(start, start + size);
      for (const short of table.shortForms(run))
        if (!known.has(short))
          forms.set(short, { words: short.split(' '), weight, stands: standsFor(run), isShort: true });
    }
  }
  return [...forms.values()];
}
