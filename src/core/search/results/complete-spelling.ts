import type { CorpusState } from '../index/corpus-state.ts';
import { findCompounds } from '../query/compounds.ts';
import { completeWord, countWriting } from '../query/corrections.ts';
import { unbound } from '../text/bound-words.ts';
import { spellingsOf } from '../text/spelling.ts';

const LEAST_LETTERS = 3;
const LOOKED_AT = 5;

/** The word that most papers write of those that begin so, in the spelling and form that most of them use; undefined for none. */
export function completeSpelling(state: CorpusState, beginning: string): string | undefined {
  if (beginning.length < LEAST_LETTERS) return undefined;
  const words = completeWord(state, beginning, LOOKED_AT).map(({ word }) => word);
  const word = words.find((one) => countWriting(state, one) > 0);
  if (word === undefined) return undefined;
  const spelt = [...spellingsOf(word)].reduce((best, one) =>
    countWriting(state, one) > countWriting(state, best) ? one : best,
  );
  const [compound] = findCompounds(state, [spelt]).compounds;
  return compound?.wins === 'parts' ? compound.parts.map(unbound).join('-') : spelt;
}
