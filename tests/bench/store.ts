import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Channel, Member, MessageRef } from '../../src/core/chat/channel.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { exportDatabase } from '../../src/core/store/backup/export-database.ts';
import { importDatabase } from '../../src/core/store/backup/import-database.ts';
import { readSnapshot } from '../../src/core/store/backup/snapshot.ts';
import { openDatabase } from '../../src/core/store/database/database.ts';
import { postgresEngine } from '../../src/core/store/database/postgres.ts';
import { sqliteEngine } from '../../src/core/store/database/sqlite.ts';
import type { ReactionSave, ReactionSaves } from '../../src/core/store/lists/reaction-save.ts';
import type { SaveCounts, Saves } from '../../src/core/store/lists/saved-paper.ts';
import { createStore, openStore } from '../../src/core/store/open-store.ts';
import type { Shown, Store } from '../../src/core/store/store.ts';
import { startServer } from '../core/store/postgres-server.ts';
import { withFolder } from './engine.ts';
import { openPlainSqlite } from './plain-sqlite.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';

/** What is measured, whoever does it. */
export type StoreWork = Pick<Shown, 'remember' | 'find' | 'prune'> &
  Pick<ReactionSaves, 'give' | 'takeBack'> &
  Pick<Saves, 'list'> &
  Pick<SaveCounts, 'count' | 'since'> & {
    close(): Promise<void>;
  };

const DAYS = 365;
const POSTS = 100;
const PAPERS = 5;
const PEOPLE = 500;
const SAVES = 50;
/** Papers that are new each day. */
const NEW = 10;

const lab = { platform: 'slack', workspace: 'T1' } as const;
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const now = () => new Date();
const dayOf = (day: number) => new Date(Date.UTC(2024, 0, 1 + day, 12));
const person = (number: number): Member => ({ ...lab, id: `U${number}` });
const posted = (day: number, number: number): MessageRef => {
  const channel: Channel = { ...lab, id: `C${number % 20}` };
  return { channel, id: `17${String(day * POSTS + number).padStart(8, '0')}.000100` };
};

/** Prints how long what people and posts ask of the store takes after a busy workspace's year, in one run. */
export async function measureStore(say: (text: string) => void): Promise<void> {
  const papers = await yearOfPapers();
  await withFolder(async (folder) => {
    const file = join(folder, 'paperboy.db');
    const copy = join(folder, 'plain.db');
    await fillYear(file, papers);
    await copyFile(file, copy);
    const { size } = await stat(file);
    const { server, port } = await startServer([]);
    try {
      await server.createDatabase('bench');
      const url = `postgres://postgres:secret@127.0.0.1:${port}/bench`;
      const postgresSize = await copyToPostgres(file, url);
      const columns = [
        await measureWork(flatten(await openStore({ url: `sqlite:${file}`, log })), papers),
        await measureWork(openPlainSqlite(copy), papers),
        await measureWork(flatten(await openStore({ url, log })), papers),
      ];
      say(`\n## The store after a year\n`);
      say(
        `${DAYS * POSTS} posts of ${PAPERS} papers, ${PEOPLE} people, ${SAVES} saves a day, ${papers.length} papers; milliseconds as median / 95th percentile.\nSQLite takes ${megabytes(size)} MB, PostgreSQL ${megabytes(postgresSize)} MB. What writes is on disk when it is measured.\n`,
      );
      say('| | Paperboy, SQLite | better-sqlite3 alone | Paperboy, PostgreSQL |\n|---|---|---|---|');
      for (const name of columns[0].keys())
        say(`| ${[name, ...columns.map((column) => column.get(name))].join(' | ')} |`);
    } finally {
      await server.stop();
    }
  });
}

/** The papers that ship with Paperboy, again and again under other names. */
async function yearOfPapers(): Promise<readonly Paper[]> {
  const models = await readPapers('corpus/daily-papers.jsonl');
  return Array.from({ length: DAYS * NEW }, (_, number) => ({
    ...models[number % models.length],
    id: `arxiv:2401.${String(number).padStart(5, '0')}`,
  }));
}

/** Papers that are news on a day: the last month's, the newest most. */
function pickNews(papers: readonly Paper[], day: number, random: () => number): Paper {
  const newest = (day + 1) * NEW - 1;
  return papers[Math.max(0, newest - Math.floor(random() ** 2 * 30 * NEW))];
}

