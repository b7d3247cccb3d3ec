import type { Paper } from '../../../src/core/papers/paper.ts';
import { oneSpelling } from '../../../src/core/search/text/spelling.ts';
import { isStopWord } from '../../../src/core/search/text/stop-words.ts';

/** Words that stand together in titles, and the papers whose titles hold them. */
export type Phrase = {
  readonly words: readonly string[];
  /** Numbers of the papers that write it so. */
  readonly exact: ReadonlySet<number>;
  /** Numbers of the papers that write it so, in the other number or spelling, or joined. */
  readonly any: ReadonlySet<number>;
};

/** A phrase that stands in so many titles is a topic. */
const TITLES = { least: 5, most: 40 };
/** Pointwise mutual information above which two words, and three, belong together. */
const TOGETHER: readonly number[] = [0, Number.NEGATIVE_INFINITY, 3, 5];
const GENERIC = new Set(
  `using use based via towards toward new novel approach approaches method methods methodology analysis study studies model models
   modeling system systems case application applications framework frameworks problem problems technique techniques evaluation
   improved improving efficient effective results data paper survey review overview task tasks design performance different
   general simple better fast first second one two three multiple large small high low single many beyond within without
   through approach under over non`.split(/\s+/),
);

export function plainWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Runs of `size` words that are topics, in the order of the alphabet. */
export function findPhrases(papers: readonly Paper[], size: 1 | 2 | 3): readonly Phrase[] {
  const titles = papers.map(({ title }) => plainWords(title));
  const frequency = new Map<string, number>();
  for (const title of titles)
    for (const word of new Set(title)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const exact = new Map<string, Set<number>>();
  titles.forEach((title, paper) => {
    for (let at = 0; at + size <= title.length; at++) {
      const run = title.slice(at, at + size);
      if (run.every(tells)) addTo(exact, run.join(' '), paper);
    }
  });
  const merged = mergedRuns(titles);
  return [...exact]
    .filter(([key, holders]) => {
      const words = key.split(' ');
      const chance = words.reduce(
        (product, word) => (product * (frequency.get(word) ?? 1)) / papers.length,
        1,
      );
      const count = holders.size;
      const isTopic = count >= TITLES.least && count <= TITLES.most;
      return isTopic && Math.log(count / papers.length / chance) > TOGETHER[size];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, holders]) => {
      const words = key.split(' ');
      return { words, exact: holders, any: new Set([...holders, ...(merged.get(mergeWords(words)) ?? [])]) };
    });
}

/** The papers with these phrases, however written, cut out of their titles. */
export function cutPhrases(papers: readonly Paper[], phrases: readonly Phrase[]): readonly Paper[] {
  const cut = new Set(phrases.map(({ words }) => mergeWords(words)));
  return papers.map((paper) => {
    const words = [...paper.title.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
    const plain = words.map((word) => plainWords(word).join(''));
    const gone = new Set<number>();
    for (let at = 0; at < words.length; at++)
      for (let size = 1; size <= 3 && at + size <= words.length; size++)
        if (cut.has(mergeWords(plain.slice(at, at + size))))
          for (let word = at; word < at + size; word++) gone.add(word);
    return gone.size === 0 ? paper : { ...paper, title: words.filter((_, at) => !gone.has(at)).join(' ') };
  });
}

function tells(word: string): boolean {
  return /^[a-z]{3,}$/.test(word) && !isStopWord(word) && !GENERIC.has(word);
}

/** The same for a phrase in one number or the other, British or American, in one word or several. */
function mergeWords(words: readonly string[]): string {
  return words.map((word) => oneSpelling(word).replace(/(?<=..[^isu])s$/, '')).join('');
}

function mergedRuns(titles: readonly (readonly string[])[]): Map<string, Set<number>> {
  const merged = new Map<string, Set<number>>();
  titles.forEach((title, paper) => {
    for (let at = 0; at < title.length; at++)
      for (let size = 1; size <= 3 && at + size <= title.length; size++)
        addTo(merged, mergeWords(title.slice(at, at + size)), paper);
  });
  return merged;
}

function addTo(map: Map<string, Set<number>>, key: string, value: number): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
