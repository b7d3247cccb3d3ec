import type { Paper } from '../../../src/core/papers/paper.ts';
import { isStopWord } from '../../../src/core/search/text/stop-words.ts';
import type { EngineKind } from '../engine.ts';
import { createRandom, draw } from '../random.ts';
import { plainWords } from './title-phrases.ts';

const PAPERS = 300;

type Random = () => number;
/** How somebody asks for a paper that is known to exist. */
type Asking = readonly [name: string, ask: (paper: Paper, random: Random) => string];

const ways: readonly Asking[] = [
  ['full title', ({ title }) => title],
  ['four words of the title', ({ title }, random) => pick(tellingWords(title), 4, random).join(' ')],
  ['three words of the title', ({ title }, random) => pick(tellingWords(title), 3, random).join(' ')],
  [
    'an author and two words of the title',
    ({ title, authors }, random) =>
      `${plainWords(authors[0] ?? '').at(-1) ?? ''} ${pick(tellingWords(title), 2, random).join(' ')}`,
  ],
  [
    'a question',
    ({ title }, random) => `what is known about ${pick(tellingWords(title), 4, random).join(' ')}?`,
  ],
  ['six words of the abstract', ({ abstract }, random) => pick(tellingWords(abstract), 6, random).join(' ')],
];

/** Prints in how many searches for a certain paper it comes first. */
export async function measureKnownItems(
  papers: readonly Paper[],
  kinds: readonly EngineKind[],
  say: (text: string) => void,
): Promise<void> {
  const random = createRandom(1);
  const whole = papers.filter(
    ({ title, abstract, authors }) =>
      tellingWords(title).length >= 4 && tellingWords(abstract).length >= 6 && authors.length > 0,
  );
  const wanted = pick(whole, PAPERS, random);
  const asked = ways.map(([name, ask]) => ({
    name,
    queries: wanted.map((paper) => ({ paper, text: ask(paper, random) })),
  }));
  say(
    `\n## Finding a certain paper\n\nHow often it comes first of ${papers.length.toLocaleString('en')}, asked for ${wanted.length} papers in each way.\n`,
  );
  say(`| by | ${kinds.map(({ name }) => name).join(' | ')} |\n|---|${kinds.map(() => '---|').join('')}`);
  const rows = asked.map(({ name }): string[] => [name]);
  for (const kind of kinds) {
    const engine = await kind.build(papers);
    for (const [way, { queries }] of asked.entries()) {
      let first = 0;
      for (const { text, paper } of queries)
        if ((await engine.search(text, 1))[0]?.id === paper.id) first += 1;
      rows[way]?.push((first / queries.length).toFixed(3).replace(/^0/, ''));
    }
  }
  for (const row of rows) say(`| ${row.join(' | ')} |`);
}

/** The different words of a text that are no stop words, in order. */
function tellingWords(text: string): readonly string[] {
  return [...new Set(plainWords(text))].filter((word) => word.length > 1 && !isStopWord(word));
}

/** So many at random, in their order. */
function pick<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const chosen = draw([...items.keys()], count, random);
  return chosen.toSorted((a, b) => a - b).map((at) => items[at]);
}
