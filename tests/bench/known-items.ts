import type { Paper } from '../../src/core/papers/paper.ts';
import { proseTerm } from '../../src/core/search/index/analysis.ts';
import { wordsOf } from '../../src/core/search/text/words.ts';
import { type Engine, miniSearch, paperboy } from './engine.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';

const DEPTH = 10;
const WORDS = 4;
const ROUNDS = 5;

/** Prints how soon a paper is found by four words out of its abstract: the mean of 1 / rank in the first ten. */
export async function measureKnownItems(folder: string, say: (text: string) => void): Promise<void> {
  const papers = await readPapers(`${folder}/daily-papers.jsonl`);
  const random = createRandom(1);
  const queries = Array.from({ length: ROUNDS }, () =>
    papers.map((paper) => ({ paper, text: someWords(paper, random) })),
  ).flat();
  say(
    `\n## Finding a paper by ${WORDS} words of its abstract (${queries.length} queries)\n\n| engine | mean reciprocal rank@10 |\n|---|---|`,
  );
  for (const kind of [paperboy, miniSearch]) {
    const engine = await kind.build(papers);
    let total = 0;
    for (const { text, paper } of queries) total += await reciprocalRank(engine, text, paper);
    say(`| ${kind.name} | ${(total / queries.length).toFixed(3)} |`);
  }
}

function someWords(paper: Paper, random: () => number): string {
  const words = wordsOf(paper.abstract)
    .map((word) => word.text)
    .filter((word) => proseTerm(word) !== '');
  return Array.from({ length: WORDS }, () => words[Math.floor(random() * words.length)]).join(' ');
}

async function reciprocalRank(engine: Engine, text: string, paper: Paper): Promise<number> {
  const papers = await engine.search(text, DEPTH);
  const rank = papers.findIndex((found) => found.id === paper.id);
  return rank < 0 ? 0 : 1 / (rank + 1);
}
