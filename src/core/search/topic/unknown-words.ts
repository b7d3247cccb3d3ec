import { createBreather } from '../../async/time-slices.ts';
import type { TopicSearch } from './find-on-topic.ts';
import { matchTopic } from './match-topic.ts';
import type { Topic, TopicWord } from './topic.ts';

/** The words of a topic that no paper here has in any form, in their order. Rejects with a SearchFailure. */
export async function findUnknownWords(
  topic: Topic,
  search: Pick<TopicSearch, 'holding'>,
): Promise<readonly TopicWord[]> {
  const breathe = createBreather();
  const unknown: TopicWord[] = [];
  for (const [number, word] of topic.words.entries()) {
    const others = topic.others.filter(({ covers }) => covers.includes(number));
    const alone: Topic = {
      ...topic,
      words: [word],
      others: others.map((other) => ({ ...other, covers: [0] })),
      required: [],
      excluded: [],
    };
    const instead = others.flatMap(({ run }) => run.flatMap((forms) => [...forms]));
    const { papers } = await search.holding([[...word.forms, ...instead]], 1);
    let isKnown = false;
    for (const paper of papers) {
      isKnown = matchTopic(alone, paper).credits[0] !== 0;
      if (isKnown) break;
      await breathe();
    }
    if (!isKnown) unknown.push(word);
  }
  return unknown;
}
