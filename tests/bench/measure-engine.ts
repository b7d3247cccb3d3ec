import { stat } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Paper } from '../../src/core/papers/paper.ts';
import { type Engine, type EngineKind, miniSearch, paperboy, withFolder } from './engine.ts';
import { makeUpPapers } from './made-up-papers.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';
import { sqliteFts } from './sqlite-fts.ts';

export const QUERIES = 300;
export const REPEATS = 3;
const LIMIT = 10;

/** A line of the table, by the names of its columns. */
export type Row = { readonly [column: string]: string };

async function measureEngine(kind: EngineKind, papers: readonly Paper[]): Promise<Row> {
  return withFolder(async (folder) => {
    const built = await measureBuild(kind, papers, folder);
    // The first load compiles the code; the second is what a start costs.
    await kind.load(built.file, papers.slice(0, 1));
    const before = await memory();
    const loaded = await timed(() => kind.load(built.file, papers));
    const held = (await memory()) - before;
    const engine = loaded.value;
    const { words, prefixes, mistyped } = sampleQueries(papers);
    return {
      engine: kind.name,
      'build s': (built.ms / 1000).toFixed(1),
      'longest pause ms': built.pause.toFixed(0),
      'process MB while building': megabytes(built.peak),
      'load ms': loaded.ms.toFixed(0),
      'memory MB': megabytes(held),
      'with the papers MB': megabytes(before + held),
      'file MB': megabytes((await stat(built.file)).size),
      search: await percentiles(words, (text) => engine.search(text, LIMIT)),
      prefix: await percentiles(prefixes, (text) => engine.searchPrefix(text, LIMIT)),
      typo: await percentiles(mistyped, (text) => engine.searchMistyped(text, LIMIT)),
      'add one ms': await timeToAdd(engine, papers[0]),
    };
  });
}

/** Builds and saves; keeps nothing of it. */
async function measureBuild(
  kind: EngineKind,
  papers: readonly Paper[],
  folder: string,
): Promise<{ readonly ms: number; readonly pause: number; readonly peak: number; readonly file: string }> {
  const peak = watchPeak();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(10);
  const { value, ms } = await timed(() => kind.build(papers));
  await setTimeout(10);
  delay.disable();
  const most = peak.stop();
  return { ms, pause: delay.max / 1e6, peak: most, file: await value.save(folder) };
}

export async function timed<T>(run: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
}

/** Bytes in use, on the heap and in arrays beside it. */
export async function memory(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await setImmediate();
    globalThis.gc?.();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function megabytes(bytes: number): string {
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

export async function percentiles(
  queries: readonly string[],
  run: (text: string) => Promise<unknown>,
): Promise<string> {
  const best = queries.map(() => Number.POSITIVE_INFINITY);
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    for (const [i, text] of queries.entries()) {
      const start = performance.now();
      await run(text);
      if (repeat > 0) best[i] = Math.min(best[i], performance.now() - start);
    }
  }
  best.sort((a, b) => a - b);
  const at = (share: number): string => best[Math.floor((best.length - 1) * share)].toFixed(1);
  return `${at(0.5)} / ${at(0.95)}`;
}

async function timeToAdd(engine: Engine, model: Paper): Promise<string> {
  const { ms } = await timed(() => engine.add({ ...model, id: 'bench-added', title: 'Zzyzx measured' }));
  const found = await engine.search('zzyzx', 1);
  return found.length === 1 ? ms.toFixed(1) : 'not found';
}

type Sample = {
  readonly words: readonly string[];
  readonly prefixes: readonly string[];
  readonly mistyped: readonly string[];
};

/** Runs of words out of titles and abstracts; the same with the last word cut short; the same with two letters swapped. */
export function sampleQueries(papers: readonly Paper[]): Sample {
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, file, size] = process.argv.slice(2);
  const kind = [paperboy, miniSearch, sqliteFts].find((one) => one.name === name) ?? paperboy;
  const papers = makeUpPapers(await readPapers(file, Number(size)), Number(size));
  process.stdout.write(JSON.stringify(await measureEngine(kind, papers)));
}