/** A year of posts and reactions, written without waiting for the disk. */
async function fillYear(file: string, papers: readonly Paper[]): Promise<void> {
  const engine = sqliteEngine(file);
  const open = async () => {
    const queries = await engine.open();
    await sql`pragma synchronous = off`.execute(queries);
    return queries;
  };
  const store = createStore(await openDatabase({ engine: { ...engine, open }, log, now }), log);
  const random = createRandom(11);
  for (let day = 0; day < DAYS; day += 1) {
    const news = Array.from({ length: POSTS }, () =>
      Array.from({ length: PAPERS }, () => pickNews(papers, day, random)),
    );
    const posts = news.map((shown, number) => ({
      message: posted(day, number),
      papers: shown.map(({ id }) => id),
    }));
    await store.shown.remember(posts, dayOf(day), undefined, [...new Set(news.flat())]);
    for (let count = 0; count < SAVES; count += 1) {
      const paper = pickNews(papers, day, random);
      const mark = markOf(day, Math.floor(random() * PEOPLE), paper, Math.floor(random() * POSTS));
      await store.reactionSaves.give(mark, paper, dayOf(day));
    }
  }
  await store.close();
}

function markOf(day: number, member: number, paper: Paper, post: number): ReactionSave {
  return { message: posted(day, post), member: person(member), emoji: '🔖', paper: paper.id };
}

/** Yields the size of the database in bytes. */
async function copyToPostgres(file: string, url: string): Promise<number> {
  const lines: string[] = [];
  await readSnapshot(sqliteEngine(file), (snapshot) =>
    exportDatabase(snapshot, now(), async (text) => void lines.push(...text.split('\n').slice(0, -1))),
  );
  const engine = postgresEngine(url);
  const database = await openDatabase({ engine, log, now });
  const open = async function* () {
    yield* lines;
  };
  await importDatabase(database, engine, { open, replace: false });
  const size = await database.read(async (queries) => {
    await sql`analyze`.execute(queries);
    const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(
      queries,
    );
    return rows[0].size;
  });
  await database.close();
  return size;
}

function flatten({ shown, saves, reactionSaves, saveCounts, close }: Store): StoreWork {
  const { remember, find, prune } = shown;
  const { list } = saves;
  return { remember, find, prune, ...reactionSaves, list, ...saveCounts, close };
}

async function measureWork(work: StoreWork, papers: readonly Paper[]): Promise<ReadonlyMap<string, string>> {
  const random = createRandom(5);
  const some = (limit: number) => Math.floor(random() * limit);
  const today = dayOf(DAYS);
  const marks = Array.from({ length: 300 }, (_, number) =>
    markOf(DAYS - 1, number % PEOPLE, pickNews(papers, DAYS - 1, random), number % POSTS),
  ).map((mark) => ({ ...mark, emoji: '⭐' }));
  const paperOf = new Map(papers.map((paper) => [paper.id, paper]));
  const page = () => Array.from({ length: PAPERS }, () => pickNews(papers, some(DAYS), random));
  const times = new Map<string, string>();
  const measure = async (name: string, count: number, run: (turn: number) => Promise<unknown>) => {
    const taken: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const start = performance.now();
      await run(turn);
      taken.push(performance.now() - start);
    }
    taken.sort((a, b) => a - b);
    const at = (share: number) => taken[Math.floor((taken.length - 1) * share)].toFixed(2);
    times.set(name, `${at(0.5)} / ${at(0.95)}`);
  };
  await measure('remember a post of 5 papers', 300, (turn) => {
    const shown = page();
    const posts = [{ message: posted(DAYS, turn), papers: shown.map(({ id }) => id) }];
    return work.remember(posts, today, undefined, shown);
  });
  await measure('find a post', 1000, () => work.find(posted(some(DAYS), some(POSTS))));
  await measure('mark', marks.length, (turn) => {
    const mark = marks[turn];
    return work.give(mark, paperOf.get(mark.paper) ?? papers[0], today);
  });
  await measure('unmark', marks.length, (turn) => work.takeBack(marks[turn], today));
  await measure(`list, ${Math.round((DAYS * SAVES) / PEOPLE)} papers`, 500, () =>
    work.list(person(some(PEOPLE))),
  );
  await measure('count a page of 5', 1000, () =>
    work.count(
      lab,
      page().map(({ id }) => id),
    ),
  );
  await measure('saves since 30 days', 200, () => work.since(lab, dayOf(DAYS - 30)));
  await measure(`prune a day, ${POSTS} posts`, 30, (turn) => work.prune(dayOf(turn + 1)));
  await work.close();
  return times;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
