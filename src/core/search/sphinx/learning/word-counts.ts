import { proseTerm, termOf } from '../../index/analysis.ts';
import { mayJoin, phraseOf } from '../../query/compounds.ts';
import { isBound, unbound } from '../../text/bound-words.ts';
import { isKnownWord } from '../../text/known-words.ts';
import { isStopWord } from '../../text/stop-words.ts';
import { formsOf } from '../../text/word-forms.ts';
import type { PaperTable } from '../tables/table.ts';
import { inARow, inFields } from '../wire/full-text.ts';
import { markOf, type Token, tokenOf } from '../wire/tokens.ts';

/** How many papers have terms, write words, and have terms next to each other. */
export type Counts = {
  readonly terms: ReadonlyMap<string, number>;
  readonly words: ReadonlyMap<string, number>;
  readonly phrases: ReadonlyMap<string, number>;
};

type Pair = readonly [string, string];

/** In longer texts one form more or less tells little. */
const MOST_WORDS_WITH_COMPOUNDS = 32;
const LONGEST_COMPOUND = 30;
/** Of the ways to part a word the likeliest. */
const MOST_PARTINGS = 3;

/** Looks up what the runs of words of a query may be made of. */
export async function countQueryWords(
  table: PaperTable,
  runs: readonly (readonly string[])[],
): Promise<Counts> {
  const words = [...new Set(runs.flat())];
  const withCompounds = words.length <= MOST_WORDS_WITH_COMPOUNDS;
  const pairs = withCompounds ? runs.flatMap(pairsOf) : [];
  const partings = withCompounds ? words.flatMap(partingsOf) : [];
  const parts = [...pairs, ...partings].flat();
  const joined = pairs.map(([first, second]) => unbound(first) + second);
  const terms = new Set([...words, ...parts, ...joined].flatMap(termsOf));
  const written = new Set(
    [...words, ...parts, ...joined.flatMap((word) => [...formsOf(word)])].filter((word) => !isBound(word)),
  );
  const counts = await countWords(table, terms, written);
  const phrases = new Map<string, number>();
  const likely = [
    ...pairs.filter((_, at) => (counts.terms.get(proseTerm(joined[at])) ?? 0) > 0),
    ...likeliest(partings, counts),
  ];
  await Promise.all(
    [...new Map(likely.map((pair) => [phraseOf(pair), pair]))].map(async ([phrase, pair]) => {
      const row = inARow(pair.map((word) => tokenOf(proseTerm(word))));
      phrases.set(phrase, await table.count(inFields(['title', 'abstract'], row)));
    }),
  );
  return { ...counts, phrases };
}

/** How many papers have each term, and write each word. */
export async function countWords(
  table: Pick<PaperTable, 'holders'>,
  terms: ReadonlySet<string>,
  written: ReadonlySet<string>,
): Promise<Pick<Counts, 'terms' | 'words'>> {
  const ofTerms = new Map([...terms].map((term) => [tokenOf(term), term]));
  const ofWords = new Map([...written].map((word) => [markOf('written', word), word]));
  const holders = await table.holders([...ofTerms.keys(), ...ofWords.keys()]);
  return { terms: named(ofTerms, holders), words: named(ofWords, holders) };
}

function named(
  names: ReadonlyMap<Token, string>,
  holders: ReadonlyMap<Token, number>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [token, name] of names) {
    const count = holders.get(token) ?? 0;
    if (count > 0) counts.set(name, count);
  }
  return counts;
}

/** The terms that a word may be in the index. */
export function termsOf(word: string): readonly string[] {
  return [proseTerm(word), word, termOf(word, 'venue')].filter((term) => term !== '');
}

function pairsOf(words: readonly string[]): readonly Pair[] {
  return words.slice(1).flatMap((second, at): Pair[] => {
    const pair: Pair = [words[at], second];
    return mayJoin(pair) ? [pair] : [];
  });
}

/** Two words that a word may be made of. */
function partingsOf(word: string): readonly Pair[] {
  if (word.length > LONGEST_COMPOUND || isStopWord(word) || isBound(word)) return [];
  const pairs: Pair[] = [];
  for (let at = 1; at < word.length; at++) {
    const first = word.slice(0, at);
    const pair: Pair = [isStopWord(first) ? `${first}-` : first, word.slice(at)];
    if (mayJoin(pair) && isKnownWord(unbound(pair[0])) && isKnownWord(pair[1])) pairs.push(pair);
  }
  return pairs;
}

/** Of the partings of each word those of which both parts are common. */
function likeliest(
  partings: readonly Pair[],
  { terms, words }: Pick<Counts, 'terms' | 'words'>,
): readonly Pair[] {
  const countOf = (part: string): number => (isBound(part) ? terms.get(part) : words.get(part)) ?? 0;
  const byWord = new Map<string, { readonly pair: Pair; readonly papers: number }[]>();
  for (const pair of partings) {
    const papers = Math.min(countOf(pair[0]), countOf(pair[1]));
    const word = unbound(pair[0]) + pair[1];
    if (papers > 0) byWord.set(word, [...(byWord.get(word) ?? []), { pair, papers }]);
  }
  return [...byWord.values()].flatMap((found) =>
    found
      .sort((one, other) => other.papers - one.papers)
      .slice(0, MOST_PARTINGS)
      .map(({ pair }) => pair),
  );
}
