import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pickPapers } from '../../src/core/digest/selection/pick-papers.ts';
import { defaultDigestSettings } from '../../src/core/digest/selection/settings.ts';
import type { DigestCandidate, Situation } from '../../src/core/digest/selection/situation.ts';
import { measureTaste } from '../../src/core/digest/taste/measure-taste.ts';
import type { Paper, PaperId } from '../../src/core/papers/paper.ts';
import { createLunrEngine, type LunrEngine } from '../../src/core/search/lunr-engine.ts';
import type { Liking } from '../../src/core/search/taste/taste.ts';
import { findOnTopic } from '../../src/core/search/topic/find-on-topic.ts';
import { judgeMatch, matchTopic } from '../../src/core/search/topic/match-topic.ts';
import { readTopic, wordsOfTopic } from '../../src/core/search/topic/topic.ts';
import { cutPhrases, findPhrases } from './finding/title-phrases.ts';
import { createRandom, draw } from './random.ts';
import { readPapers } from './read-papers.ts';
import { namesOfCollections, readJudged, recordIdOf } from './relevance.ts';

const DAYS = 20;
const SHOWN = 5;
const LEAST_RELEVANT = 8;
const MOST_USERS = 30;
const SEEDS = [11, 12];
const PHRASE_PAPERS = 10_000;

const untold = { told: { saved: [], unwanted: [] }, isShared: false, leavesPlace: false };

/** Somebody who saves what is relevant to one question. */
type User = { readonly text: string; readonly relevant: ReadonlySet<Paper> };
type Collection = {
  readonly name: string;
  readonly papers: readonly Paper[];
  readonly users: readonly User[];
};

/** What counts for the order of the papers of a day. */
const LEARNED = defaultDigestSettings.weights.taste;
const POLICIES = [
  { by: 'digest', match: 1, taste: 0 },
  { by: 'digest', match: 1, taste: LEARNED },
  { by: 'search', match: 1, taste: 0 },
  { by: 'search', match: 1, taste: LEARNED },
] as const;
type Policy = (typeof POLICIES)[number];
/** How well each paper is on the topic of a user; not at all where it is not there. */
type Matches = ReadonlyMap<PaperId, number>;

/**
 * Prints how many of the papers shown in 20 daily digests of five are relevant, where people save what is: users are the questions of judged
 * collections and phrases of titles, cut out there, of the second 10,000 papers of the file beside them.
 */
