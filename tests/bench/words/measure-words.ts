import type { Paper } from '../../../src/core/papers/paper.ts';
import type { SearchEngine } from '../../../src/core/search/engine.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { requests, topics } from './requests.ts';
import { researchWords, slips } from './slips.ts';
import { spellingPairs } from './spelling-pairs.ts';

/** Prints how many ways of writing the same are answered alike, and names those that are not. */
export async function measureWords(papers: readonly Paper[], say: (text: string) => void): Promise<void> {
  const engine = createLunrEngine();
  await engine.update({ put: papers, removed: [] });
  await engine.trained();
  say(`\n## Words, on ${papers.length.toLocaleString('en')} papers\n`);
  await sayAlike('pairs of spellings with the same ten papers in the same order', spellingPairs, engine, say);
  const asked = requests.flatMap((request) =>
    topics.map(
      (topic) => [request.replace('X', topic), request.includes('"') ? `"${topic}"` : topic] as const,
    ),
  );
  await sayAlike('requests answered like their topic', asked, engine, say);
  await sayAlike('slips answered like the right word', slips, engine, say);
  await sayReplaced(engine, say);
}

/** Names the words of research that were taken for others. */
async function sayReplaced(engine: SearchEngine, say: (text: string) => void): Promise<void> {
  const replaced: string[] = [];
  for (const word of researchWords) {
    const { hints } = await engine.search(word, { limit: 1 });
    if (hints.some((hint) => hint.includes('searched for'))) replaced.push(word);
  }
  say(
    `${replaced.length} of ${researchWords.length} words of research taken for another: ${replaced.join(', ') || 'none'}`,
  );
}

async function sayAlike(
  what: string,
  pairs: readonly (readonly [string, string])[],
  engine: SearchEngine,
  say: (text: string) => void,
): Promise<void> {
  const unlike: string[] = [];
  for (const [one, other] of pairs)
    if ((await firstTen(engine, one)) !== (await firstTen(engine, other))) unlike.push(`${one} / ${other}`);
  say(`${pairs.length - unlike.length} of ${pairs.length} ${what}`);
  for (const pair of unlike) say(`- not so: ${pair}`);
}

async function firstTen(engine: SearchEngine, text: string): Promise<string> {
  const ranked = await engine.rank(text, { limit: 10 });
  return JSON.stringify(ranked.map(({ paper }) => paper.id));
}
