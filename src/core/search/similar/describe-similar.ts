import type { Hit } from '../engine.ts';
import { type CorpusState, type DocumentRef, paperAt } from '../index/corpus-state.ts';
import type { Candidate } from '../ranking/best-candidates.ts';
import { createDescriber } from '../results/describe-hit.ts';
import { nameableWords, nameShared } from './shared-words.ts';
import type { TellingWord } from './telling-words.ts';

/** Makes hits of papers like the one at `at`, with the words they share: `shares ensembles, calibration`. */
export function describeSimilar(
  state: CorpusState,
  at: DocumentRef,
  words: readonly TellingWord[],
): (candidate: Candidate) => Hit {
  const nameable = nameableWords(words, state.documents);
  const matchable = nameable.map(({ word }) => word);
  const describe = createDescriber(state, { matchable, inNames: [], phrases: [], compounds: [] });
  return (candidate) => {
    const shared = nameShared(nameable, paperAt(state, at), paperAt(state, candidate));
    return {
      ...describe(candidate),
      why: shared.length > 0 ? `shares ${shared.join(', ')}` : 'related topic',
    };
  };
}
