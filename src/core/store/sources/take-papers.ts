import { isDeepStrictEqual } from 'node:util';
import type { Insertable } from 'kysely';
import type { Telling } from '../../papers/news/paper-news.ts';
import { combineTellings } from '../../sources/rounds/combine-tellings.ts';
import type { FetchedPaper } from '../../sources/rounds/memory.ts';
import { storable } from '../database/engine.ts';
import type { Queries, Tables } from '../database/schema.ts';
import { type PaperReader, writePaper } from '../lists/paper-record.ts';
import { noteNews } from '../news/note-news.ts';

/** The record of a paper that was let go: it is known still, so that it does not come again as new. */
export const letGo = '';

/** Takes what a source told in one transaction; yields how many are new, and how many of the others changed. */
export async function takePapers(
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
  const tellings: Telling[] = [];
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
      tellings.push({ paper });
      put.push({ source, key, day, line, mark, came_at: came.getTime(), paper: paper.id, record, gone: 0 });
    } else if (row.record !== letGo) {
      const before = readPaper(row);
      const paper = before === undefined ? one.paper : combineTellings(before, one);
      if (row.gone === 0 && isDeepStrictEqual(paper, before)) continue;
      mark += 1;
      counts.changed += 1;
      tellings.push({ paper, before });
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
  await noteNews(queries, tellings, at, readPaper);
  return counts;
}

/** The newest mark of the source; 0 before the first. */
export async function findLastMark(queries: Queries, source: string): Promise<number> {
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
