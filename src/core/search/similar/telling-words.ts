import { proseTerm } from '../index/analysis.ts';
import {
  ANY_WORD,
  type CorpusState,
  type DocumentRef,
  inverseFrequency,
  locateWord,
  paperAt,
} from '../index/corpus-state.ts';
import { indexedText } from '../index/indexed-text.ts';
import type { WeightedTerm } from '../query/interpret-words.ts';
import { wordsOf } from '../text/words.ts';

/** A word of a paper by which others are like it. */
export type TellingWord = WeightedTerm & {
  /** Live papers with its stem, this one among them. */
  readonly frequency: number;
};

const MOST_WORDS = 40;
const TITLE_COUNTS = 2;
/** A bit for each word but the last few, which have one together. */
const LAST_BIT = 30;

/** A paper's most telling words, one a stem: those frequent in it (the title counting twice) that others have too, but few. */
export function tellingWordsOf(state: CorpusState, at: DocumentRef): readonly TellingWord[] {
  const paper = paperAt(state, at);
  const counts = new Map<string, { word: string; count: number }>();
  const add = (text: string, counting: number): void => {
    for (const { text: word } of wordsOf(text)) {
      const stem = proseTerm(word);
      if (stem === '') continue;
      const known = counts.get(stem) ?? { word, count: 0 };
      counts.set(stem, { word: known.word, count: known.count + counting });
    }
  };
  add(paper.title, TITLE_COUNTS);
  add(indexedText(paper, 'abstract'), 1);
  return [...counts.values()]
    .map(({ word, count }): TellingWord => {
      const { places, frequency } = locateWord(state, word);
      const weight = Math.sqrt(count) * inverseFrequency(state, frequency);
      return { word, places, endings: ANY_WORD, frequency, weight, words: 0 };
    })
    .filter(({ frequency }) => frequency > 1)
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map((term, at) => ({ ...term, words: 1 << Math.min(at, LAST_BIT) }));
}
