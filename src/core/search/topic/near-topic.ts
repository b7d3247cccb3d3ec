import { distance } from 'fastest-levenshtein';
import type { Paper } from '../../papers/paper.ts';
import { cutText } from '../../text/clip-text.ts';
import type { SearchEngine } from '../engine.ts';
import { isKnownWord } from '../text/known-words.ts';
import { wordsOf } from '../text/words.ts';
import { findOnTopic } from './find-on-topic.ts';
import type { TopicWord } from './topic.ts';

/** A topic that papers here are on, near one that none is on: the whole of it, and what of it is another. */
export type NearTopic = { readonly topic: string; readonly differs: string };

/** Shorter words are seldom slips: most are names or words of other fields. Words of English or science are none. */
const leastLetters = 6;
const leastForTwo = 8;
const papersLookedAt = 20;

/**
 * The topic with words that papers here have in place of those that no paper has: near in spelling, or the name of an author.
 * Undefined where nothing near is of any use. Rejects with a SearchFailure.
 */
export async function findNearTopic(
  topic: string,
  unknown: readonly TopicWord[],
  search: SearchEngine,
): Promise<NearTopic | undefined> {
  let near = topic;
  const differs: string[] = [];
  for (const { written } of unknown) {
    const other = await findNear(written, search);
    if (other === undefined) return undefined;
    near = replaceWord(near, written, other);
    differs.push(other);
  }
  const isOther = differs.length > 0 && near !== topic;
  const { papers } = isOther ? await findOnTopic(near, search) : { papers: [] };
  return papers.length > 0 ? { topic: near, differs: differs.join(', ') } : undefined;
}

function replaceWord(text: string, written: string, other: string): string {
  const place = wordsOf(text).find(({ start, end }) => text.slice(start, end) === written);
  return place === undefined ? text : `${text.slice(0, place.start)}${other}${text.slice(place.end)}`;
}

async function findNear(written: string, search: SearchEngine): Promise<string | undefined> {
  const byAuthor = `author:${written}`;
  if ((await findOnTopic(byAuthor, search)).papers.length > 0) return byAuthor;
  const word = wordsOf(written)[0]?.text ?? '';
  if (word.length < leastLetters || isKnownWord(word)) return undefined;
  const ranked = await search.rank(written, { limit: papersLookedAt });
  const near = new Map<string, { readonly edits: number; papers: number }>();
  for (const { paper } of ranked) {
    for (const other of wordsIn(paper)) {
      const edits = countSlips(word, other);
      if (edits === undefined) continue;
      const known = near.get(other) ?? { edits, papers: 0 };
      known.papers += 1;
      near.set(other, known);
    }
  }
  const [best] = [...near].sort(([, a], [, b]) => a.edits - b.edits || b.papers - a.papers);
  return best?.[0];
}

function wordsIn({ title, abstract }: Paper): ReadonlySet<string> {
  return new Set(wordsOf(cutText(`${title} ${abstract}`, 20_000)).map(({ text }) => text));
}

/** How many slips part two words that begin alike; undefined for too many. Two letters that changed places are one. */
function countSlips(word: string, other: string): number | undefined {
  if (word.charAt(0) !== other.charAt(0) || Math.abs(word.length - other.length) > 2) return undefined;
  const edits = distance(word, other);
  const isSwap = edits === 2 && [...word].sort().join('') === [...other].sort().join('');
  if (edits <= 1 || isSwap) return 1;
  return edits === 2 && Math.min(word.length, other.length) >= leastForTwo ? 2 : undefined;
}
