import { createBreather } from '../../async/time-slices.ts';
import { addedByHand } from '../../sources/added-by-hand.ts';
import type { KeptDay, KeptPapers } from '../../sources/rounds/memory.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { PaperReader } from '../lists/paper-record.ts';
import { dropKeptPapers, findLastMark, letGo, takePapers } from './take-papers.ts';

/** Papers written in one transaction, so that others get their turn. */
const portion = 50;
/** Papers read in one go. */
const readAtOnce = 200;
/** Papers counted in one go, but for days that hold more. */
const countedAtOnce = 5_000;

export function createKeptPapers({ read, write }: Database, readPaper: PaperReader): KeptPapers {
  return {
    async take(source, come, gone, at) {
      const counts = { new: 0, changed: 0 };
      for (let start = 0; start < come.length; start += portion) {
        const some = come.slice(start, start + portion);
        const taken = await write((queries) => takePapers(queries, source, some, at, readPaper));
        counts.new += taken.new;
        counts.changed += taken.changed;
      }
      for (let start = 0; start < gone.length; start += portion) {
        const some = gone.slice(start, start + portion);
        counts.changed += await write((queries) => dropKeptPapers(queries, source, some));
      }
      return counts;
    },

    async changedSince(source, mark) {
      const breathe = createBreather();
      // Taken first: what comes meanwhile is told again.
      const last = await read((queries) => findLastMark(queries, source));
      const changed = last <= mark ? [] : await read((queries) => selectChanged(queries, source, mark));
      const days: KeptDay[] = [];
      for (const { day, line } of changed) {
        const after = Number(line) - 1;
        const papers: KeptDay['papers'][number][] = [];
        for (let at = after, isOver = false; !isOver; ) {
          const rows = await read((queries) => selectLines(queries, source, day, at));
          for (const row of rows) {
            const paper = readPaper(row);
            if (paper !== undefined) papers.push({ key: row.key, line: row.line, paper });
            await breathe();
          }
          at = rows.at(-1)?.line ?? at;
          isOver = rows.length < readAtOnce;
        }
        days.push({ day, after, papers });
      }
      return { mark: Math.max(mark, last), days };
    },

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

    async describe(source) {
      const spans = spansOf(await read((queries) => countByDay(queries, source)));
      let count = 0;
      let newest: number | undefined;
      for (const span of spans) {
        const found = await read((queries) => describeSpan(queries, source, span));
        count += found.count;
        newest = found.newest ?? newest;
      }
      return newest === undefined ? { count } : { count, newest: new Date(newest) };
    },

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
  // As one value, so that the index leads there.
  if (last !== undefined)
    old = old.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('source', 'key'), '>', tuple(last.source, last.key)),
    );
  return old.orderBy('source').orderBy('key').limit(portion).execute();
}

/** The days of which something changed after a mark, each with the first line that did. */
function selectChanged(queries: Queries, source: string, mark: number) {
  const days = queries
    .selectFrom('source_papers')
    .select(({ fn }) => ['day', fn.min('line').as('line')])
    .where('source', '=', source)
    .groupBy('day')
    .orderBy('day');
  // All of it is in an index where no mark is to be looked at.
  return (mark === 0 ? days : days.where('mark', '>', mark)).execute();
}

/** How many papers of each day there are, those that are gone too: all of it is in an index. */
function countByDay(queries: Queries, source: string) {
  return queries
    .selectFrom('source_papers')
    .select(({ fn }) => ['day', fn.countAll().as('count')])
    .where('source', '=', source)
    .groupBy('day')
    .orderBy('day')
    .execute();
}

type Span = { readonly first: string; readonly last: string };

/** Days in a row, as many as are read at once. */
function spansOf(days: readonly { readonly day: string; readonly count: string | number | bigint }[]) {
  const spans: Span[] = [];
  let held = countedAtOnce;
  for (const { day, count } of days) {
    const open = held < countedAtOnce ? spans.pop() : undefined;
    held = open === undefined ? Number(count) : held + Number(count);
    spans.push({ first: open?.first ?? day, last: day });
  }
  return spans;
}

/** How many papers came within some days and are here still, and when the newest of them came. */
async function describeSpan(queries: Queries, source: string, { first, last }: Span) {
  const { count, newest } = await queries
    .selectFrom('source_papers')
    .select(({ fn }) => [fn.countAll().as('count'), fn.max('came_at').as('newest')])
    .where('source', '=', source)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .where('gone', '=', 0)
    .executeTakeFirstOrThrow();
  return { count: Number(count), newest: newest === null ? undefined : Number(newest) };
}

/** The papers of a day after a line. */
function selectLines(queries: Queries, source: string, day: string, last: number) {
  return queries
    .selectFrom('source_papers')
    .select(['key', 'line', 'paper', 'record'])
    .where('source', '=', source)
    .where('day', '=', day)
    .where('line', '>', last)
    .where('gone', '=', 0)
    .orderBy('line')
    .limit(readAtOnce)
    .execute();
}
