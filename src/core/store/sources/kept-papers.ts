import type { Paper } from '../../papers/paper.ts';
import { combineTellings } from '../../sources/rounds/combine-tellings.ts';
import type { FetchedPaper, KeptDay, KeptPapers } from '../../sources/rounds/memory.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { type PaperReader, writePaper } from '../lists/paper-record.ts';

/** Papers written in one transaction, so that others get their turn. */
const portion = 200;

export function createKeptPapers({ read, write }: Database, readPaper: PaperReader): KeptPapers {
  return {
    async take(source, come, gone, at) {
      const counts = { new: 0, changed: 0 };
      for (let start = 0; start < come.length; start += portion) {
        const some = come.slice(start, start + portion);
        const taken = await write((queries) => takeSome(queries, source, some, at, readPaper));
        counts.new += taken.new;
        counts.changed += taken.changed;
      }
      for (let start = 0; start < gone.length; start += portion) {
        const some = gone.slice(start, start + portion);
        counts.changed += await write((queries) => dropKeptPapers(queries, source, some));
      }
      return counts;
    },

    changedSince: (source, mark) =>
      read(async (queries) => {
        const changed = await queries
          .selectFrom('source_papers')
          .select(({ fn }) => ['day', fn.max('mark').as('mark')])
          .where('source', '=', source)
          .where('mark', '>', mark)
          .groupBy('day')
          .orderBy('day')
          .execute();
        const days: KeptDay[] = [];
        for (const { day } of changed) days.push(await readDay(queries, source, day, readPaper));
        return { mark: Math.max(mark, ...changed.map(({ mark: last }) => Number(last))), days };
      }),

    between: (from, to) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('source_papers')
          .select(['source', 'paper', 'came_at'])
          .where('came_at', '>=', from.getTime())
          .where('came_at', '<', to.getTime())
          .where('gone', '=', 0)
          .orderBy('came_at')
          .orderBy('source')
          .orderBy('line')
          .execute();
        return rows.map(({ source, paper, came_at }) => ({ source, paper, at: new Date(came_at) }));
      }),

    nearestDays: (sources, day) =>
      read(async (queries) => {
        const find = async (comparison: '<' | '>') => {
          const found: string[] = [];
          // One source at a time, by the index of its days.
          for (const source of sources) {
            const row = await queries
              .selectFrom('source_papers')
              .select('day')
              .where('source', '=', source)
              .where('day', comparison, day)
              .where('gone', '=', 0)
              .orderBy('day', comparison === '<' ? 'desc' : 'asc')
              .limit(1)
              .executeTakeFirst();
            if (row !== undefined) found.push(row.day);
          }
          return found.sort();
        };
        const before = (await find('<')).at(-1);
        const after = (await find('>'))[0];
        return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
      }),

    describe: (source) =>
      read(async (queries) => {
        const { count, newest } = await queries
          .selectFrom('source_papers')
          .select(({ fn }) => [fn.countAll().as('count'), fn.max('came_at').as('newest')])
          .where('source', '=', source)
          .where('gone', '=', 0)
          .executeTakeFirstOrThrow();
        return newest === null
          ? { count: Number(count) }
          : { count: Number(count), newest: new Date(Number(newest)) };
      }),

    async prune(before, kept) {
      const old = await read((queries) =>
        queries
          .selectFrom('source_papers')
          .select(['source', 'key', 'paper'])
          .where('came_at', '<', before.getTime())
          .where('gone', '=', 0)
          .execute(),
      );
      const bySource = new Map<string, string[]>();
      for (const { source, key, paper } of old) {
        if (!kept.has(paper)) bySource.set(source, [...(bySource.get(source) ?? []), key]);
      }
      let dropped = 0;
      for (const [source, keys] of bySource) {
        for (let start = 0; start < keys.length; start += portion)
          dropped += await write((queries) =>
            dropKeptPapers(queries, source, keys.slice(start, start + portion)),
          );
      }
      return dropped;
    },
  };
}

async function takeSome(
  queries: Queries,
  source: string,
  come: readonly FetchedPaper[],
  at: Date,
  readPaper: PaperReader,
): Promise<{ readonly new: number; readonly changed: number }> {
  // What is told twice in one answer is told once: the last counts.
  const fetched = new Map(come.map((one) => [one.key, one]));
  const rows = await queries
    .selectFrom('source_papers')
    .select(['key', 'paper', 'record', 'gone'])
    .where('source', '=', source)
    .where('key', 'in', [...fetched.keys()])
    .execute();
  const known = new Map(rows.map((row) => [row.key, row]));
  let mark = await findLastMark(queries, source);
  let changed = 0;
  const added: FetchedPaper[] = [];
  for (const one of fetched.values()) {
    const row = known.get(one.key);
    if (row === undefined) {
      added.push(one);
      continue;
    }
    const before: Paper | undefined = readPaper(row);
    const paper = before === undefined ? one.paper : combineTellings(before, one);
    const record = writePaper(paper);
    if (record === row.record && row.gone === 0) continue;
    mark += 1;
    changed += 1;
    await queries
      .updateTable('source_papers')
      .set({ record, paper: paper.id, mark, gone: 0 })
      .where('source', '=', source)
      .where('key', '=', one.key)
      .execute();
  }
  const lines = new Map<string, number>();
  for (const { key, paper, came = at } of added) {
    const day = came.toISOString().slice(0, 10);
    const line = (lines.get(day) ?? (await findLastLine(queries, source, day))) + 1;
    lines.set(day, line);
    mark += 1;
    const record = writePaper({ ...paper, came: came.toISOString() });
    const row = { source, key, day, line, mark, came_at: came.getTime(), paper: paper.id, record, gone: 0 };
    await queries.insertInto('source_papers').values(row).execute();
  }
  return { new: added.length, changed };
}

/** The newest mark of the source; 0 before the first. */
async function findLastMark(queries: Queries, source: string): Promise<number> {
  const row = await queries
    .selectFrom('source_papers')
    .select(({ fn }) => fn.max('mark').as('last'))
    .where('source', '=', source)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** The last line of the day at this source; 0 for a day without any. */
async function findLastLine(queries: Queries, source: string, day: string): Promise<number> {
  const row = await queries
    .selectFrom('source_papers')
    .select(({ fn }) => fn.max('line').as('last'))
    .where('source', '=', source)
    .where('day', '=', day)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Marks papers of a source as gone; yields how many were there. */
export async function dropKeptPapers(
  queries: Queries,
  source: string,
  keys: readonly string[],
): Promise<number> {
  const mark = await findLastMark(queries, source);
  const { numUpdatedRows } = await queries
    .updateTable('source_papers')
    .set({ gone: 1, mark: mark + 1 })
    .where('source', '=', source)
    .where('key', 'in', keys)
    .where('gone', '=', 0)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function readDay(
  queries: Queries,
  source: string,
  day: string,
  readPaper: PaperReader,
): Promise<KeptDay> {
  const rows = await queries
    .selectFrom('source_papers')
    .select(['key', 'line', 'paper', 'record'])
    .where('source', '=', source)
    .where('day', '=', day)
    .where('gone', '=', 0)
    .orderBy('line')
    .execute();
  const papers = rows.flatMap((row) => {
    const paper = readPaper(row);
    return paper === undefined ? [] : [{ key: row.key, line: row.line, paper }];
  });
  return { day, papers };
}
