import { tellIdea } from '../../cards/paper-item.ts';
import type { Paper } from '../../papers/paper.ts';
import { markText } from '../../search/results/mark-words.ts';
import { matchTopic } from '../../search/topic/match-topic.ts';
import { readTopic } from '../../search/topic/topic.ts';
import type { MarkedText } from '../../text/marked-text.ts';
import { sentencesOf } from '../../text/sentences.ts';

/**
 * The sentence of an abstract that has most of a topic's words, those marked; the one that says what the paper is where none has any.
 * By the paper and the topic alone, so that a digest that is sent again reads the same.
 */
export function tellTopic(paper: Paper, topic: string): MarkedText {
  const found = matchTopic(readTopic(topic, []), paper)
    .found.filter(({ text }) => text.place === 'abstract')
    .sort((a, b) => a.start - b.start);
  const sentences = sentencesOf(paper.abstract).map(({ start, end }) => {
    const held = found.filter((one) => one.start >= start && one.end <= end);
    return { start, end, held, worth: new Set(held.map(({ word }) => word)).size };
  });
  const [best] = sentences.toSorted((a, b) => b.worth - a.worth);
  if (best === undefined || best.worth === 0) return { text: tellIdea(paper), marks: [] };
  const marks = best.held.map(({ start, end }) => ({ start: start - best.start, end: end - best.start }));
  return markText(paper.abstract.slice(best.start, best.end), marks);
}
