import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type EngineKind, miniSearch, paperboy } from './engine.ts';
import { QUERIES, REPEATS, type Row } from './measure-engine.ts';
import { countPapers } from './read-papers.ts';
import { sqliteFts } from './sqlite-fts.ts';

const SIZE = 10_000;
/** Here only Paperboy is measured: MiniSearch answers so slowly that it takes too long. */
const LARGEST = 100_000;
const ENGINES = [paperboy, miniSearch, sqliteFts];

/** Prints build, load, memory and query times of three engines on the first papers of the file, in one run. */
export async function measureSpeed(file: string, say: (text: string) => void): Promise<void> {
  const count = await countPapers(file, LARGEST);
  await measureSize(file, Math.min(count, SIZE), ENGINES, say);
  if (count >= LARGEST) await measureSize(file, LARGEST, [paperboy], say);
}

/** Prints the same of Paperboy alone for so many papers, made up beyond what the file has. */
export async function measureManyPapers(
  file: string,
  size: number,
  say: (text: string) => void,
): Promise<void> {
  await measureSize(file, size, [paperboy], say);
}

async function measureSize(
  file: string,
  size: number,
  kinds: readonly EngineKind[],
  say: (text: string) => void,
): Promise<void> {
  say(`\n## Speed at ${size.toLocaleString('en')} papers\n`);
  say(
    `${QUERIES} queries of 1-6 words, the best of ${REPEATS} runs of each; milliseconds as median / 95th percentile.\n`,
  );
  const rows: Row[] = [];
  for (const kind of kinds) rows.push(await runAlone(kind, file, size));
  const columns = Object.keys(rows[0]);
  say(`| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}`);
  for (const row of rows) say(`| ${Object.values(row).join(' | ')} |`);
}

/** Measures one engine in a process of its own, so that neither finds the other's memory or compiled code. */
async function runAlone(kind: EngineKind, file: string, size: number): Promise<Row> {
  const script = fileURLToPath(new URL('./measure-engine.ts', import.meta.url));
  const args = [...process.execArgv, script, kind.name, file, String(size)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Row;
}
