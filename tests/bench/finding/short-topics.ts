import type { Paper } from '../../../src/core/papers/paper.ts';
import { findAcronyms } from '../../../src/core/search/text/acronyms.ts';
import type { EngineKind } from '../engine.ts';
import { createRandom, draw } from '../random.ts';
import { cutPhrases, findPhrases, type Phrase } from './title-phrases.ts';

const DEPTH = 10;
const LEAST_INTRODUCED = 5;
const MOST_INTRODUCED = 40;

type Question = { readonly text: string; readonly wanted: ReadonlySet<number> };
type Measure = {
  readonly name: string;
  readonly papers: readonly Paper[];
  readonly asked: readonly Question[];
};

/** Prints how well engines find papers by what they are about: nDCG@10, by what was cut out of the titles. */
export async function measureShortTopics(
  papers: readonly Paper[],
  kinds: readonly EngineKind[],
  say: (text: string) => void,
): Promise<void> {
  const measures = [...topicsOf(papers), ...acronymsOf(papers)];
  say(
    `\n## Short topics, nDCG@10\n\nPhrases of titles of ${papers.length.toLocaleString('en')} papers, cut out of these titles; the papers wanted are those whose titles held them. Single words are left there; acronyms are asked for as they are typed, and the papers wanted are those that introduce them. \`merged\`: in any spelling.\n`,
  );
  say(
    `| | asked | ${kinds.map(({ name }) => name).join(' | ')} |\n|---|---|${kinds.map(() => '---|').join('')}`,
  );
  const cells = new Map(measures.map(({ name }): [string, string[]] => [name, []]));
  for (const kind of kinds) {
    let built: readonly Paper[] = [];
    let engine = await kind.build([]);
    for (const measure of measures) {
      if (measure.papers !== built) engine = await kind.build(measure.papers);
      built = measure.papers;
      const numbers = new Map(built.map((paper, number) => [paper.id, number]));
      let sum = 0;
      for (const { text, wanted } of measure.asked) {
        const found = await engine.search(text, DEPTH);
        sum += ndcg(
          found.map(({ id }) => wanted.has(numbers.get(id) ?? -1)),
          wanted.size,
        );
      }
      cells.get(measure.name)?.push((sum / measure.asked.length).toFixed(3).replace(/^0/, ''));
    }
  }
  for (const { name, asked } of measures)
    say(`| ${name} | ${asked.length} | ${cells.get(name)?.join(' | ')} |`);
}

function topicsOf(papers: readonly Paper[]): readonly Measure[] {
  const random = createRandom(7);
  const topics = draw([...findPhrases(papers, 2), ...findPhrases(papers, 3)], 400, random);
  const words = draw(findPhrases(papers, 1), 300, random);
  const ask = (phrases: readonly Phrase[], side: 'exact' | 'any'): readonly Question[] =>
    phrases.map((phrase) => ({ text: phrase.words.join(' '), wanted: phrase[side] }));
  const withoutTopics = cutPhrases(papers, topics);
  return [
    { name: 'two and three words', papers: withoutTopics, asked: ask(topics, 'exact') },
    { name: 'two and three words, merged', papers: withoutTopics, asked: ask(topics, 'any') },
    { name: 'one word', papers, asked: ask(words, 'exact') },
    { name: 'one word, merged', papers, asked: ask(words, 'any') },
  ];
}

/** Acronyms that several papers introduce, with the papers that do. */
function acronymsOf(papers: readonly Paper[]): readonly Measure[] {
  const uses = new Map<string, Set<number>>();
  const longOf = new Map<string, readonly string[]>();
  papers.forEach(({ title, abstract }, number) => {
    for (const { short, long } of findAcronyms(`${title}\n${abstract}`)) {
      const key = `${short}|${long.join(' ')}`;
      uses.set(key, (uses.get(key) ?? new Set()).add(number));
      longOf.set(key, long);
    }
  });
  const used = [...uses].filter(([, { size }]) => size >= LEAST_INTRODUCED && size <= MOST_INTRODUCED);
  used.sort(([a], [b]) => (a < b ? -1 : 1));
  const asked = used.map(([key, wanted]) => ({
    short: key.split('|')[0] ?? '',
    long: longOf.get(key) ?? [],
    wanted,
  }));
  return [
    {
      name: 'acronyms typed short',
      papers,
      asked: asked.map(({ short, wanted }) => ({ text: short.toUpperCase(), wanted })),
    },
    {
      name: 'acronyms typed long',
      papers,
      asked: asked.map(({ long, wanted }) => ({ text: long.join(' '), wanted })),
    },
  ];
}

function ndcg(found: readonly boolean[], wanted: number): number {
  const gain = (hits: readonly boolean[]): number =>
    hits.reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0);
  return gain(found) / gain(Array.from({ length: Math.min(wanted, DEPTH) }, () => true));
}
