import { join } from 'node:path';
import { createLikeness, type Likeness } from '../../src/core/digest/selection/likeness.ts';
import { pickPapers } from '../../src/core/digest/selection/pick-papers.ts';
import { defaultDigestSettings } from '../../src/core/digest/selection/settings.ts';
import type { DigestCandidate } from '../../src/core/digest/selection/situation.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { createRandom, draw } from './random.ts';
import { readPapers } from './read-papers.ts';
import { type Judged, namesOfCollections, readJudged, recordIdOf } from './relevance.ts';

const PAIRS = 2_000;
const DIGESTS = 300;
const PICKS = 5;
/** A digest is picked from papers relevant to so many queries, and from others that these find. */
const POOL = { queries: 8, relevant: 42, others: 18, found: 30 };

type Varied = { distinct: number; relevant: number; score: number };

/** Prints how well likeness tells papers of one judged query from those of two, and how varied digests are by it, of every collection in the folder. */
export async function measureVariety(folder: string, say: (text: string) => void): Promise<void> {
  const names = namesOfCollections(folder);
  say('\n## Variety\n');
  say(
    `How often two papers relevant to one query are more alike than two relevant to different ones (AUC), and of ${DIGESTS} digests of ${PICKS}, picked from papers relevant to ${POOL.queries} queries and some that are not: the queries among them, the relevant papers, the mean score (match alone, random).\n`,
  );
  say('| collection | by | AUC | queries | relevant | score |\n|---|---|---|---|---|---|');
  for (const name of names) {
    const papers = await readPapers(join(folder, name, 'corpus.jsonl'));
    const search = createLunrEngine();
    await search.update({ put: papers, removed: [] });
    await search.trained();
    const byRecord = new Map(papers.map((paper) => [recordIdOf(paper), paper]));
    const queries = readJudged(join(folder, name)).flatMap((judged) => {
      const relevant = relevantTo(judged, byRecord);
      return relevant.length < 4 ? [] : [{ text: judged.text, relevant }];
    });
    const holders = queries.map(({ relevant }) => new Set(relevant));
    const queriesOf = (paper: Paper) => holders.flatMap((held, at) => (held.has(paper) ? [at] : []));
    const found = await Promise.all(
      queries.map(async ({ text }) =>
        (await search.rank(text, { limit: POOL.found })).map((one) => one.paper),
      ),
    );
    for (const [by, vectorsOf] of [
      ['words', undefined],
      ['words and vectors', search.vectors],
    ] as const) {
      const random = createRandom(23);
      const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)];

      const vectors = await vectorsOf?.(papers.map(({ id }) => id));
      const likeness = createLikeness(papers, vectors);
      const alike: number[] = [];
      const apart: number[] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const { relevant } = one(queries);
        const paper = one(relevant);
        addPair(alike, likeness, paper, one(relevant));
        const other = one(one(queries).relevant);
        const mine = queriesOf(paper);
        if (!queriesOf(other).some((query) => mine.includes(query))) addPair(apart, likeness, paper, other);
      }

      const sum: Varied = { distinct: 0, relevant: 0, score: 0 };
      for (let digest = 0; digest < DIGESTS; digest += 1) {
        const chosen = draw([...queries.keys()], POOL.queries, random);
        const relevant = new Set(chosen.flatMap((at) => queries[at].relevant));
        const others = new Set(chosen.flatMap((at) => found[at].filter((paper) => !relevant.has(paper))));
        const candidates = [
          ...draw([...relevant], POOL.relevant, random),
          ...draw([...others], POOL.others, random),
        ].map((paper): DigestCandidate => ({ paper: undated(paper), match: random() }));
        const situation = { candidates, shownAt: new Map(), saves: new Map(), now: new Date(), zone: 'UTC' };
        const { weights } = defaultDigestSettings;
        const { picks } = await pickPapers(situation, { count: PICKS, weights, vectorsOf });
        const covered = picks.map(({ paper }) =>
          queriesOf(byRecord.get(recordIdOf(paper)) ?? paper).filter((at) => chosen.includes(at)),
        );
        sum.distinct += new Set(covered.flat()).size;
        sum.relevant += covered.filter(({ length }) => length > 0).length;
        sum.score += picks.reduce((total, { score }) => total + score.match, 0) / PICKS;
      }
      const row = [sum.distinct, sum.relevant, sum.score].map((value) => (value / DIGESTS).toFixed(2));
      say(`| ${name} | ${by} | ${auc(alike, apart).toFixed(3)} | ${row.join(' | ')} |`);
    }
  }
}

/** Grade 1 of several says related only. */
function relevantTo({ grades }: Judged, byRecord: ReadonlyMap<string, Paper>): readonly Paper[] {
  const least = Math.max(...grades.values()) > 1 ? 2 : 1;
  return [...grades].flatMap(([id, grade]) => (grade >= least ? (byRecord.get(id) ?? []) : []));
}

/** So that nothing but match and variety tells papers apart. */
function undated({ published: _, ...paper }: Paper): Paper {
  return paper;
}

function addPair(pairs: number[], likeness: Likeness, paper: Paper, other: Paper): void {
  if (paper !== other) pairs.push(likeness(paper, other));
}

/** How often one of the first is more than one of the second; equal ones count half. */
function auc(first: readonly number[], second: readonly number[]): number {
  const sorted = second.toSorted((a, b) => a - b);
  const below = (value: number, orEqual: boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = first.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0);
  return wins / (first.length * second.length);
}