export async function measureLearning(folder: string, say: (text: string) => void): Promise<void> {
  say('\n## Learning from saves');
  const rows: number[][] = [];
  const file = join(folder, 'papers-100k.jsonl.gz');
  if (existsSync(file)) await measureScoring(file, say);
  say('\n### Relevant of 100 shown\n');
  say('A topic is matched as digests do it, and as the search ranks it.\n');
  say(
    '| collection | users | topic | with taste | gain | topic, as the search ranks it | with taste | gain |',
  );
  say(`|${'---|'.repeat(8)}`);
  for await (const { name, papers, users } of readCollections(folder)) {
    const search = createLunrEngine();
    await search.update({ put: papers, removed: [] });
    await search.trained();
    const row = POLICIES.map(() => 0);
    for (const [number, user] of users.entries()) {
      const matches = {
        digest: await matchAsDigests(user.text, papers, search),
        search: new Map(
          (await search.rank(user.text, { limit: papers.length })).map(({ paper, score }) => [
            paper.id,
            score,
          ]),
        ),
      };
      for (const [at, policy] of POLICIES.entries())
        for (const seed of SEEDS)
          row[at] +=
            (await simulate(user, papers, search, matches[policy.by], policy, seed * 1_000 + number)) /
            users.length /
            SEEDS.length;
    }
    search.close();
    rows.push(row);
    tell(name, users.length, row, say);
  }
  tell(
    'mean',
    '',
    rows[0]?.map((_, at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length) ?? [],
    say,
  );
}

function tell(
  name: string,
  users: number | string,
  row: readonly number[],
  say: (text: string) => void,
): void {
  const [topic = 0, both = 0, search = 0, bothBySearch = 0] = row;
  const cells = [topic, both, both - topic, search, bothBySearch, bothBySearch - search];
  say(`| ${[name, users, ...cells.map((value) => value.toFixed(1))].join(' | ')} |`);
}

/** Relevant papers shown: all of them come on some day, with so many others that a day has 20 to 50. */
async function simulate(
  { relevant }: User,
  papers: readonly Paper[],
  search: LunrEngine,
  scores: Matches,
  { match, taste }: Policy,
  seed: number,
): Promise<number> {
  const random = createRandom(seed);
  const days = Array.from({ length: DAYS }, () => ({
    size: 20 + Math.floor(random() * 31),
    papers: [] as Paper[],
  }));
  for (const paper of draw([...relevant], relevant.size, random))
    days[Math.floor(random() * DAYS)]?.papers.push(paper);
  const others = draw(
    papers.filter((paper) => !relevant.has(paper)),
    DAYS * 50,
    random,
  ).values();
  const weights = { fresh: 0, trending: 0, variety: 0, match, taste };
  const saved: Paper[] = [];
  let hits = 0;
  for (const day of days) {
    for (const paper of others) {
      if (day.papers.length >= day.size) break;
      day.papers.push(paper);
    }
    const most = Math.max(...day.papers.map(({ id }) => scores.get(id) ?? 0), Number.MIN_VALUE);
    const candidates = day.papers.map(
      (paper): DigestCandidate => ({ paper, match: (scores.get(paper.id) ?? 0) / most }),
    );
    const learned =
      taste > 0
        ? await measureTaste(
            [{ saved, unwanted: [] }],
            [candidates.map(({ paper }) => paper.id)],
            search.taste,
          )
        : undefined;
    const situation: Situation = {
      candidates,
      shownAt: new Map(),
      saves: new Map(),
      now: new Date(0),
      zone: 'UTC',
      ...(learned && { taste: { ...learned, ...untold } }),
    };
    const { picks } = await pickPapers(situation, { count: SHOWN, weights });
    for (const { paper } of picks)
      if (relevant.has(paper)) {
        hits += 1;
        saved.push(paper);
      }
  }
  return (hits * 100) / (DAYS * SHOWN);
}

/** As digests match papers with a topic, those too that lack some of it. */
async function matchAsDigests(text: string, papers: readonly Paper[], search: LunrEngine): Promise<Matches> {
  const topic = readTopic(text, await search.acronyms(wordsOfTopic(text).map(({ text: word }) => word)));
  const { weights } = await findOnTopic(text, search);
  return new Map(
    papers.map((paper) => [
      paper.id,
      judgeMatch({ ...topic, share: 0 }, weights, matchTopic(topic, paper)) ?? 0,
    ]),
  );
}

const SCORED = 20_000;
const SAVED = 1_000;

/** Prints what it costs to score many papers by what somebody saved, and for how long at most nothing else gets its turn meanwhile. */
async function measureScoring(file: string, say: (text: string) => void): Promise<void> {
  const papers = await readPapers(file, SCORED);
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  await search.trained();
  const ids = papers.map(({ id }) => id);
  say(`\n### Scoring ${papers.length.toLocaleString('en')} papers, ms of processor time\n`);
  say('| saved | first time | after that | longest pause |\n|---|---|---|---|');
  for (const count of [14, SAVED]) {
    const likings = [{ saved: papers.slice(0, count), unwanted: [] }];
    const { engine, first } = await takeFirst(search, likings, ids);
    const times: number[] = [];
    let longest = 0;
    for (let run = 0; run < 9; run += 1) {
      const watch = watchPauses();
      times.push(await timeWork(() => engine.measure(likings, ids)));
      longest = Math.max(longest, watch.stop());
    }
    const middle = times.toSorted((a, b) => a - b)[4] ?? 0;
    say(`| ${count} | ${first.toFixed(0)} | ${middle.toFixed(0)} | ${longest.toFixed(0)} |`);
  }
  search.close();
}

/** Asks for the first time since the papers changed. */
async function takeFirst(search: LunrEngine, likings: readonly Liking[], ids: readonly PaperId[]) {
  const engine = search.taste;
  if (engine === undefined) throw new Error('The engine learns nothing.');
  await search.update({ put: [], removed: ['nobody'] });
  return { engine, first: await timeWork(() => engine.measure(likings, ids)) };
}

async function timeWork(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Watches for how long the event loop is held at once. */
function watchPauses(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  return {
    stop() {
      isOver = true;
      return Math.max(longest, performance.now() - last);
    },
  };
}

async function* readCollections(folder: string): AsyncGenerator<Collection> {
  for (const name of namesOfCollections(folder)) {
    const papers = (await readPapers(join(folder, name, 'corpus.jsonl'))).map(undated);
    const byRecord = new Map(papers.map((paper) => [recordIdOf(paper), paper]));
    const users = readJudged(join(folder, name)).flatMap(({ text, grades, exclude }): User[] => {
      const least = Math.max(...grades.values()) > 1 ? 2 : 1;
      const relevant = [...grades].flatMap(([id, grade]) =>
        grade >= least && !exclude.has(id) ? (byRecord.get(id) ?? []) : [],
      );
      return relevant.length < LEAST_RELEVANT ? [] : [{ text, relevant: new Set(relevant) }];
    });
    yield { name, papers, users: draw(users, MOST_USERS, createRandom(5)) };
  }
  const file = join(folder, 'papers-100k.jsonl.gz');
  if (!existsSync(file)) return;
  const all = (await readPapers(file, PHRASE_PAPERS, PHRASE_PAPERS)).map(undated);
  const phrases = draw(
    findPhrases(all, 2).filter(({ exact }) => exact.size >= LEAST_RELEVANT),
    MOST_USERS,
    createRandom(5),
  );
  const papers = cutPhrases(all, phrases);
  const users = phrases.map(({ words, exact }) => ({
    text: words.join(' '),
    relevant: new Set([...exact].flatMap((number) => papers[number] ?? [])),
  }));
  yield { name: 'phrases of titles', papers, users };
}

/** So that nothing but topic and taste tells papers apart. */
function undated({ published: _, position: __, upvotes: ___, ...paper }: Paper): Paper {
  return paper;
}
