import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { keepNames } from '../digests/shown-names.ts';
import { dropUnusedNews } from '../news/note-news.ts';
import type { KnownPapers } from '../store.ts';
import { mergeStoredPapers } from './merge-papers.ts';
import { type PaperReader, writePaper } from './paper-record.ts';

/** Papers read or written in one go. */
const portion = 500;

export function createKnownPapers({ read, write }: Database, readPaper: PaperReader): KnownPapers {
  return {
    get: (id) =>
      read(async (queries) => {
        const [row] = await selectPapers(queries, [id]);
        return row === undefined ? undefined : readPaper(row);
      }),

    async all() {
      const papers: Paper[] = [];
      for (let last = ''; ; ) {
        const rows = await read((queries) =>
          queries
            .selectFrom('papers')
            .select(['id as paper', 'record'])
            .where('id', '>', last)
            .orderBy('id')
            .limit(portion)
            .execute(),
        );
        papers.push(...rows.flatMap((row) => readPaper(row) ?? []));
        const final = rows.at(-1);
        if (final === undefined || rows.length < portion) return papers;
        last = final.paper;
      }
    },

    async refresh(papers) {
      const kept = new Set(
        (await read((queries) => queries.selectFrom('papers').select('id').execute())).map(({ id }) => id),
      );
      const wanted = papers.filter(({ id }) => kept.has(id));
      for (let start = 0; start < wanted.length; start += portion) {
        const some = wanted.slice(start, start + portion);
        const rows = await read((queries) =>
          selectPapers(
            queries,
            some.map(({ id }) => id),
          ),
        );
        const records = new Map(rows.map(({ paper, record }) => [paper, record]));
        const changed = some.filter((paper) => records.get(paper.id) !== writePaper(paper));
        if (changed.length === 0) continue;
        await write(async (queries) => {
          for (const paper of changed)
            await queries
              .updateTable('papers')
              .set({ record: writePaper(paper) })
              .where('id', '=', paper.id)
              .execute();
        });
      }
    },

    merge: (from, to) =>
      write(async (queries) => {
        if (from === to.id) return;
        await keepPaper(queries, to);
        await mergeStoredPapers(queries, from, to.id);
        await keepNames(queries, [to]);
        await dropUnusedPapers(queries);
      }),
  };
}

function selectPapers(queries: Queries, ids: readonly PaperId[]) {
  return queries.selectFrom('papers').select(['id as paper', 'record']).where('id', 'in', ids).execute();
}

/** Keeps the paper as it is known now. */
export function keepPaper(queries: Queries, paper: Paper): Promise<void> {
  return keepPapers(queries, [paper]);
}

/** Keeps papers as they are known now. */
export async function keepPapers(queries: Queries, papers: readonly Paper[]): Promise<void> {
  const records = [...new Map(papers.map((paper) => [paper.id, writePaper(paper)]))];
  for (let start = 0; start < records.length; start += portion)
    await queries
      .insertInto('papers')
      .values(records.slice(start, start + portion).map(([id, record]) => ({ id, record })))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(({ ref }) => ({ record: ref('excluded.record') }))
          .whereRef('papers.record', '<>', 'excluded.record'),
      )
      .execute();
}

/**
 * Deletes papers that no list, reaction, message or delivery refers to any more. By which names a paper is known that was
 * shown in a place is kept as long as the place is.
 */
export async function dropUnusedPapers(queries: Queries): Promise<void> {
  let unused = queries.deleteFrom('papers');
  for (const table of ['saves', 'marks', 'not_wanted', 'message_papers', 'delivery_papers'] as const)
    unused = unused.where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom(table).select(`${table}.paper`).whereRef(`${table}.paper`, '=', 'papers.id'))),
    );
  await unused.execute();
  await dropUnusedNews(queries);
  await queries
    .deleteFrom('paper_names')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('place_papers')
            .select('place_papers.paper')
            .whereRef('place_papers.paper', '=', 'paper_names.paper'),
        ),
      ),
    )
    .execute();
}
