import { proseTerm, wordsOf } from './analysis.ts';
import { type CorpusState, type DocumentRef, inverseFrequency, locateWord, paperAt } from './corpus-state.ts';
import { indexedText } from './indexed-text.ts';
import type { Interpretation } from './interpret-words.ts';

const MOST_TERMS = 20;
const TITLE_COUNTS = 3;

/** A query made of a paper's most telling words: those frequent in it (the title counting triple) and rare elsewhere. */
export function describePaper(state: CorpusState, at: DocumentRef): Interpretation {
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
  const terms = [...counts.values()].map(({ word, count }) => {
    const { places, frequency } = locateWord(state, word);
    return { word, places, frequency, weight: Math.sqrt(count) * inverseFrequency(state, frequency) };
  });
  const shared = terms.filter((term) => term.frequency > 1);
  shared.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
  const telling = shared.slice(0, MOST_TERMS);
  return {
    terms: telling,
    phrases: [],
    sequence: [],
    matchable: telling.map((term) => term.word),
    hints: [],
    replaced: new Map(),
  };
}
