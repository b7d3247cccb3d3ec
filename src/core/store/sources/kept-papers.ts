import { isDeepStrictEqual } from 'node:util';
import type { Insertable } from 'kysely';
import { addedByHand } from '../../sources/added-by-hand.ts';
import { combineTellings } from '../../sources/rounds/combine-tellings.ts';
import type { FetchedPaper, KeptDay, KeptPapers } from '../../sources/rounds/memory.ts';
import type { Database } from '../database/database.ts';
import { storable } from '../database/engine.ts';
import type { Queries, Tables } from '../database/schema.ts';
import { type PaperReader, writePaper } from '../lists/paper-record.ts';

/** Papers written in one transaction, so that others get their turn. */
const portion = 50;
/** The record of a paper that was let go: it is known still, so that it does not come again as new. */
const letGo = '';

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
      let dropped = 0;
      for (let last: { readonly source: string; readonly key: string } | undefined; ; ) {
        const after = last;
        const old = await read((queries) => selectOld(queries, before, after));
        const bySource = new Map<string, string[]>();
        for (const { source, key, paper } of old) {
          const keys = bySource.get(source) ?? [];
          if (!kept.has(paper)) bySource.set(source, [...keys, key]);
        }
        for (const [source, keys] of bySource) {
          dropped += await write(async (queries) => {
            const count = await dropKeptPapers(queries, source, keys);
            await queries
              .updateTable('source_papers')
              .set({ record: letGo })
              .where('source', '=', source)
              .where('key', 'in', keys)
              .execute();
            return count;
          });
        }
        last = old.at(-1);
        if (last === undefined) return dropped;
      }
    },
  };
}

/** Papers that came before then, from the next after `last` on; those added by hand aside, which stay. */
function selectOld(
  queries: Queries,
  before: Date,
  last: { readonly source: string; readonly key: string } | undefined,
) {
  let old = queries
    .selectFrom('source_papers')
    .select(['source', 'key', 'paper'])
    .where('came_at', '<', before.getTime())
    .where('gone', '=', 0)
    .where('source', '<>', addedByHand);
  if (last !== undefined)
    old = old.where(({ or, and, eb }) =>
      or([eb('source', '>', last.source), and([eb('source', '=', last.source), eb('key', '>', last.key)])]),
    );
  return old.orderBy('source').orderBy('key').limit(portion).execute();
}

async function takeSome(
  queries: Queries,
  source: string,
  come: readonly FetchedPaper[],
  at: Date,
  readPaper: PaperReader,
): Promise<{ readonly new: number; readonly changed: number }> {
  // What is told twice in one answer is told once: the last counts.
  const fetched = new Map(come.map((one) => [String(storable(one.key)), one]));
  const rows = await queries
    .selectFrom('source_papers')
    .select(['key', 'day', 'line', 'came_at', 'paper', 'record', 'gone'])
    .where('source', '=', source)
    .where('key', 'in', [...fetched.keys()])
    .execute();
  const known = new Map(rows.map((row) => [row.key, row]));
  const lines = new Map<string, number>();
  let mark = await findLastMark(queries, source);
  const counts = { new: 0, changed: 0 };
  const put: Insertable<Tables['source_papers']>[] = [];
  for (const [key, one] of fetched) {
    const row = known.get(key);
    if (row === undefined) {
      const came = one.came ?? at;
      const day = came.toISOString().slice(0, 10);
      const line = (lines.get(day) ?? (await findLastLine(queries, source, day))) + 1;
      lines.set(day, line);
      mark += 1;
      counts.new += 1;
      const { paper } = one;
      const record = writePaper({ ...paper, came: came.toISOString() });
      put.push({ source, key, day, line, mark, came_at: came.getTime(), paper: paper.id, record, gone: 0 });
    } else if (row.record !== letGo) {
      const before = readPaper(row);
      const paper = before === undefined ? one.paper : combineTellings(before, one);
      if (row.gone === 0 && isDeepStrictEqual(paper, before)) continue;
      mark += 1;
      counts.changed += 1;
      put.push({ ...row, source, record: writePaper(paper), paper: paper.id, mark, gone: 0 });
    }
  }
  if (put.length > 0)
    await queries
      .insertInto('source_papers')
      .values(put)
      .onConflict((conflict) =>
        conflict.columns(['source', 'key']).doUpdateSet(({ ref }) => ({
          record: ref('excluded.record'),
          paper: ref('excluded.paper'),
          mark: ref('excluded.mark'),
          gone: ref('excluded.gone'),
        })),
      )
      .execute();
  return counts;
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
