import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../src/core/papers/paper.ts';
import { type Engine, miniSearch, paperboy } from './engine.ts';
import { readPapers } from './read-papers.ts';

export type Judged = {
  readonly id: string;
  readonly text: string;
  readonly exclude: ReadonlySet<string>;
  readonly grades: ReadonlyMap<string, number>;
};

const DEPTH = 10;
/** Deep enough that excluded papers leave ten. */
const READ = 50;

/** Prints nDCG@10 of every judged collection in the folder. */
export async function measureRelevance(folder: string, say: (text: string) => void): Promise<void> {
  const names = namesOfCollections(folder);
  say('\n## Relevance, nDCG@10\n');
  say(`| engine | ${names.join(' | ')} | mean |\n|---|${names.map(() => '---|').join('')}---|`);
  const rows = new Map<string, number[]>();
  const similar: string[] = [];
  for (const name of names) {
    const papers = await readPapers(join(folder, name, 'corpus.jsonl'));
    const judged = readJudged(join(folder, name));
    for (const kind of [paperboy, miniSearch]) {
      const engine = await kind.build(papers);
      const row = rows.get(kind.name) ?? [];
      const gains: number[] = [];
      for (const query of judged) gains.push(await ndcg(engine, query));
      row.push(mean(gains));
      rows.set(kind.name, row);
      const likeness = await measureSimilar(engine, papers, judged);
      if (likeness !== undefined) similar.push(`Papers similar to the one asked about, ${name}: ${likeness}`);
    }
  }
  for (const [engine, row] of rows) {
    say(
      `| ${engine} | ${[...row, mean(row)].map((value) => value.toFixed(3).replace(/^0/, '')).join(' | ')} |`,
    );
  }
  for (const line of similar) say(`\n${line}`);
}

/** nDCG@10 of the papers similar to each paper that a collection asks about by its title; nothing where it asks otherwise. */
async function measureSimilar(
  engine: Engine,
  papers: readonly Paper[],
  judged: readonly Judged[],
): Promise<string | undefined> {
  const byRecord = new Map(papers.map((paper) => [recordIdOf(paper), paper]));
  const gains: number[] = [];
  for (const query of judged) {
    const paper = query.exclude.has(query.id) ? byRecord.get(query.id) : undefined;
    if (paper === undefined || engine.similar === undefined) return undefined;
    gains.push(rate(await engine.similar(paper, READ), query));
  }
  return mean(gains).toFixed(3).replace(/^0/, '');
}

/** The judged collections in a folder. */
export function namesOfCollections(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'qrels.tsv')))
    .sort();
}

/** The queries of a collection for which papers were judged, each with the grades of its papers by their record ids. */
export function readJudged(folder: string): Judged[] {
  const grades = new Map<string, Map<string, number>>();
  for (const line of linesOf(join(folder, 'qrels.tsv'))) {
    const [query, document, grade] = line.split('\t');
    const known = grades.get(query) ?? new Map<string, number>();
    grades.set(query, known.set(document, Number(grade)));
  }
  const queries = linesOf(join(folder, 'queries.jsonl')).map(
    (line) => JSON.parse(line) as { id: string; text: string; exclude?: string[] },
  );
  return queries.flatMap(({ id, text, exclude = [] }) => {
    const known = grades.get(id);
    return known ? [{ id, text, exclude: new Set(exclude), grades: known }] : [];
  });
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

/** Linear gain, log2 discount, ideal over all judged papers, as trec_eval counts. */
export async function ndcg(engine: Pick<Engine, 'search'>, query: Judged): Promise<number> {
  return rate(await engine.search(query.text, READ), query);
}

function rate(papers: readonly Paper[], { exclude, grades }: Judged): number {
  const found = papers.map(recordIdOf).filter((id) => !exclude.has(id));
  const ideal = [...grades.values()].sort((a, b) => b - a);
  const best = gain(ideal);
  return best === 0 ? 0 : gain(found.map((id) => grades.get(id) ?? 0)) / best;
}

function gain(grades: readonly number[]): number {
  return grades.slice(0, DEPTH).reduce((sum, grade, i) => sum + Math.max(0, grade) / Math.log2(i + 2), 0);
}

export function recordIdOf(paper: Paper): string {
  return paper.recordIds[0] ?? paper.id;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
