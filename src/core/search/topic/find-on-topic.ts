import { LRUCache } from 'lru-cache';
import { createBreather } from '../../async/time-slices.ts';
import type { Paper } from '../../papers/paper.ts';
import type { SearchEngine } from '../engine.ts';
import { isStopWord } from '../text/stop-words.ts';
import { formsOf } from '../text/word-forms.ts';
import { judgeMatch, matchTopic, type TopicVerdict } from './match-topic.ts';
import { asksAnything, readTopic, type Topic, wordsOfTopic } from './topic.ts';

/** A paper on a topic, and how well it matches it: 0 to 1. */
export type TopicPaper = { readonly paper: Paper; readonly match: number };

/** A topic, and the papers on it, in no order. */
export type FoundOnTopic = {
  readonly topic: Topic;
  /** What its words weigh. */
  readonly weights: readonly number[];
  readonly papers: readonly TopicPaper[];
};

/** What engines are asked for topics. */
export type TopicSearch = Pick<SearchEngine, 'holding' | 'acronyms'>;

/** What was found in papers is kept for so many topics: the next digest looks at new papers alone. */
const keptTopics = 100;
type Verdicts = { readonly of: WeakMap<Paper, TopicVerdict>; readonly distinct: Map<string, TopicVerdict> };
const kept = new LRUCache<string, Verdicts>({ max: keptTopics });

/**
 * The papers that are on a topic: they hold every word of it that tells something, in any form of that word, and fulfil its phrases,
 * fields, dates and exclusions. Nothing is corrected, completed or left out. Takes turns with other work. Rejects with a SearchFailure.
 */
export async function findOnTopic(text: string, search: TopicSearch): Promise<FoundOnTopic> {
  const acronyms = await search.acronyms(wordsOfTopic(text).map(({ text: word }) => word));
  const topic = readTopic(text, acronyms);
  if (!asksAnything(topic)) return { topic, weights: [], papers: [] };
  const { papers, weights } = await search.holding(groupsOf(topic), topic.share);
  const look = rememberFor(JSON.stringify([text, acronyms]), topic);
  const breathe = createBreather();
  const found: TopicPaper[] = [];
  for (const paper of papers) {
    const match = judgeMatch(topic, weights, look(paper));
    if (match !== undefined) found.push({ paper, match });
    await breathe();
  }
  return { topic, weights, papers: found };
}

/** The forms of each word, with a word of what stands for it; of a topic without words, those of its phrases and fields. */
function groupsOf({ words, others, required }: Topic): readonly (readonly string[])[] {
  if (words.length > 0) {
    return words.map(({ forms }, number) => {
      const instead = others.filter(({ covers }) => covers.includes(number));
      return [...forms, ...instead.flatMap(({ run }) => [...(run.findLast(tells) ?? [])])];
    });
  }
  return required.flatMap(({ field, words: typed }) => {
    if (field === 'venue' || field === 'categories') return [];
    // Of a name an initial will do, but for one of its words.
    if (field === 'authors') return [typed];
    return typed.filter((word) => !isStopWord(word)).map((word) => [...formsOf(word)]);
  });
}

function tells(forms: ReadonlySet<string>): boolean {
  return ![...forms].some(isStopWord);
}

/** Looks into each paper once; verdicts that are alike are one. */
function rememberFor(key: string, topic: Topic): (paper: Paper) => TopicVerdict {
  const verdicts = kept.get(key) ?? { of: new WeakMap(), distinct: new Map() };
  kept.set(key, verdicts);
  return (paper) => {
    const known = verdicts.of.get(paper);
    if (known !== undefined) return known;
    const { credits, clauseCredits, isFulfilled } = matchTopic(topic, paper);
    const alike = JSON.stringify([credits, clauseCredits, isFulfilled]);
    const verdict = verdicts.distinct.get(alike) ?? { credits, clauseCredits, isFulfilled };
    verdicts.distinct.set(alike, verdict);
    verdicts.of.set(paper, verdict);
    return verdict;
  };
}
