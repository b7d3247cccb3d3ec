import type { Paper } from '../../src/core/papers/paper.ts';
import { type Engine, type EngineKind, miniSearch, paperboy, withFolder } from './engine.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';

const SIZES = [10_000, 50_000];
/** Here only Paperboy is measured. */
const LARGEST = 100_000;
const QUERIES = 300;
const REPEATS = 3;
const LIMIT = 10;

type Row = { readonly [column: string]: string };

/** Prints build, load, memory and query times of both engines on the first papers of the file, in one run. */
export async function measureSpeed(file: string, say: (text: string) => void): Promise<void> {
  const all = await readPapers(file, LARGEST);
  const sizes = [
    ...SIZES.filter((size) => size <= all.length),
    ...(all.length < SIZES[0] ? [all.length] : []),
  ];
  for (const size of sizes) await measureSize(all.slice(0, size), [paperboy, miniSearch], say);
  if (all.length >= LARGEST) await measureSize(all.slice(0, LARGEST), [paperboy], say);
}

async function measureSize(
  papers: readonly Paper[],
  kinds: readonly EngineKind[],
  say: (text: string) => void,
): Promise<void> {
  say(`\n## Speed at ${papers.length.toLocaleString('en')} papers\n`);
  say(
    `${QUERIES} queries of 1-6 words, the best of ${REPEATS} runs of each; milliseconds as median / 95th percentile.\n`,
  );
  const rows: Row[] = [];
  for (const kind of kinds) rows.push(await measureEngine(kind, papers));
  const columns = Object.keys(rows[0]);
  say(`| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}`);
  for (const row of rows) say(`| ${Object.values(row).join(' | ')} |`);
}

async function measureEngine(kind: EngineKind, papers: readonly Paper[]): Promise<Row> {
  return withFolder(async (folder) => {
    const peak = watchPeak();
    const built = await timed(() => kind.build(papers));
    const peakBytes = peak.stop();
    const file = await built.value.save(folder);
    built.value = undefined as never;
    // The first load compiles the code; the second is what a start costs.
    await kind.load(file, papers.slice(0, 1));
    const before = memory();
    const loaded = await timed(() => kind.load(file, papers));
    const held = memory() - before;
    const engine = loaded.value;
    const { words, prefixes, mistyped } = sampleQueries(papers);
    return {
      engine: kind.name,
      'build s': (built.ms / 1000).toFixed(1),
      'process MB while building': megabytes(peakBytes),
      'load ms': loaded.ms.toFixed(0),
      'memory MB': megabytes(held),
      search: percentiles(words, (text) => engine.search(text, LIMIT)),
      prefix: percentiles(prefixes, (text) => engine.searchPrefix(text, LIMIT)),
      typo: percentiles(mistyped, (text) => engine.searchMistyped(text, LIMIT)),
      'add one ms': await timeToAdd(engine, papers[0]),
    };
  });
}

async function timed<T>(run: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
}

/** Bytes in use, on the heap and in arrays beside it. */
function memory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** The most memory the process takes until stopped. */
function watchPeak(): { stop(): number } {
  globalThis.gc?.();
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

function percentiles(queries: readonly string[], run: (text: string) => unknown): string {
  const best = queries.map(() => Number.POSITIVE_INFINITY);
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    queries.forEach((text, i) => {
      const start = performance.now();
      run(text);
      if (repeat > 0) best[i] = Math.min(best[i], performance.now() - start);
    });
  }
  best.sort((a, b) => a - b);
  const at = (share: number): string => best[Math.floor((best.length - 1) * share)].toFixed(1);
  return `${at(0.5)} / ${at(0.95)}`;
}

async function timeToAdd(engine: Engine, model: Paper): Promise<string> {
  const { ms } = await timed(() => engine.add({ ...model, id: 'bench-added', title: 'Zzyzx measured' }));
  return engine.search('zzyzx', 1).length === 1 ? ms.toFixed(1) : 'not found';
}

type Sample = {
  readonly words: readonly string[];
  readonly prefixes: readonly string[];
  readonly mistyped: readonly string[];
};

/** Runs of words out of titles and abstracts; the same with the last word cut short; the same with two letters swapped. */
function sampleQueries(papers: readonly Paper[]): Sample {
  const random = createRandom(7);
  const words: string[] = [];
  for (let tries = 0; words.length < QUERIES && tries < 100 * QUERIES; tries++) {
    const paper = papers[Math.floor(random() * papers.length)];
    const text = (random() < 0.5 ? paper.title : paper.abstract)
      .split(/\s+/)
      .filter((word) => /^[A-Za-z-]{3,}$/.test(word));
    const count = 1 + Math.floor(random() * 6);
    const start = Math.floor(random() * Math.max(1, text.length - count));
    const query = text.slice(start, start + count).join(' ');
    if (query !== '') words.push(query);
  }
  return {
    words,
    prefixes: words.map((text) => text.slice(0, Math.max(3, text.length - 2 - Math.floor(random() * 3)))),
    mistyped: words.map((text) => {
      const at = 1 + Math.floor(random() * (text.length - 2));
      return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
    }),
  };
}
