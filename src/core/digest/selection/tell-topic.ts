import { tellIdea } from '../../cards/paper-item.ts';
import type { Paper } from '../../papers/paper.ts';
import { proseTerm } from '../../search/index/analysis.ts';
import { wordsOf } from '../../search/text/words.ts';
import type { MarkedText } from '../../text/marked-text.ts';
import { sentencesOf } from '../../text/sentences.ts';

/**
 * The sentence of an abstract that has most of a topic's words, those marked; the one that says what the paper is where none has any.
 * By the paper and the topic alone, so that a digest that is sent again reads the same.
 */
export function tellTopic(paper: Paper, topic: string): MarkedText {
  const terms = new Set(
    wordsOf(topic.replace(/[\p{L}]+:/gu, ' ').replace(/-\S+/gu, ' '))
      .map(({ text }) => proseTerm(text))
      .filter((term) => term !== ''),
  );
  const sentences = sentencesOf(paper.abstract).map(({ start, end }) => {
    const text = paper.abstract.slice(start, end);
    const held = wordsOf(text).flatMap((word) => {
      const term = proseTerm(word.text);
      return terms.has(term) ? [{ term, start: word.start, end: word.end }] : [];
    });
    return { text, marks: held, worth: new Set(held.map(({ term }) => term)).size };
  });
  const best = sentences.reduce<(typeof sentences)[number] | undefined>(
    (found, one) => (one.worth > (found?.worth ?? 0) ? one : found),
    undefined,
  );
  if (best === undefined) return { text: tellIdea(paper), marks: [] };
  return { text: best.text, marks: best.marks.map(({ start, end }) => ({ start, end })) };
}
